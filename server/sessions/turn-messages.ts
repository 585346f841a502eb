import { isGeneral } from '../flows/general.ts'
import { newsOf } from '../model/case-news.ts'
import type { ModelTurn } from '../model/gateway.ts'
import { namedImage } from '../model/images.ts'
import type { TurnCase } from '../model/protocol.ts'
import type { FlowInHand } from './choose-flow.ts'
import { caseTold } from './conversation.ts'
import { cleanOutline } from './flow-outline.ts'

type Input = {
  history: readonly ModelTurn[]
  flow: Pick<FlowInHand, 'flow' | 'isNew'>
  /** What `get_ticket` tells; null where there is no news of the ticket. */
  ticket: object | null
  state: TurnCase
  /** What the engineer wrote; '' when the case begins from its intake. */
  words: string
  /** Ids of the images that came with the words. */
  images: readonly string[]
}

/**
 * One turn as the model reads it: the flow's material where it is new, ticket and case as results of tools, the images,
 * and last, alone in its block, what the engineer wrote. `opening` stands between the history and the newest message.
 */
export async function turnMessages({ history, flow, ticket, state, words, images }: Input) {
  const before = caseTold(history)
  // a flow that a person chose came between two turns
  const isNew = flow.isNew || (before !== null && before.flow.key !== flow.flow.key)
  const calls = [
    ...(ticket ? [{ name: 'get_ticket', result: ticket }] : []),
    { name: 'get_case', result: before ? newsOf(before, state) : state },
  ].map(({ name, result }) => ({ id: `toolu_${name}_${history.length}`, name, result }))
  const opening: ModelTurn[] = [
    {
      role: 'user',
      content: [{ type: 'text', text: await openingWords(flow, isNew, history.length === 0) }],
    },
    {
      role: 'assistant',
      content: calls.map(({ id, name }) => ({ type: 'tool_use' as const, id, name, input: {} })),
    },
  ]
  const results = calls.map(({ id, result }) => ({
    type: 'tool_result' as const,
    tool_use_id: id,
    content: JSON.stringify(result),
  }))
  const said = words ? [{ type: 'text' as const, text: words }] : []
  const input: ModelTurn = { role: 'user', content: [...results, ...images.map(namedImage), ...said] }
  return { opening, input }
}

/**
 * The flow's material comes first in a case, so that all cases of a flow share it in the cache, and with the turn that
 * moves to another flow. The general flow has none: without a special one the model leads by its own knowledge.
 */
async function openingWords({ flow }: Input['flow'], isNew: boolean, isFirst: boolean): Promise<string> {
  if (!isNew && !isFirst) return 'The case goes on.'
  if (isGeneral(flow))
    return isFirst ? 'A case begins. No flow comes with it.' : 'The case goes on without a flow.'
  return `${await cleanOutline(flow)}\n\n${isFirst ? 'A case begins that this flow may fit.' : 'The case goes on; this flow fits better now.'}`
}
