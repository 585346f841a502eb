import type { Post, PostEvent } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { clockTime, dayOf, exactTime, isToday } from '../ui/when.ts'
import { historyLine } from './history-words.ts'

const dots: Record<Tone, string> = {
  blue: 'bg-blue-edge',
  amber: 'bg-amber-edge',
  red: 'bg-red-edge',
  violet: 'bg-violet-edge',
  green: 'bg-green-edge',
  cyan: 'bg-cyan-edge',
  muted: 'bg-edge',
}

/** What became of a post, oldest first. */
export function History({ events, kind }: { events: readonly PostEvent[]; kind: Post['kind'] }) {
  return (
    <ol>
      {events.map((event, at) => {
        const { who, words, tone } = historyLine(event, kind)
        const day = isToday(event.at) ? null : dayOf(event.at)
        return (
          <li
            key={`${event.at}${event.action}`}
            class="relative grid grid-cols-[7px_minmax(0,1fr)_auto] gap-x-3 pb-2 last:pb-0"
          >
            {at < events.length - 1 && (
              <span aria-hidden="true" class="absolute left-3px top-10px -bottom-6px w-px bg-line" />
            )}
            <span aria-hidden="true" class={`relative mt-6px w-7px h-7px rounded-full ${dots[tone]}`} />
            <span class="text-base [overflow-wrap:anywhere]">
              {who && <strong class="font-600">{who}</strong>} {words}
            </span>
            <time dateTime={event.at} title={exactTime(event.at)} class="meta leading-18px whitespace-nowrap">
              {day && day !== dayOf(events[at - 1]?.at ?? '') && `${day}, `}
              {clockTime(event.at, true)}
            </time>
          </li>
        )
      })}
    </ol>
  )
}
