import { pathTasks } from './tasks.ts'
import type { Place } from './turn.ts'
import { lowerFirst, sentence, withoutStop } from './words.ts'

const next = /\b(?:what(?:'s| is| comes)? next|what now|next steps?|what (?:should|do|can) (?:i|we) do)\b/i
const why =
  /^(?:but )?why\b|\bwhy (?:do|are) you ask|\bwhat for\b|\bwhat does (?:this|that) (?:tell|mean)|\bis (?:this|that) needed/i
const how = /^(?:how|where|which command|what command|with what)\b/i
const openQuestion = /\?\s*$|^(?:what|which|who|when|can you|could you|do you know|is there|explain)\b/i
const remark =
  /^(?:ok|okay|thanks|thank you|thx|one (?:sec|second|moment|minute)|moment|wait|hold on|checking|let me (?:check|look|see)|will (?:check|do|look)|i(?:'ll| will) (?:check|look|see|ask|call)|on it|calling|looking)\b/i
const on = /^(?:skip|next|go on|continue|move on|pass|leave it|later)\b/i

/** What the engineer wants to know instead of answering, in a useful sentence; null when it is no question. */
export function asksBack(here: Place, words: string): string | null {
  const text = words.replaceAll('’', "'").trim()
  if (next.test(text) && text.length < 120) return whatNext(here)
  if (why.test(text)) return `${reason(here)} ${place(here)}`.trim()
  if (how.test(text)) return howTo(here)
  if (openQuestion.test(text))
    return `I cannot look that up: I am the offline model and lead by the flow “${here.flow.name}”. ${reason(here)}`
  return null
}

/** An aside that is neither answer nor finding. */
export const isRemark = (words: string): boolean => words.length < 60 && remark.test(words)

/** The engineer leaves the question behind. */
export const wantsOn = (words: string): boolean => words.length < 40 && on.test(words)

function whatNext({ flow, node, input }: Place): string {
  if (node.kind === 'conclusion')
    return `The fix: ${node.fix.map((task) => lowerFirst(withoutStop(task.text))).join('; ')}. Then: ${node.verify}`
  const done = new Set(
    input.case.tasks.filter(({ state }) => state === 'done' || state === 'skipped').map(({ text }) => text),
  )
  const tasks = pathTasks(flow, node.key, 3).filter(({ text }) => !done.has(text))
  if (tasks.length === 0) return 'Answer the question below; the next check follows from it.'
  const [first, ...rest] = tasks.map((task) => withoutStop(task.text))
  const after = rest.length > 0 ? ` If that shows nothing: ${rest.map(lowerFirst).join(', then ')}.` : ''
  return `${sentence(first ?? '')}${after}`
}

function reason({ node }: Place): string {
  if (node.kind === 'question') return node.context ?? 'The answer decides which way we go on.'
  return node.kind === 'conclusion'
    ? 'What we know points to this cause; the test after the fix proves it.'
    : node.says
}

function place({ node }: Place): string {
  return node.kind === 'question' && node.hypothesis
    ? `It tests this: ${lowerFirst(withoutStop(node.hypothesis))}.`
    : ''
}

function howTo(here: Place): string {
  const { node } = here
  const task = node.kind === 'question' ? node.task : node.kind === 'conclusion' ? node.fix[0] : null
  if (!task) return reason(here)
  const parts = [sentence(task.text), task.detail, task.command ? `Command: \`${task.command}\`` : null]
  return parts.filter(Boolean).join(' ')
}
