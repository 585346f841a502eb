import { type Here, isGeneral } from './here.ts'
import { lowerFirst, sentence, withoutStop } from './words.ts'

/** A short reply that adds what is still missing, and is never the one before it. `first` may be ''. */
export function noted(here: Here, first: string): string {
  const says = endings(here).map((ending) => [first, ending].filter(Boolean).join(' '))
  const at = says.indexOf(here.last_reply)
  return says[at + 1] ?? says.find((one) => one !== here.last_reply) ?? sentence(first)
}

function endings(here: Here): string[] {
  const { node, case: state } = here
  const active = state.tasks.find((task) => task.state === 'active')
  const step = active ? `Step in hand: ${sentence(active.text)}` : ''
  const cause = state.hypothesis ? `Leading cause: ${sentence(state.hypothesis)}` : ''
  const count =
    state.facts.length === 1 ? 'One fact stands so far.' : `${state.facts.length} facts stand so far.`
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
