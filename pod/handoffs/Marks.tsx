import { Check, X } from 'lucide-preact'
import type { Handoff, Received } from '../../shared/contracts/handoffs.ts'
import { Icon } from '../ui/Icon.tsx'

type Verdict = Received['verdict']
const looks = {
  confirmed: { icon: Check, words: 'Confirmed', on: 'bg-green-soft text-green' },
  wrong: { icon: X, words: 'Wrong', on: 'bg-red-soft text-red' },
} as const
const verdicts = ['confirmed', 'wrong'] as const

/** Whether a line of the brief held, as whoever took the case over found it. */
export function Marks(props: {
  handoff: Handoff
  item: string
  text: string
  /** Missing where this person only reads them. */
  onMark?: ((verdict: Verdict) => void) | undefined
}) {
  const { handoff, item, text, onMark } = props
  const given = handoff.received.find((one) => one.item === item)?.verdict
  if (!onMark)
    return given ? (
      <span class={`text-meta flex items-center gap-1 ${given === 'wrong' ? 'text-red' : 'text-green'}`}>
        <Icon of={looks[given].icon} size={12} />
        {looks[given].words.toLowerCase()}
      </span>
    ) : null
  return (
    <span class="flex flex-none -my-2px b b-solid b-line rounded overflow-hidden">
      {verdicts.map((verdict) => {
        const { icon, words, on } = looks[verdict]
        const isGiven = given === verdict
        return (
          <button
            key={verdict}
            type="button"
            aria-label={`${words}: ${text}`}
            aria-pressed={isGiven}
            title={words}
            class={`w-28px h-22px grid place-items-center cursor-pointer [outline-offset:-2px] ${
              verdict === 'wrong' ? 'b-l b-l-solid b-line' : ''
            } ${isGiven ? on : 'text-muted hover:bg-hover'}`}
            onClick={() => onMark(verdict)}
          >
            <Icon of={icon} size={14} />
          </button>
        )
      })}
    </span>
  )
}
