import { Lock } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import type { MyDay } from '../../shared/contracts/days.ts'
import { Icon } from '../ui/Icon.tsx'
import { clockTime } from '../ui/when.ts'
import { Block } from './Block.tsx'
import type { DayModel } from './day-model.ts'
import { inPsa, minutesBetween, numberOf, spanOf, spanWords } from './day-words.ts'
import { momentAt, placeOf, type Scale, scaleOf, wordsLook } from './timeline-place.ts'

/**
 * The day from left to right: what was done, what would be booked, what is booked. An edge is dragged to move time, an
 * entry onto another one to merge them; a double click divides. The rows below do the same by keys.
 */
export function Timeline(props: {
  model: DayModel
  day: MyDay
  selected: string | null
  onSelect: (id: string) => void
}) {
  const { model, day } = props
  const scale = scaleOf(day)
  const lanes = useRef<HTMLDivElement>(null)
  const box = (span: { from: string; to: string }) => {
    // what began before midnight, or ends after it, is drawn as far as the day goes
    const [left, right] = [Math.max(0, placeOf(span.from, scale)), Math.min(100, placeOf(span.to, scale))]
    return { left: `${left}%`, width: `${Math.max(0.3, right - left)}%` }
  }
  const atPointer = (event: PointerEvent | MouseEvent) => {
    const frame = lanes.current?.getBoundingClientRect()
    return frame ? momentAt((event.clientX - frame.left) / frame.width, scale) : null
  }
  const now = Date.parse(day.now)
  return (
    <section
      aria-label="The day from left to right"
      class="flex-none b-b b-b-solid b-line px-3 wide:px-5 pb-2"
    >
      <div class="grid grid-cols-[minmax(0,1fr)] wide:grid-cols-[96px_minmax(0,1fr)]">
        <div class="hidden wide:grid grid-rows-[24px_24px_52px_40px] items-center meta">
          <span />
          <span>Activity</span>
          <span>Entries</span>
          <span>In {day.psa ?? 'the PSA'}</span>
        </div>
        <div ref={lanes} class="relative grid grid-rows-[24px_24px_52px_40px] items-center min-w-0">
          <Hours scale={scale} />
          <div class="relative h-4px row-start-2">
            {day.activity.map((span) => (
              <span
                key={span.from}
                class="bar bar-on absolute inset-y-0 rounded-full bg-muted"
                style={box(span)}
              />
            ))}
          </div>
          <div class="relative h-44px row-start-3">
            {day.gaps.map((gap) => (
              <span
                key={gap.from}
                class="absolute inset-y-0 b b-dashed b-line rounded px-1 py-2px meta cut"
                style={box(gap)}
                title={`Nothing recorded, ${spanWords(gap)}`}
              >
                <span class={wordsLook(placeOf(gap.to, scale) - placeOf(gap.from, scale))}>
                  Gap
                  <br />
                  {minutesBetween(gap)} min
                </span>
              </span>
            ))}
            {day.entries.map((entry) => (
              <Block
                key={entry.id}
                {...{ model, entry, scale, atPointer }}
                isSelected={props.selected === entry.id}
                onSelect={() => props.onSelect(entry.id)}
              />
            ))}
          </div>
          <div class="relative h-32px row-start-4">
            {inPsa(day).map((each) => (
              <span
                key={each.psa_id ?? each.started_at}
                class="absolute inset-y-0 b b-solid b-line rounded bg-log px-1 meta cut flex items-center gap-1"
                style={box(spanOf(each))}
                title={`${numberOf(each)}, ${spanWords(spanOf(each))}, ${each.note}`}
              >
                <Icon of={Lock} size={12} />
                <span
                  class={wordsLook((placeOf(each.ended_at, scale) - placeOf(each.started_at, scale)) / 1.7)}
                >
                  {numberOf(each)}
                </span>
              </span>
            ))}
          </div>
          {now > scale.from && now < scale.to && (
            <span
              aria-hidden="true"
              class="absolute top-24px bottom-0 w-1px bg-blue-edge pointer-events-none"
              style={{ left: `${placeOf(now, scale)}%` }}
            />
          )}
        </div>
      </div>
      <p class="meta hidden wide:block pl-96px">
        Drag an edge to move time, one entry onto another to merge. S splits, M merges with the next.
      </p>
    </section>
  )
}

function Hours({ scale }: { scale: Scale }) {
  // on a narrow screen every second hour has its name
  return (
    <div aria-hidden="true" class="absolute inset-0 pointer-events-none">
      {scale.hours.map((at, n) => (
        <span
          key={at}
          class="absolute inset-y-0 b-l b-l-solid b-line pl-1 pt-1 meta text-micro whitespace-nowrap"
          style={{ left: `${placeOf(at, scale)}%` }}
        >
          <span class={n % 2 === 1 ? 'hidden wide:inline' : n === scale.hours.length - 1 ? 'hidden' : ''}>
            {n === scale.hours.length - 1 ? '' : clockTime(at)}
          </span>
        </span>
      ))}
    </div>
  )
}
