import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { nodeAt } from '../../flows/find.ts'
import { isGeneral } from '../../flows/general.ts'
import { askedAt, confirmedCause, optionsAlong } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import { isRefuted, leadingByPerson, ownWords } from './causes.ts'
import type { Here } from './here.ts'
import type { Progress } from './progress.ts'
import { deviceOf } from './ticket.ts'
import { same } from './words.ts'

/** What is asked where the way stands; nothing where it has ended. */
export function questionAt(node: FlowNode): TurnOutput['question'] {
  const asked = askedAt(node)
  if (!asked) return { text: '', context: '', options: [], keep: false }
  return { text: asked.text, context: asked.context ?? '', options: asked.options ?? [], keep: false }
}

/** The place as an answer tells it. A way without any step says so by the start left open: [] would change nothing. */
export function flowTold(here: Here, { place }: Progress): TurnOutput['flow'] {
  const path = place.trail.map(({ node, option }) => ({ node, option: option ?? '' }))
  const isTakenBack = path.length === 0 && here.case.flow.trail.length > 0
  return { node: place.node, path: isTakenBack ? [{ node: place.node, option: '' }] : path, fits: true }
}

/** Fields that a person typed stay; what stands already is not said again. */
export function headerOf(here: Here, hypothesis: string): TurnOutput['header'] {
  const { case: state, ticket, flow } = here
  const category = isGeneral(flow) ? (ticket?.type ?? '') : flow.category
  const wanted = {
    client_name: state.client_name ? '' : (ticket?.client ?? ''),
    asset_name: state.asset_name || !ticket ? '' : deviceOf(ticket),
    issue_category: category === state.issue_category ? '' : category,
    hypothesis: hypothesis === state.hypothesis ? '' : hypothesis,
  }
  const isTyped = (field: string) =>
    state.typed_fields.includes(field) || state.typed_fields.includes(`triage_${field}`)
  const kept = Object.entries(wanted).map(([field, value]) => [field, isTyped(field) ? '' : value])
  return Object.fromEntries(kept) as typeof wanted
}

/** The cause that leads: the confirmed one, a person's own, the one in hand, else the likeliest. */
export function hypothesisOf(here: Here, progress: Progress, causes: TurnOutput['causes']): string {
  const node = nodeAt(here.flow, progress.place.node)
  const confirmed = confirmedCause(here.flow, progress.place.trail)
  if (confirmed) return confirmed.hypothesis
  const own = here.case.causes.find(
    ({ source, state, text }) => source === 'engineer' && state !== 'struck' && !isRefuted(here, text),
  )
  if (own) return leadingByPerson(here)?.hypothesis ?? own.text
  if (node.kind === 'conclusion') return node.hypothesis
  if (causes[0]) return causes[0].text
  const suspected = node.kind === 'question' && isAnswered(progress) ? (node.hypothesis ?? '') : ''
  return isRefuted(here, suspected) ? '' : suspected
}

/** What the evidence says: a cause reached by answers is sure, one that merely fits is not; skipping adds nothing. */
export function tierOf(here: Here, progress: Progress, hypothesis: string): TurnOutput['confidence']['tier'] {
  const node = nodeAt(here.flow, progress.place.node)
  if (confirmedCause(here.flow, progress.place.trail)) return 'confident'
  if (node.kind === 'conclusion' && isAnswered(progress))
    return isHearsay(here, progress) ? 'exploring' : 'confident'
  if (node.kind === 'end' && node.outcome === 'fixed' && ownWords(here)) return 'confident'
  return hypothesis ? 'exploring' : 'discovery'
}

/** What led to the cause was only read in the ticket, as somebody told it. */
function isHearsay({ flow, case: { facts } }: Here, { place, news }: Progress): boolean {
  const last = news.at(-1)
  if (last?.isFromTicket) return !last.said?.checked
  const finding = optionsAlong(flow, place.trail).at(-1)?.finding
  return facts.some(
    ({ text, source, known }) =>
      source === 'ticket' && known === 'told' && finding && same(text, finding.text),
  )
}

/** The last step of the way was an answer, not a question left open. */
const isAnswered = ({ place }: Progress): boolean => (place.trail.at(-1)?.option ?? null) !== null
