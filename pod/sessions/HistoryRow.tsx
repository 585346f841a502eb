import { Check, ChevronsUp, CircleDot, CirclePause, type LucideIcon } from 'lucide-preact'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import { spellMinutes } from '../../shared/durations.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Found } from '../ui/filter/Found.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'

const signs: Record<Session['status'], { of: LucideIcon; class: string }> = {
  active: { of: CircleDot, class: 'text-blue' },
  paused: { of: CirclePause, class: 'text-muted' },
  escalated: { of: ChevronsUp, class: 'text-violet' },
  resolved: { of: Check, class: 'text-green' },
}

/** One case of the history: where it stands, what it was, whose, and how long; `typed`: the words it was found by. */
export function HistoryRow({ case: each, typed }: { case: ListedSession; typed: string }) {
  const { me } = usePod()
  const isMine = each.current_handler_id === me.value?.user.id
  const about = [each.psa_ticket_id && `#${each.psa_ticket_id}`, each.client_name].filter(Boolean).join(' ')
  return (
    <li class="b-b b-b-solid b-line">
      <GoTo
        route={{ screen: 'case', session_id: each.id }}
        class="grid grid-cols-[16px_minmax(0,1fr)_auto] wide:grid-cols-[16px_minmax(0,1fr)_minmax(0,200px)_120px_112px_64px] gap-x-3 gap-y-2px items-baseline px-3 wide:px-5 py-2 hover:bg-hover"
      >
        <Icon {...signs[each.status]} class={`${signs[each.status].class} self-center`} />
        <span class="min-w-0 flex items-baseline gap-2">
          <Found text={each.title} typed={typed} class="font-500" />
          <span class="meta whitespace-nowrap">{each.status}</span>
          <Handed case={each} me={me.value?.user.id} />
        </span>
        <Found
          text={about || 'No ticket'}
          typed={about && typed}
          class="meta row-start-2 col-start-2 wide:row-start-1 wide:col-start-3"
        />
        <Plain
          cut
          text={isMine ? 'you' : each.handler_name}
          class="meta text-right wide:text-left row-start-2 col-start-3 wide:row-start-1 wide:col-start-4 max-w-120px"
        />
        <Time
          at={each.created_at}
          class="meta text-right wide:text-left whitespace-nowrap row-start-1 col-start-3 wide:col-start-5"
        />
        <span class="meta text-right whitespace-nowrap hidden wide:block">
          {spellMinutes(each.active_minutes)}
        </span>
        <SecondLine case={each} typed={typed} />
      </GoTo>
    </li>
  )
}

/** That a case was escalated and picked up, and the part that one had in it. */
function Handed({ case: { handoff, status }, me }: { case: ListedSession; me: string | undefined }) {
  if (!handoff) return null
  const own =
    handoff.claimed_by === me ? 'I picked this up' : handoff.created_by === me ? 'I escalated this' : ''
  return (
    <>
      {handoff.claimed_by && status !== 'escalated' && (
        <span class="pill text-violet whitespace-nowrap">Escalated</span>
      )}
      {own && <span class="meta whitespace-nowrap hidden wide:inline">{own}</span>}
    </>
  )
}

const places = { fact: 'Fact', message: 'Message' }

/** By what a search found it, where title and client do not show that; else what it was thought to be. */
function SecondLine({ case: { said, triage_hypothesis }, typed }: { case: ListedSession; typed: string }) {
  if (said)
    return (
      <span class="meta min-w-0 flex items-baseline gap-2 [grid-column:2/4] wide:[grid-column:2/3]">
        <span class="font-500 text-text">{places[said.place]}</span>
        <Found text={said.text} typed={typed} />
      </span>
    )
  if (!triage_hypothesis) return null
  return <Plain cut text={triage_hypothesis} class="meta [grid-column:2/4] wide:[grid-column:2/3]" />
}
