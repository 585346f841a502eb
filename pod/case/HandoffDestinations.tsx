import { CircleAlert, Flag, Lock } from 'lucide-preact'
import { Destination } from '../closing/Destination.tsx'
import type { EscalateModel } from '../handoffs/escalate-model.ts'
import { Button } from '../ui/Button.tsx'
import { FormChoice } from '../ui/form/FormField.tsx'
import { Notice } from '../ui/Notice.tsx'

/** What of it goes into the ticket, in its order. */
export function HandoffDestinations({ model }: { model: EscalateModel }) {
  const { form } = model
  const proposal = model.proposal.value
  const problem = model.unreadable.value
  if (!proposal && problem)
    return (
      <Notice
        icon={CircleAlert}
        tone="red"
        role="alert"
        title={problem.message}
        action={<Button onPress={model.read}>Try again</Button>}
      />
    )
  if (!proposal?.place) return null
  const { place, rights, statuses, status_target, prompt_status } = proposal
  const now = place.status?.name
  return (
    <section aria-label={`Goes to #${place.ticket_id}`}>
      <Destination
        {...{ form, name: 'ticket_note', icon: Lock, title: 'Internal note, documentation' }}
        right={rights.internal_note}
      >
        Problem, work completed, reason, hypotheses, next steps, timing
      </Destination>
      {(prompt_status || status_target) && (
        <Destination
          {...{ form, name: 'status', icon: Flag, title: 'Status' }}
          right={rights.status}
          off={statuses ? undefined : `${place.psa} cannot be read right now. The ticket keeps its status.`}
          more={
            <FormChoice
              form={form}
              name="psa_status_id"
              label="New status"
              options={[
                { value: '', label: 'Choose a status' },
                ...(statuses ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          }
        >
          {[place.board && `${place.board.name} board`, now && `now ${now}`].filter(Boolean).join(', ')}
        </Destination>
      )}
    </section>
  )
}
