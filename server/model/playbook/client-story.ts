import type { Flow, FlowNode, Wording } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import { confirmedCause, optionsAlong } from '../../flows/walk.ts'
import { type ClosingKind, closingOf } from '../../language/closing.ts'
import { contentStems } from '../../language/content-stems.ts'
import { endKindOf } from '../../language/ended-fact.ts'
import type { UpdateCase, UpdateOrder } from '../protocol.ts'
import { conclusionNamed } from './causes.ts'
import { inClientsWords, problemNamed } from './client-nouns.ts'
import { closingKindOf } from './close.ts'
import { stepsOf } from './place.ts'
import { same } from './words.ts'

/** What a client may hear of a case: wordings of the flow, and nothing that anybody wrote. */
export type ClientStory = {
  /** A noun phrase: "the printing problem". */
  problem: Wording
  /** Oldest first; those that the client has not read yet are `isNew`. */
  findings: { id: string; text: Wording; isNew: boolean }[]
  stage:
    | { kind: 'checking'; doing: Wording | null }
    | { kind: 'testing' }
    | { kind: 'cause'; cause: Wording; next: Wording; on: string[] }
    | { kind: 'fixed'; cause: Wording | null; now: Wording }
    | { kind: 'specialist' }
    | { kind: 'handed_on' }
    | { kind: 'closed'; cause: Wording | null }
    | { kind: 'unrepaired'; why: ClosingKind }
}

export function storyOf(state: UpdateCase, flow: Flow, context: UpdateOrder['context']): ClientStory {
  const stage = context === 'escalation' ? handedOn : stageOf(state, flow, nodeAt(flow, state.flow.node))
  const { client_words, ticket } = state
  const lead = leadOf(state, flow, nodeAt(flow, state.flow.node))
  return {
    problem: isGeneral(flow)
      ? problemNamed([client_words, ticket.summary, ticket.type, state.title])
      : inClientsWords(flow.client_problem, client_words),
    findings:
      stage.kind === 'fixed' || stage.kind === 'unrepaired'
        ? []
        : findingsForClient(state, flow).filter(({ text }) => !saysCause(text, lead)),
    stage,
  }
}

const handedOn = { kind: 'handed_on' } as const

function stageOf(state: UpdateCase, flow: Flow, node: FlowNode): ClientStory['stage'] {
  const { closing } = state
  const why = (closing && typedEnd(closing.resolution)) ?? closingKindOf(state, flow)
  if (why) return { kind: 'unrepaired', why }
  if (state.session_status === 'escalated') return { kind: 'specialist' }
  if (node.kind === 'end' && node.outcome === 'fixed')
    return { kind: 'fixed', cause: causeOfEnd(state, flow), now: node.client }
  if (state.session_status === 'resolved')
    return { kind: 'closed', cause: closing && causeOfEnd(state, flow) }
  const lead = leadOf(state, flow, node)
  if (lead && isChecked(state, flow, lead.key))
    return { kind: 'cause', cause: lead.client, next: lead.client_next, on: foundBy(state, flow) }
  if (lead || state.causes.some(({ source, state: is }) => source === 'engineer' && is !== 'struck'))
    return { kind: 'testing' }
  const isAsking = node.kind === 'question' || node.kind === 'checklist'
  const isUnled = isGeneral(flow) && stepsOf(state.flow).length === 0
  // a place that is not named stands for one that the client does not hear of
  const isNamed = state.flow.node !== ''
  return { kind: 'checking', doing: isAsking && isNamed && !isUnled ? node.client : null }
}

/** The end that was typed when the case was closed, where it was none by a repair. */
export function typedEnd(resolution: string): ClosingKind | null {
  const told = endKindOf(resolution)
  if (told) return told
  const end = closingOf(resolution)
  return end?.sure ? end.kind : null
}

/** Where a cause was typed at the closing it alone counts, and only one that the flow has words for is told. */
function causeOfEnd({ closing, flow: { trail } }: UpdateCase, flow: Flow): Wording | null {
  const typed = closing?.root_cause.trim()
  const cause = typed ? conclusionMeant(flow, typed) : confirmedCause(flow, trail)
  return cause?.client ?? null
}

/** The conclusion in hand, or the one that a person's own cause means. */
function leadOf({ causes }: UpdateCase, flow: Flow, node: FlowNode) {
  if (node.kind === 'conclusion') return node
  const own = causes.find(({ source, state }) => source === 'engineer' && state !== 'struck')
  return own ? conclusionMeant(flow, own.text) : null
}

/** By the words of engineers or by those for the client. */
export function conclusionMeant({ nodes }: Flow, text: string) {
  const told = nodes.find((node) => node.kind === 'conclusion' && node.client.en === text)
  return told?.kind === 'conclusion' ? told : conclusionNamed(nodes, text)
}

/** Somebody checked what led to the cause: hearsay does not name a cause to a client. */
const isChecked = (state: UpdateCase, flow: Flow, cause: string): boolean =>
  state.flow.node === cause && foundBy(state, flow).length > 0

/** The checked facts that the last answer on the way to a cause left. */
function foundBy({ facts, flow: { trail } }: UpdateCase, flow: Flow): string[] {
  const finding = optionsAlong(flow, trail.slice(-1))[0]?.finding
  if (!finding) return []
  return facts
    .filter(
      ({ text, known, status }) =>
        status === finding.status && known === 'checked' && same(text, finding.text),
    )
    .map(({ id }) => id)
}

/** What was established, also where a message about the end leaves it out; not what is told as the cause. */
export function confirmedForClient(state: UpdateCase, flow: Flow, { stage }: ClientStory) {
  const cause = stage.kind === 'fixed' || stage.kind === 'closed' ? stage.cause : null
  return findingsForClient(state, flow).filter(({ text }) => !saysCause(text, cause && { client: cause }))
}

const sameShare = 0.6

/** A finding in the words of the cause waits for the cause, or would say it twice. */
function saysCause(finding: Wording, lead: { client: Wording } | null): boolean {
  if (!lead) return false
  const words = contentStems(finding.en)
  const cause = new Set(contentStems(lead.client.en))
  return words.filter((word) => cause.has(word)).length >= words.length * sameShare
}

/** Findings that still stand: what was ruled out is no news for a client, what tests a cause only once it is checked. */
function findingsForClient({ facts, flow: { trail }, previous, new_since_previous }: UpdateCase, flow: Flow) {
  const told = new Set<string>()
  const tests = new Set(
    flow.nodes.flatMap((node) => (node.kind === 'question' && node.hypothesis ? node.options : [])),
  )
  return optionsAlong(flow, trail).flatMap((option) => {
    const { finding } = option
    const fact = finding && facts.find((one) => one.status === finding.status && same(one.text, finding.text))
    if (!fact || !finding?.client || finding.status !== 'confirmed' || told.has(finding.client.en)) return []
    if (tests.has(option) && fact.known !== 'checked') return []
    told.add(finding.client.en)
    return [
      {
        id: fact.id,
        text: finding.client,
        isNew: previous.text !== '' && new_since_previous.includes(fact.id),
      },
    ]
  })
}
