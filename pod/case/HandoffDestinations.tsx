import { Lock } from 'lucide-preact'
import { Destination, Unreadable } from '../closing/Destination.tsx'
import { StatusChange } from '../closing/StatusChange.tsx'
import { TimeEntry } from '../closing/TimeEntry.tsx'
import type { EscalateModel } from '../handoffs/escalate-model.ts'

/** What of it goes into the ticket, in its order. */
export function HandoffDestinations({ model }: { model: EscalateModel }) {
  const { form } = model
  const proposal = model.proposal.value
  const problem = model.unreadable.value
  if (!proposal && problem) return <Unreadable problem={problem} onAgain={model.read} />
  if (!proposal?.place) return null
  const { place, rights } = proposal
  return (
    <section aria-label={`Goes to #${place.ticket_id}`}>
      <Destination
        {...{ form, name: 'ticket_note', icon: Lock, title: 'Internal note, documentation' }}
        right={rights.internal_note}
      >
        Problem, work completed, reason, hypotheses, next steps, timing
      </Destination>
      <TimeEntry {...{ form, proposal }} />
      <StatusChange {...{ form, proposal }} />
    </section>
  )
}
