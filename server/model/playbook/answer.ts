import * as v from 'valibot'
import type { Flow } from '../../../shared/contracts/flows.ts'
import { isGeneral } from '../../flows/general.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { briefCase, briefOrder, closingOrder, turnCase, updateCase, updateOrder } from '../protocol.ts'
import { playBrief } from './brief.ts'
import { playClosing } from './closing.ts'
import { type Conversation, conversationOf, parsed } from './conversation.ts'
import type { KnownFlows } from './known-flows.ts'
import type { PlaybookRequest } from './request.ts'
import { playTurn } from './turn.ts'
import { playUpdate } from './update.ts'

const unknownTask =
  'The offline model leads troubleshooting flows and writes status updates and briefs. It cannot answer this.'

/** The JSON text that answers a request, its keys in the order of the asked schema. */
export function playAnswer(request: PlaybookRequest, known: KnownFlows): string {
  const heard = conversationOf(request)
  const flowOf = (key: string) => flowFor(known.read(request.flow), key)
  return ordered(
    request,
    updateIn(heard, flowOf) ??
      briefIn(heard, flowOf) ??
      closingIn(heard) ??
      turnIn(heard, flowOf) ??
      blank(request),
  )
}

type FlowOf = (key: string) => Flow

function turnIn(heard: Conversation, flowOf: FlowOf): Record<string, unknown> | null {
  const state = v.safeParse(turnCase, heard.case)
  if (!state.success) return null
  const answer = playTurn({ ...heard, case: state.output, flow: flowOf(state.output.flow.key) })
  return heard.images > 0 ? { ...answer, reply: `${unseen(heard.images)} ${answer.reply}`.trim() } : answer
}

const unseen = (images: number): string =>
  images === 1
    ? 'I cannot look at pictures; yours is kept in the case, so tell me in words what it shows.'
    : 'I cannot look at pictures; yours are kept in the case, so tell me in words what they show.'

function updateIn(heard: Conversation, flowOf: FlowOf): Record<string, unknown> | null {
  const state = v.safeParse(updateCase, heard.case)
  const order = v.safeParse(updateOrder, parsed(heard.words))
  if (!state.success || !order.success) return null
  return playUpdate(state.output, order.output, flowOf(state.output.flow.key))
}

function briefIn(heard: Conversation, flowOf: FlowOf): Record<string, unknown> | null {
  const state = v.safeParse(briefCase, heard.case)
  if (!state.success || !v.is(briefOrder, parsed(heard.words))) return null
  return playBrief(state.output, flowOf(state.output.flow.key))
}

function closingIn(heard: Conversation): Record<string, unknown> | null {
  const state = v.safeParse(briefCase, heard.case)
  return state.success && v.is(closingOrder, parsed(heard.words)) ? playClosing(state.output) : null
}

/** The flow that came with the request, else the shipped one; an unknown one is taken as the general flow. */
function flowFor(given: Flow | null, key: string): Flow {
  if (given?.key === key) return given
  const flow = shippedFlows().find((one) => one.key === key) ?? shippedFlows().find(isGeneral)
  if (!flow) throw new Error('No general flow')
  return flow
}

/** The asked keys in their order; a key of ours that was not asked for stays away. */
function ordered({ properties }: PlaybookRequest, answer: Record<string, unknown>): string {
  const keys = Object.keys(properties)
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, answer[key] ?? null])))
}

/** An honest sentence in the first property that takes text, nothing in the others. */
function blank({ properties }: PlaybookRequest): Record<string, unknown> {
  const empty: Record<string, unknown> = {
    string: '',
    array: [],
    boolean: false,
    number: 0,
    integer: 0,
    object: {},
  }
  const types = Object.entries(properties).map(([key, schema]): [string, unknown] => [
    key,
    (schema as { type?: unknown } | null)?.type,
  ])
  const first = types.find(([, type]) => type === 'string')?.[0]
  return Object.fromEntries(
    types.map(([key, type]) => [key, key === first ? unknownTask : (empty[String(type)] ?? null)]),
  )
}
