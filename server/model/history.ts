import type Anthropic from '@anthropic-ai/sdk'
import type { ModelOrigin, ModelTurn } from './gateway.ts'

type Block = Anthropic.ContentBlockParam

const longestNote = 4_000

/**
 * Past turns as one model may be shown them. Thinking blocks are valid only after the very prefix they were written
 * after: they stay where model and prompt are the present ones and no other model or prompt answered since. What
 * the offline model said is not the real model's memory and becomes a note on the user's side.
 * Neighbours of one role become one turn.
 */
export function historyFor(history: readonly ModelTurn[], present: ModelOrigin): ModelTurn[] {
  const lastOther = history.findLastIndex(({ origin }) => isRealAnswer(origin) && !isSame(origin, present))
  const shown = history.map((turn, at): ModelTurn => {
    const { role, origin } = turn
    if (role === 'user') return { role, content: turn.content }
    const content = withoutOpenCalls(turn.content, history[at + 1]?.content)
    if (origin?.kind === 'offline' && present.kind !== 'offline' && !hasToolUse(turn))
      return { role: 'user', content: [{ type: 'text', text: offlineNote(content) }] }
    const keepsThinking = at > lastOther && origin != null && isSame(origin, present)
    return { role, content: keepsThinking ? content : stripThinking(content) }
  })
  return merged(shown.filter(({ content }) => content.length > 0))
}

/** The same turns without any thinking block. */
export function withoutThinking(history: readonly ModelTurn[]): ModelTurn[] {
  return history.map((turn) => ({ ...turn, content: stripThinking(turn.content) }))
}

const isRealAnswer = (origin: ModelTurn['origin']) => origin != null && origin.kind !== 'offline'

const isSame = (origin: ModelTurn['origin'], present: ModelOrigin): boolean =>
  origin?.kind === present.kind &&
  origin.model === present.model &&
  origin.prompt_hash === present.prompt_hash

const isThinking = ({ type }: { type: string }) => type === 'thinking' || type === 'redacted_thinking'

/** We make such turns ourselves, to show data as the result of a tool. */
const hasToolUse = ({ content }: ModelTurn): boolean =>
  blocksOf(content).some(({ type }) => type === 'tool_use')

const blocksOf = (content: ModelTurn['content']): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

function stripThinking(content: ModelTurn['content']): ModelTurn['content'] {
  return typeof content === 'string' || !content.some(isThinking)
    ? content
    : content.filter((block) => !isThinking(block))
}

/** A call of a tool without its result behind it is refused by the API, and with it the whole conversation. */
function withoutOpenCalls(
  content: ModelTurn['content'],
  next: ModelTurn['content'] | undefined,
): ModelTurn['content'] {
  if (typeof content === 'string' || !content.some(({ type }) => type === 'tool_use')) return content
  const met = new Set(
    blocksOf(next ?? []).flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : [])),
  )
  return content.filter((block) => block.type !== 'tool_use' || met.has(block.id))
}

function offlineNote(content: ModelTurn['content']): string {
  const text = blocksOf(content)
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('')
  const said = replyOf(text).slice(0, longestNote).toWellFormed()
  return `[While the model was away, the offline answer was: ${said}]`
}

/** An answer is a JSON object whose first string is what a person read. */
function replyOf(text: string): string {
  try {
    const values: unknown[] = Object.values(JSON.parse(text) as object)
    return values.find((value) => typeof value === 'string') ?? text
  } catch {
    return text
  }
}

function merged(turns: ModelTurn[]): ModelTurn[] {
  const list: ModelTurn[] = []
  for (const turn of turns) {
    const before = list.at(-1)
    if (before?.role === turn.role)
      list[list.length - 1] = {
        role: turn.role,
        content: [...blocksOf(before.content), ...blocksOf(turn.content)],
      }
    else list.push(turn)
  }
  return list
}
