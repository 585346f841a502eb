import type { Act } from '../acts/acts.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { pieces } from '../ui/filter/match-words.ts'
import { Icon } from '../ui/Icon.tsx'
import { Keys } from '../ui/Keys.tsx'
import { actIcons } from './act-icons.ts'

export const wordsOf = ({ label, note }: Act) => stripHidden(note ? `${label} ${note}` : label)

/** An act in one line: sign, words with what was typed in bold, its key; a second line where it cannot be done. */
export function ActWords(props: { act: Act; ranges?: readonly [number, number][] }) {
  const { act, ranges = [] } = props
  const words = wordsOf(act)
  const labelEnd = stripHidden(act.label).length
  const why = act.why()
  const keys = act.keys?.[0]
  return (
    <div class="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-10px items-center">
      <Icon of={actIcons[act.id]} size={14} class="text-muted" />
      <bdi class="cut">
        {[
          ...pieces(words.slice(0, labelEnd), within(ranges, 0, labelEnd)).map((part) => ({
            ...part,
            tone: '',
          })),
          ...pieces(words.slice(labelEnd), within(ranges, labelEnd, words.length)).map((part) => ({
            ...part,
            tone: 'text-muted',
          })),
        ].map(({ text, isHit, tone }, at) => (
          <span key={`${at} ${text}`} class={`${tone} ${isHit ? 'font-700' : ''}`}>
            {text}
          </span>
        ))}
      </bdi>
      {keys && <Keys of={keys} always />}
      {why && <span class="col-start-2 col-span-2 meta">{why}</span>}
    </div>
  )
}

function within(ranges: readonly [number, number][], from: number, to: number): [number, number][] {
  return ranges
    .filter(([begin, end]) => begin >= from && end <= to)
    .map(([begin, end]): [number, number] => [begin - from, end - from])
}
