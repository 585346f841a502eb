import * as v from 'valibot'
import { withNews } from '../model/case-news.ts'
import type { ModelTurn } from '../model/gateway.ts'
import { imageNote, imagesNamed } from '../model/images.ts'
import { type TurnCase, turnCase } from '../model/protocol.ts'
import type { CaseRows } from './case-queries.ts'
import { forRedaction } from './shorten.ts'

/** About 60,000 tokens: beyond it a new conversation begins from the case as it stands. */
const longestConversation = 240_000
/** With those of one turn still one request: 32 MB, each image at most a megabyte before base64. */
const mostImagesTold = 12
const earlierMessages = 20
const earlierCharacters = 600

export const isTooLong = (history: readonly ModelTurn[]): boolean =>
  imagesNamed(history).length > mostImagesTold ||
  history.reduce((sum, { content }) => sum + JSON.stringify(content).length, 0) > longestConversation

/** The case as the model knows it from what was sent; null where it knows none. */
export function caseTold(history: readonly ModelTurn[]): TurnCase | null {
  const calls = new Set<string>()
  let told: unknown = null
  for (const { content } of history) {
    if (typeof content === 'string') continue
    for (const block of content) {
      if (block.type === 'tool_use' && block.name === 'get_case') calls.add(block.id)
      if (block.type === 'tool_result' && calls.has(block.tool_use_id) && typeof block.content === 'string')
        told = withNews(told, JSON.parse(block.content))
    }
  }
  const parsed = v.safeParse(turnCase, told)
  return parsed.success ? parsed.output : null
}

/** What was said last: where a new conversation begins, it takes the place of the one before, `shortened`. */
export function earlierWords({ steps }: Pick<CaseRows, 'steps'>): TurnCase['earlier'] {
  return steps
    .filter(
      ({ kind, state, content, images }) =>
        (kind === 'message' || (kind === 'reply' && state === 'complete')) && (content || images.length > 0),
    )
    .slice(-earlierMessages)
    .map(({ author, content, images }) => ({
      by: author === 'flowpilot' ? 'FlowPilot' : author.name,
      text: forRedaction([...images.map(() => imageNote), content].join('\n').trim()),
    }))
}

/** After redaction, so that no cut parts a secret from what shows that it is one. */
export const shortened = (earlier: TurnCase['earlier']): TurnCase['earlier'] =>
  earlier.map(({ by, text }) => ({ by, text: text.slice(0, earlierCharacters).toWellFormed() }))
