import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import { isForClient } from '../flows/client-findings.ts'
import { nodeAt, nodeOf } from '../flows/find.ts'
import { endKindOf, endTold } from '../language/ended-fact.ts'
import { sameText } from '../language/same-text.ts'
import { problemNamed } from '../model/playbook/client-nouns.ts'
import { conclusionMeant, typedEnd } from '../model/playbook/client-story.ts'
import type { FactTold, UpdateCase } from '../model/protocol.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import type { ShortIds } from '../sessions/short-ids.ts'

/** What of a case its client may know, by short ids. */
export type Released = { facts: ReadonlySet<string>; causes: ReadonlySet<string> }

/** A cause that rests on a fact which the client may not know, or which is no more, is not told of either. */
export function releasedOf({ facts, causes }: Pick<CaseRows, 'facts' | 'causes'>, ids: ShortIds): Released {
  const known = new Set(facts.filter(({ label }) => label === 'client').map(({ id }) => id))
  const restsOnKnown = ({ for: pro, against }: (typeof causes)[number]) =>
    [...pro, ...against].every(({ kind, id }) => kind !== 'fact' || known.has(id))
  return {
    facts: new Set([...known].map(ids.of)),
    causes: new Set(causes.filter(restsOnKnown).map(({ id }) => ids.of(id))),
  }
}

/**
 * The case as a text for its client is written from: what the client may know, what they wrote, and where the flow stands,
 * of which every wording is made for them. Nothing else comes in, also not as a number, an order or a gap: whatever changes
 * in a fact that is internal, this stays the same to the letter.
 */
export function clientCase(state: UpdateCase, flow: Flow, released: Released): UpdateCase {
  const known = state.facts.filter(({ id }) => released.facts.has(id))
  const facts = known.map(factTold)
  const place = placeTold(flow, state.flow, facts)
  const news = new Set(state.new_since_previous)
  return {
    now: state.now,
    time_zone: state.time_zone,
    language: state.language,
    engineer: state.engineer,
    title: problemNamed([state.title]).en,
    ticket: state.ticket,
    client_name: state.client_name,
    ...untold,
    facts,
    causes: causesTold(state, flow, released),
    flow: { key: state.flow.key, name: state.flow.name, ...place },
    session_status: statusTold(state.session_status, flow, place),
    closing: state.closing && closingTold(state.closing, flow),
    client_first_name: state.client_first_name,
    account_name: state.account_name,
    client_words: state.client_words,
    previous: state.previous,
    new_since_previous: facts.flatMap(({ id }, at) => (news.has(known[at]?.id ?? '') ? [id] : [])),
  }
}

/** Ours alone, or counted from what is. */
const untold = {
  asset_name: '',
  issue_category: '',
  hypothesis: '',
  typed_fields: [],
  minutes: 0,
  confidence: { tier: 'discovery', score: 0 },
  questions: [],
  tasks: [],
  fork: { paths: [] },
  fix: { title: '', description: '', script: '', state: '', notes: '' },
  changed: [],
} satisfies Partial<UpdateCase>

/** Numbered anew: the number that a fact has in the case counts those before it. */
function factTold({ text, status, known, source }: FactTold, at: number): FactTold {
  const end = endKindOf(text)
  return {
    id: `f${at + 1}`,
    text: end ? endTold(end) : text,
    status,
    known,
    source: source === 'ticket' ? source : 'engineer',
    by_person: false,
  }
}

type Step = FlowPlace['trail'][number]

/**
 * The way as far as the client may know it. An answer whose finding has words for them is told by its fact alone; where
 * that is internal the way ends before it, save for the end at which it works again. Any other answer is left out.
 */
function placeTold(flow: Flow, { node, trail }: FlowPlace, facts: readonly FactTold[]): FlowPlace {
  const texts = new Set(facts.map(({ text, status }) => `${status} ${sameText(text)}`))
  const optionOf = ({ node: key, option: label }: Step) => {
    const asked = nodeOf(flow, key)
    return asked?.kind === 'question' ? asked.options.find((option) => option.label === label) : undefined
  }
  const isReleased = (step: Step) => {
    const finding = optionOf(step)?.finding
    return finding != null && texts.has(`${finding.status} ${sameText(finding.text)}`)
  }
  const isWithheld = (step: Step, at: number) => {
    const option = optionOf(step)
    const isLatest = !trail.slice(at + 1).some((later) => later.node === step.node)
    return isLatest && option !== undefined && isForClient(flow, option) && !isReleased(step)
  }
  const isDeed = ({ node: key }: Step) => nodeOf(flow, key)?.kind === 'conclusion'
  const told = (steps: Step[]) =>
    steps.map((step) => (isDeed(step) || isReleased(step) ? step : { ...step, option: null }))
  const end = trail.findIndex(isWithheld)
  if (end === -1) return { node, trail: told(trail) }
  return { node: isWorking(flow, node) ? node : '', trail: told(trail.slice(0, end)) }
}

function isWorking(flow: Flow, key: string): boolean {
  const node = nodeAt(flow, key)
  return node.kind === 'end' && node.outcome === 'fixed'
}

/** Causes that an engineer named, in the flow's words for clients; without words where the flow has none for it. */
function causesTold({ causes }: UpdateCase, flow: Flow, released: Released): UpdateCase['causes'] {
  return causes
    .filter(({ id, source, state }) => source === 'engineer' && state !== 'struck' && released.causes.has(id))
    .map(({ text, state, source }, at) => ({
      id: `c${at + 1}`,
      text: conclusionMeant(flow, text)?.client.en ?? '',
      for: [],
      against: [],
      test: '',
      state,
      source,
    }))
}

/** By the place alone: fixes, steps and confidence are ours. */
function statusTold(status: string, flow: Flow, { node: key }: FlowPlace): string {
  if (status === 'resolved' || status === 'escalated') return status
  if (key === '') return 'investigating'
  if (isWorking(flow, key)) return 'implementing'
  return nodeAt(flow, key).kind === 'conclusion' ? 'identified' : 'investigating'
}

/** What was typed is for the record: the client hears how it ended and a cause that the flow has words for. */
function closingTold(
  { root_cause, resolution }: NonNullable<UpdateCase['closing']>,
  flow: Flow,
): UpdateCase['closing'] {
  const end = typedEnd(resolution)
  const cause = root_cause.trim() === '' ? '' : (conclusionMeant(flow, root_cause)?.client.en ?? notTold)
  return { root_cause: cause, resolution: end ? endTold(end) : '', steps_taken: '', recommendations: '' }
}

/** One was typed, so no other is told. */
const notTold = 'Not for the client.'
