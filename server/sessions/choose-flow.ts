import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { nodeOf } from '../flows/find.ts'
import { generalFlowKey } from '../flows/shipped.ts'
import { askedAt, begin } from '../flows/walk.ts'
import { intentOf } from '../language/intents.ts'
import { matchFlow } from '../language/match-flow.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { firstWords } from '../tickets/first-words.ts'

const describedCharacters = 2_000

export type FlowInHand = { flow: Flow; place: FlowPlace; isNew: boolean }

type Input = {
  /** What can lead in this account; the general flow is among them. */
  flows: readonly Flow[]
  /** Flow and place the case stands at; null before the first turn. */
  current: { flow: Flow; place: FlowPlace } | null
  title: string
  message: string
  ticket: TicketContext | null
}

/** A special flow stays until somebody wants another; from the general one each message may lead to a special one. */
export function chooseFlow({ flows, current, title, message, ticket }: Input): FlowInHand {
  const wantsAnother = current !== null && intentOf(message)?.intent === 'another_flow'
  const isSpecial = current !== null && current.flow.key !== generalFlowKey
  if (current && !wantsAnother && (isSpecial || (!message && !ticket))) return { ...current, isNew: false }
  const described = ticket ? firstWords(ticket).slice(0, describedCharacters) : ''
  const matches = matchFlow(flows, [title, message, described].filter(Boolean).join('\n'))
  const best = matches.find(({ flow }) => !wantsAnother || flow.key !== current?.flow.key)
  const flow = best?.flow ?? generalOf(flows)
  if (current && flow.key === current.flow.key) return { ...current, isNew: false }
  return { flow, place: begin(flow), isNew: true }
}

function generalOf(flows: readonly Flow[]): Flow {
  const general = flows.find(({ key }) => key === generalFlowKey)
  if (!general) throw new Error('No general flow')
  return general
}

const longestPath = 200

/** Where the answer says we stand now. Nodes and options that the flow does not have move nothing. */
export function nextPlace(
  { flow, place }: Pick<FlowInHand, 'flow' | 'place'>,
  said: TurnOutput['flow'],
): FlowPlace {
  const trail = said.path
    .filter(({ node }) => nodeOf(flow, node))
    .map(({ node, option }) => ({ node, option: optionOf(flow, node, option) }))
    .slice(-longestPath)
  const node = said.node && nodeOf(flow, said.node) ? said.node : place.node
  if (said.path.length > 0) return { node, trail }
  if (node === place.node) return place
  return { node, trail: [...place.trail, { node: place.node, option: null }].slice(-longestPath) }
}

function optionOf(flow: Flow, key: string, option: string): string | null {
  const node = nodeOf(flow, key)
  const labels = (node && askedAt(node)?.options) ?? []
  return labels.find((label) => label.toLowerCase() === option.trim().toLowerCase()) ?? null
}
