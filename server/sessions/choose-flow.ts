import type { Flow, FlowNode, FlowPlace } from '../../shared/contracts/flows.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { nodeOf } from '../flows/find.ts'
import { matchFlow } from '../flows/match.ts'
import { askedAt, begin, move } from '../flows/walk.ts'
import { trimForModel } from '../tickets/trim.ts'

/** The flow that leads when nothing more special matches; views call it new discovery. */
export const generalFlowKey = 'general'

const describedCharacters = 2_000

export type FlowInHand = { flow: Flow; place: FlowPlace; isNew: boolean }

type Input = {
  /** Flow and place the case stands at; null before the first turn. */
  current: { flow: Flow; place: FlowPlace } | null
  title: string
  message: string
  ticket: TicketContext | null
}

/** A special flow stays; from the general one each message may lead to a special one. */
export function chooseFlow({ current, title, message, ticket }: Input): FlowInHand {
  if (current && (current.flow.key !== generalFlowKey || (!message && !ticket)))
    return { ...current, isNew: false }
  const { flow } = matchFlow([title, message, firstWords(ticket)].filter(Boolean).join('\n'))
  if (current && flow.key === current.flow.key) return { ...current, isNew: false }
  return { flow, place: begin(flow), isNew: true }
}

/** How the ticket began: its oldest note is the problem as it was reported. */
function firstWords(ticket: TicketContext | null): string {
  const [oldest] = (ticket?.notes ?? []).toSorted((a, b) =>
    (a.created_at ?? '').localeCompare(b.created_at ?? ''),
  )
  return oldest ? trimForModel(oldest.text).slice(0, describedCharacters) : ''
}

/** Where the answer says we stand now. A node or option that the flow does not have moves nothing. */
export function nextPlace(
  { flow, place }: FlowInHand,
  node: string | null,
  option: string | null,
): FlowPlace {
  if (!node || !nodeOf(flow, node)) return place
  const from = nodeOf(flow, place.node)
  const labels = (from && askedAt(from)?.options) ?? []
  const taken = labels.find((label) => label.toLowerCase() === option?.trim().toLowerCase()) ?? null
  return move(place, node, taken)
}

/** The flow as the model needs it: order and meaning of the checks, without wordings for people and for matching. */
export function flowGuide({ key, version, name, start, nodes }: Flow): object {
  return { key, version, name, start, nodes: nodes.map((node) => withoutNulls(guideOf(node))) }
}

function guideOf(node: FlowNode): Record<string, unknown> {
  const { key, kind } = node
  if (node.kind === 'end') return { key, kind, outcome: node.outcome }
  if (node.kind === 'conclusion') {
    const { hypothesis, verify, not_fixed } = node
    return { key, kind, hypothesis, fix: node.fix.map(withoutNulls), verify, not_fixed }
  }
  const { ask, context, task, hypothesis, otherwise } = node
  const options = node.options.map(({ label, to, finding }) => ({
    label,
    to,
    ...(finding ? { [finding.status]: finding.text } : {}),
  }))
  return {
    key,
    ask,
    context,
    check: task?.text ?? null,
    command: task?.command ?? null,
    hypothesis,
    options,
    otherwise,
  }
}

const withoutNulls = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null))
