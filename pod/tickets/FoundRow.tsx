import type { FoundTicket } from '../../shared/contracts/tickets.ts'
import { usePod } from '../pod.ts'
import { Plain } from '../ui/Plain.tsx'
import { priorityTone } from './priority.ts'

/** One ticket that was found; whose case it is already stands beside it. */
export function FoundRow(props: {
  ticket: FoundTicket
  /** Enter would pick it. */
  active: boolean
  chosen: boolean
  onPick: (ticketId: string) => void
}) {
  const { me } = usePod()
  const { id, summary, company, status, priority, open_session: open } = props.ticket
  const isMine = open?.handler_id === me.value?.user.id
  return (
    <div
      id={`ticket-${id}`}
      role="option"
      aria-selected={props.chosen}
      tabIndex={-1}
      class={`grid grid-cols-[56px_minmax(0,1fr)_auto] gap-x-2 items-baseline px-3 py-6px cursor-pointer b-b b-b-solid b-line last:b-b-0 hover:bg-hover ${
        props.active ? 'bg-hover' : ''
      } ${props.chosen ? 'edge-blue' : ''}`}
      onClick={() => props.onPick(id)}
      onKeyDown={(event) => event.key === 'Enter' && props.onPick(id)}
    >
      <span class="text-muted">#{id}</span>
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
