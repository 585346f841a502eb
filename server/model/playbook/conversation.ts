import * as v from 'valibot'
import { withNews } from '../case-news.ts'
import { imageNote } from '../images.ts'
import { noTurn, turnCase, turnOutput } from '../protocol.ts'
import type { Past } from './here.ts'
import type { Block, PlaybookRequest } from './request.ts'
import { readTicket, type Ticket } from './ticket.ts'

/** What the messages of a request tell: the results of our calls, and the newest words. */
export type Conversation = {
  /** JSON of the newest `get_case`; null when there is none. */
  case: unknown
  ticket: Ticket | null
  /** The ticket came with the newest message. */
  ticket_is_new: boolean
  /** The last text block of the newest message. */
  words: string
  /** How many came with it. */
  images: number
  /** The reply of the answer before; '' before the first. */
  last_reply: string
  past: Past[]
}

const blocksOf = (content: string | Block[]): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

export function conversationOf({ messages }: PlaybookRequest): Conversation {
  const names = new Map<unknown, unknown>()
  const heard: Conversation = {
    case: null,
    ticket: null,
    ticket_is_new: false,
    words: '',
    images: 0,
    last_reply: '',
    past: [],
  }
  for (const { role, content } of messages) {
    if (role === 'user') {
      heard.ticket_is_new = false
      heard.words = ''
      heard.images = 0
    }
    for (const block of blocksOf(content)) {
      if (block.type === 'tool_use') names.set(block.id, block.name)
      else if (block.type === 'tool_result') takeResult(heard, names.get(block.tool_use_id), block.content)
      else if (block.type === 'image') heard.images++
      else if (block.type === 'text' && block.text !== imageNote && typeof block.text === 'string') {
        if (role === 'assistant') takeAnswer(heard, block.text)
        else heard.words = block.text.trim()
      }
    }
  }
  return heard
}

/** The answer to what was heard last; the case as it was told with it stays as it is. */
function takeAnswer(heard: Conversation, text: string): void {
  const json = parsed(text)
  heard.last_reply = replyIn(json) || heard.last_reply
  // what was answered before answers had a part lacks it
  const answer = v.safeParse(turnOutput, json && { ...noTurn(), ...json })
  const state = v.safeParse(turnCase, heard.case)
  if (answer.success && state.success)
    heard.past.push({ case: state.output, words: heard.words, answer: answer.output })
}

function takeResult(heard: Conversation, name: unknown, content: unknown): void {
  const json = parsed(textOf(content))
  if (name === 'get_case') heard.case = withNews(heard.case, json)
  if (name !== 'get_ticket') return
  const ticket = readTicket(json)
  heard.ticket = ticket ?? heard.ticket
  heard.ticket_is_new = ticket !== null
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = v.safeParse(v.array(v.looseObject({ text: v.optional(v.string(), '') })), content)
  return parts.success ? parts.output.map(({ text }) => text).join('\n') : ''
}

function replyIn(json: unknown): string {
  const answer = v.safeParse(v.looseObject({ reply: v.string() }), json)
  return answer.success ? answer.output.reply : ''
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
