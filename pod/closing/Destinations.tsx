import { CircleSlash, Lock } from 'lucide-preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Notice } from '../ui/Notice.tsx'
import { Progress, Skeleton } from '../ui/Skeleton.tsx'
import { ClientSummary } from './ClientSummary.tsx'
import type { ClosingModel } from './closing-model.ts'
import { mayTell } from './closing-words.ts'
import { Destination, Unreadable } from './Destination.tsx'
import { NotePreview } from './NotePreview.tsx'
import { StatusChange } from './StatusChange.tsx'
import { TimeEntry } from './TimeEntry.tsx'

/** What of the closing goes into the ticket, in its order. */
export function Destinations({ model, detail }: { model: ClosingModel; detail: SessionDetail }) {
  const { form } = model
  const proposal = model.proposal.value
  const problem = model.unreadable.value
  if (!proposal && problem) return <Unreadable problem={problem} onAgain={model.read} />
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
      <StatusChange {...{ form, proposal }} />
      <ClientSummary
        {...{ model, client: detail.client_name, version: detail.state_version }}
        right={rights.client_note}
        off={mayTell(detail) ? undefined : 'There is too little in this case to tell the client.'}
      />
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
