import { spellMinutes } from '../../../shared/durations.ts'
import type { UpdateCase, UpdateOrder } from '../protocol.ts'
import { ofClosing } from './resting.ts'
import { laidOut, stepLine, stepsAtMost } from './ticket-notes.ts'
import { sentence } from './words.ts'

type Closing = NonNullable<UpdateCase['closing']>

const status = 'Resolved'
const noCause = 'No cause was recorded.'

/** Notes for engineers of a case that is closed: what was typed then counts, whatever the case thought before. */
export function closingNotes(state: UpdateCase, order: UpdateOrder, closing: Closing): string {
  const { root_cause, resolution, recommendations } = closing
  if (order.length === 'quick') {
    const cause = root_cause ? ofClosing(`Cause: ${sentence(root_cause)}`) : ''
    return [`${status}, ${spellMinutes(state.minutes)} spent.`, cause, ofClosing(sentence(resolution))]
      .filter(Boolean)
      .join(' ')
  }
  return laidOut(state, order, {
    status,
    parts: [
      { name: 'Root cause', lines: [root_cause ? ofClosing(root_cause) : noCause] },
      { name: 'Investigation steps', lines: stepsOf(state, closing).map((line, at) => `${at + 1}. ${line}`) },
      { name: 'Resolution', lines: [ofClosing(resolution)].filter(Boolean) },
      { name: 'Recommendations', lines: linesOf(recommendations).map((line) => ofClosing(`- ${line}`)) },
    ],
  })
}

function stepsOf({ tasks }: UpdateCase, { steps_taken }: Closing): string[] {
  const typed = linesOf(steps_taken)
  if (typed.length > 0) return typed.slice(0, stepsAtMost).map(ofClosing)
  return tasks
    .filter(({ state }) => state === 'done')
    .slice(0, stepsAtMost)
    .map(stepLine)
}

/** Without the numbers and hyphens that somebody began them with. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d{1,3}[.)]|[-*•])\s+/, '').trim())
    .filter(Boolean)
