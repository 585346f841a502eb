import { isGeneral } from '../../flows/general.ts'
import { closingFact } from './close.ts'
import type { Here } from './here.ts'
import { escaped, lowerFirst, sentence, withoutStop } from './words.ts'

const repliesBack = 4

/**
 * A short reply that adds what is still missing, and is never the one before it. What one of the last replies has
 * demanded already waits until everything else was said. `first` may be ''.
 */
export function noted(here: Here, first: string): string {
  const all = endings(here)
  const replies = [here.last_reply, ...here.past.toReversed().map(({ answer }) => answer.reply)].slice(
    0,
    repliesBack,
  )
  const ago = (ending: string) => {
    const at = replies.findIndex((reply) => reply.endsWith(ending))
    return at === -1 ? replies.length : at
  }
  const [ending = ''] = all.toSorted((a, b) => ago(b) - ago(a))
  const says = [first, ending].filter(Boolean).join(' ')
  return says === here.last_reply ? sentence(first || 'I am listening') : says
}

function endings(here: Here): string[] {
  const { node, case: state } = here
  const active = state.tasks.find((task) => task.state === 'active')
  const step = active ? `Step in hand: ${sentence(escaped(active.text))}` : ''
  const cause = state.hypothesis ? `Leading cause: ${sentence(escaped(state.hypothesis))}` : ''
  const count =
    state.facts.length === 1 ? 'One fact stands so far.' : `${state.facts.length} facts stand so far.`
  const closing = closingFact(state.facts, here.flow, state.flow.node)
  if (closing) return [sentence(escaped(closing.text)), count]
  if (isGeneral(here.flow) || node.kind === 'end')
    return [
      cause || 'For an update the cause is still missing: “it was …” names it.',
      step || 'Say “fixed” when it works again, or “lead me” to be asked.',
      count,
    ]
  if (node.kind === 'conclusion')
    return [
      `Open is whether the fix helps: ${lowerFirst(node.verify)}`,
      step || `The fix: ${node.fix.map(({ text }) => lowerFirst(withoutStop(text))).join('; ')}.`,
      count,
    ]
  const ask = node.kind === 'question' ? `Still open: ${lowerFirst(node.ask)}` : ''
  return [ask, step, cause, count].filter(Boolean)
}
