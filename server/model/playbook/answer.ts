import * as v from 'valibot'
import { turnInput, updateInput } from '../protocol.ts'
import type { Block, PlaybookRequest } from './request.ts'
import { playTurn, type Told } from './turn.ts'
import { playUpdate } from './update.ts'

const unknownTask =
  'The offline model leads troubleshooting flows and writes status updates. It cannot answer this.'

/** The JSON text that answers a request, its keys in the order of the asked schema. */
export function playAnswer(request: PlaybookRequest): string {
  const newest = blocksOf(request.messages.at(-1)?.content ?? '')
  const told: Told = { ticket: ticketIn(newest), begins: newest.some(isGuide) }
  for (const { text } of textsOf(newest).toReversed()) {
    const json = parsed(text)
    const turn = v.safeParse(turnInput, json)
    if (turn.success) return ordered(request, playTurn(turn.output, told))
    const update = v.safeParse(updateInput, json)
    if (update.success) return ordered(request, playUpdate(update.output))
  }
  return ordered(request, blank(request))
}

const blocksOf = (content: string | Block[]): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

const textsOf = (blocks: Block[]): { text: string }[] =>
  blocks.flatMap((block) =>
    block.type === 'text' && typeof block.text === 'string' ? [{ text: block.text }] : [],
  )

/** What the newest turn tells of the ticket, as text. */
function ticketIn(blocks: Block[]): string | null {
  const result = blocks.findLast((block) => block.type === 'tool_result')
  if (!result) return null
  if (typeof result.content === 'string') return result.content
  const parts = v.safeParse(v.array(v.looseObject({ text: v.optional(v.string(), '') })), result.content)
  return parts.success ? parts.output.map(({ text }) => text).join('\n') : null
}

/** The flow's guide comes along when a case begins with it. */
const isGuide = (block: Block): boolean =>
  block.type === 'text' && typeof block.text === 'string' && block.text.startsWith('{"flow":{"key":')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The asked keys in their order; a key of ours that was not asked for stays away. */
function ordered({ properties }: PlaybookRequest, answer: Record<string, unknown>): string {
  const keys = Object.keys(properties)
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, answer[key] ?? null])))
}

/** An honest sentence in the first property that takes text, nothing in the others. */
function blank({ properties }: PlaybookRequest): Record<string, unknown> {
  const answer: Record<string, unknown> = {}
  let isSaid = false
  for (const [key, schema] of Object.entries(properties)) {
    const type = (schema as { type?: unknown } | null)?.type
    if (type === 'string' && !isSaid) {
      answer[key] = unknownTask
      isSaid = true
    } else
      answer[key] =
        type === 'string'
          ? ''
          : type === 'array'
            ? []
            : type === 'boolean'
              ? false
              : type === 'number' || type === 'integer'
                ? 0
                : type === 'object'
                  ? {}
                  : null
  }
  return answer
}
