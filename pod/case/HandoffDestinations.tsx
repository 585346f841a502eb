import { Flag, Lock } from 'lucide-preact'
import { statusChoice } from '../closing/closing-words.ts'
import { Destination, Unreadable } from '../closing/Destination.tsx'
import { TimeEntry } from '../closing/TimeEntry.tsx'
import type { EscalateModel } from '../handoffs/escalate-model.ts'
import { FormChoice } from '../ui/form/FormField.tsx'

/** What of it goes into the ticket, in its order. */
export function HandoffDestinations({ model }: { model: EscalateModel }) {
  const { form } = model
  const proposal = model.proposal.value
  const problem = model.unreadable.value
  if (!proposal && problem) return <Unreadable problem={problem} onAgain={model.read} />
  if (!proposal?.place) return null
  const { place, rights } = proposal
  const status = statusChoice(proposal)
  return (
    <section aria-label={`Goes to #${place.ticket_id}`}>
      <Destination
        {...{ form, name: 'ticket_note', icon: Lock, title: 'Internal note, documentation' }}
        right={rights.internal_note}
      >
        Problem, work completed, reason, hypotheses, next steps, timing
      </Destination>
      <TimeEntry {...{ form, proposal }} />
      {status && (
        <Destination
          {...{ form, name: 'status', icon: Flag, title: 'Status' }}
          right={rights.status}
          off={status.off}
          more={<FormChoice form={form} name="psa_status_id" label="New status" options={status.options} />}
        >
          {status.about}
        </Destination>
      )}
    </section>
  )
}
