import type { FoundTicket } from '../../shared/contracts/tickets.ts'
import { usePod } from '../pod.ts'
import { Plain } from '../ui/Plain.tsx'
import { priorityTone } from './priority.ts'

/** One ticket that was found; whose case it is already stands beside it. */
export function FoundRow(props: { ticket: FoundTicket; chosen: boolean }) {
  const { me } = usePod()
  const { id, summary, company, status, priority, open_session: open } = props.ticket
  const isMine = open?.handler_id === me.value?.user.id
  return (
    <div
      class={`grid grid-cols-[56px_minmax(0,1fr)_auto] gap-x-2 items-baseline pl-2 ${props.chosen ? 'edge-blue' : ''}`}
    >
      <span class="text-muted">
        #{id}
        {props.chosen && <span class="sr-only"> chosen</span>}
      </span>
      <Plain cut text={summary} class={open ? '' : 'col-span-2'} />
      {open && (
        <Plain
          cut
          text={isMine ? 'your case' : `${open.handler_name}’s case`}
          class="max-w-160px text-meta text-blue justify-self-end"
        />
      )}
      <Plain cut text={[company, status].filter(Boolean).join(' · ')} class="col-start-2 meta" />
      {priority && (
        <span class={`text-meta text-right whitespace-nowrap ${priorityTone(priority.level)}`}>
          {priority.name}
        </span>
      )}
    </div>
  )
}
