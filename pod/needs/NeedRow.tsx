import type { Need } from '../../shared/contracts/needs.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { needWords, routeOf, whyOf } from './need-words.ts'

/** One thing that waits: of what, why, since when, and what is to be done. The whole row leads there. `isFirst`: the one to begin with. */
export function NeedRow({ need, isFirst }: { need: Need; isFirst?: boolean }) {
  const { icon, tone, act } = needWords[need.kind]
  const ticket = need.ticket_id && `#${need.ticket_id}`
  const about = [ticket, need.client_name].filter(Boolean).join(' ')
  return (
    <li class="b-b b-b-solid b-line">
      <GoTo
        route={routeOf(need)}
        class="grid grid-cols-[16px_minmax(0,1fr)_auto] wide:grid-cols-[16px_minmax(0,1fr)_minmax(0,200px)_96px_88px] gap-x-3 gap-y-2px items-center px-3 wide:px-5 py-2 hover:bg-hover"
      >
        <Icon of={icon} class={tone} />
        <span class="min-w-0 grid gap-2px">
          <Plain cut text={need.title ?? `Ticket ${ticket ?? ''}`} class="font-500" />
          <Plain cut text={whyOf(need)} class="meta" />
          <Plain cut text={about || 'No ticket'} class="meta wide:hidden" />
        </span>
        <Plain cut text={about || 'No ticket'} class="meta hidden wide:block" />
        <Time at={need.since} class="meta whitespace-nowrap hidden wide:block text-right" />
        <span class={`${isFirst ? 'btn-primary text-meta px-6px' : 'btn-line'} justify-self-end`}>{act}</span>
      </GoTo>
    </li>
  )
}
