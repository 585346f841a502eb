import { CircleAlert, CircleSlash, Flag, Lock } from 'lucide-preact'
import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import { Button } from '../ui/Button.tsx'
import { FormChoice } from '../ui/form/FormField.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Progress, Skeleton } from '../ui/Skeleton.tsx'
import type { ClosingForm, ClosingModel } from './closing-model.ts'
import { Destination } from './Destination.tsx'
import { NotePreview } from './NotePreview.tsx'
import { TimeEntry } from './TimeEntry.tsx'

/** What of the closing goes into the ticket, in its order. */
export function Destinations({ model }: { model: ClosingModel }) {
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
  if (!proposal) return <Waiting />
  const { place, rights } = proposal
  if (!place)
    return (
      <Notice
        icon={CircleSlash}
        tone="muted"
        title="Nothing is written to a ticket"
        next="This case has no ticket here. It is closed in FlowPilot alone; the documentation stays with it."
      />
    )
  return (
    <section aria-label={`Goes to #${place.ticket_id}`}>
      <div class="sec-head">
        <h3 class="micro flex-1">Goes to #{place.ticket_id}</h3>
        <span class="meta">in this order</span>
      </div>
      <Destination
        {...{ form, name: 'ticket_note', icon: Lock, title: 'Internal note, documentation' }}
        right={rights.internal_note}
        more={<NotePreview model={model} />}
      >
        Problem, diagnosis path, resolution, timing
      </Destination>
      <TimeEntry {...{ form, proposal }} />
      <Status {...{ form, proposal }} />
    </section>
  )
}

function Waiting() {
  return (
    <div class="grid gap-3 p-3 wide:p-5">
      <Skeleton width="40%" />
      <Skeleton width="85%" />
      <Skeleton width="70%" />
      <Progress words="Reading the ticket…" />
    </div>
  )
}

/** Shown where the account asks for it, or has set one for the board of the ticket. */
function Status({ form, proposal }: { form: ClosingForm; proposal: ClosingProposal }) {
  const { place, statuses, status_target, prompt_status, rights } = proposal
  if (!prompt_status && !status_target) return null
  const now = place?.status?.name
  return (
    <Destination
      {...{ form, name: 'status', icon: Flag, title: 'Status' }}
      right={rights.status}
      off={statuses ? undefined : `${place?.psa} cannot be read right now. The ticket keeps its status.`}
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
      {[place?.board && `${place.board.name} board`, now && `now ${now}`].filter(Boolean).join(', ')}
    </Destination>
  )
}
