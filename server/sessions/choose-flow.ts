import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { nodeOf } from '../flows/find.ts'
import { isGeneral } from '../flows/general.ts'
import { askedAt, begin } from '../flows/walk.ts'
import { intentOf } from '../language/intents.ts'
import { flowWanted } from '../language/leaving-flow.ts'
import { matchFlow } from '../language/match-flow.ts'
import { isUndo } from '../language/taking-back.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { firstWords } from '../tickets/first-words.ts'

const messageCharacters = 4_000
const describedCharacters = 2_000

export type FlowInHand = { flow: Flow; place: FlowPlace; isNew: boolean }
/** `general`: what takes the case where the flow leaves it. */
export type ChosenFlow = FlowInHand & { general: Flow }

type Input = {
  /** What can lead in this account; the general flow is among them. */
  flows: readonly Flow[]
  /** Flow and place the case stands at; null before the first turn. */
  current: { flow: Flow; place: FlowPlace } | null
  title: string
  message: string
  ticket: Pick<TicketContext, 'notes'> | null
}

/** A special flow stays until somebody wants another; from the general one each message may lead to a special one. */
export function chooseFlow(input: Input): ChosenFlow {
  return { ...inHand(input), general: generalOf(input.flows) }
}

function inHand({ flows, current, title, message, ticket }: Input): FlowInHand {
  const wantsAnother = current !== null && intentOf(message)?.intent === 'another_flow'
  const isSpecial = current !== null && !isGeneral(current.flow)
  const wanted = isSpecial
    ? flowWanted(
        flows.filter((flow) => !isGeneral(flow)),
        current.flow,
        message,
      )
    : null
  if (wanted?.flow) return { flow: wanted.flow, place: begin(wanted.flow), isNew: true }
  if (wanted && !wantsAnother) return { flow: generalOf(flows), place: begin(generalOf(flows)), isNew: true }
  if (current && !wantsAnother && (isSpecial || (!message && !ticket))) return { ...current, isNew: false }
  const described = ticket ? firstWords(ticket).slice(0, describedCharacters) : ''
  const said = [title, message.slice(0, messageCharacters), described].filter(Boolean)
  const matches = matchFlow(flows, said.join('\n'))
  const isLeft = current
    ? leftBefore(flows, current.flow, title, [message, described].join('\n'))
    : () => false
  const best = matches.find(({ flow }) => !isLeft(flow))
  const flow = best?.flow ?? generalOf(flows)
  if (current && flow.key === current.flow.key) return { ...current, isNew: false }
  return { flow, place: begin(flow), isNew: true }
}

/** What leads now, and from the general flow on also what only the title brings: it led before and was left. */
function leftBefore(flows: readonly Flow[], current: Flow, title: string, words: string) {
  const found = (text: string) => new Set(matchFlow(flows, text).map(({ flow }) => flow.key))
  const [byTitle, byWords] = isGeneral(current) ? [found(title), found(words)] : [new Set(), new Set()]
  return ({ key }: Flow): boolean => key === current.key || (byTitle.has(key) && !byWords.has(key))
}

function generalOf(flows: readonly Flow[]): Flow {
  const general = flows.find(isGeneral)
  if (!general) throw new Error('No general flow')
  return general
}

/** A flow leaves when the engineer takes back the words that had brought it. */
export function leftFlow(
  { general, ...flow }: ChosenFlow,
  message: string,
  said: TurnOutput['flow'],
): FlowInHand {
  return said.fits || !isUndo(message) ? flow : { flow: general, place: begin(general), isNew: true }
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
