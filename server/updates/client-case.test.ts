import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../eval/case-in-memory.ts'
import { play, type Rehearsal } from '../../eval/rehearse.ts'
import { seedTicket } from '../../eval/seed-tickets.ts'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import { readMarkers } from '../evidence/markers.ts'
import { nodeAt } from '../flows/find.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { playUpdate } from '../model/playbook/update.ts'
import { type UpdateCase, type UpdateOrder, updateOutput } from '../model/protocol.ts'
import { requestBody } from '../model/request-body.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { caseState, shortenedCase } from '../sessions/case-state.ts'
import type { CauseRow } from '../sessions/cause-queries.ts'
import { labelByRule } from '../sessions/fact-label.ts'
import type { FactRow } from '../sessions/fact-queries.ts'
import { shortIds } from '../sessions/short-ids.ts'
import { repetitions } from '../testing/chance.ts'
import { newTask } from '../testing/documented-case.ts'
import { fc } from '../testing/property.ts'
import { clientCase, releasedOf } from './client-case.ts'

const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
}

/** CLIENT_CASES=10000 draws as many. */
const numRuns = Number(process.env.CLIENT_CASES ?? repetitions(3_000))

type Fact = Pick<FactRow, 'text' | 'status' | 'known' | 'label' | 'created_by'> & { isNew: boolean }
type Drawn = {
  flow: Flow
  place: FlowPlace
  theirs: Fact[]
  causes: { text: string; by: CauseRow['source']; state: CauseRow['state']; on: number }[]
  closing: UpdateCase['closing']
  order: UpdateOrder
  language: string
  previous: string
}
/** What of a case is ours alone: facts, where they stand among the others, and what the case makes of them. */
type Ours = { facts: Fact[]; at: number[]; words: string; done: boolean; score: number }

const statuses = ['confirmed', 'ruled_out', 'pending'] as const

/** A walk through a flow by its answers, and the findings that they make. */
function walked(flow: Flow, choices: readonly number[]) {
  const trail: FlowPlace['trail'] = []
  const findings: { text: string; status: FactRow['status'] }[] = []
  let node = nodeAt(flow, flow.start)
  for (const choice of choices) {
    if (node.kind !== 'question' || node.options.length === 0) break
    const option = node.options[choice % node.options.length]
    if (!option) break
    trail.push({ node: node.key, option: option.label })
    if (option.finding) findings.push(option.finding)
    node = nodeAt(flow, option.to)
  }
  return { place: { node: node.key, trail }, findings }
}

const wordsOf = (flow: Flow): string[] => [
  'CD-EXCH02 at 10.1.2.3 is full',
  'Closed without a fix: spam',
  'The client is difficult',
  ...flow.nodes.flatMap((node) =>
    node.kind === 'question'
      ? node.options.flatMap(({ finding }) => finding?.text ?? [])
      : node.kind === 'conclusion'
        ? [node.hypothesis]
        : [],
  ),
]

const flows = fc.constantFrom(...shippedFlows())
const factOf = (words: readonly string[], label: FactRow['label']): fc.Arbitrary<Fact> =>
  fc.record({
    text: fc.constantFrom(...words),
    status: fc.constantFrom(...statuses),
    known: fc.constantFrom('told' as const, 'checked' as const),
    label: fc.constant(label),
    created_by: fc.constantFrom(null, 'ben'),
    isNew: fc.boolean(),
  })

const drawn: fc.Arbitrary<{ known: Drawn; before: Ours; after: Ours }> = fc
  .tuple(flows, fc.array(fc.nat(8), { maxLength: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }))
  .chain(([flow, choices, isTheirs]) => {
    const { place, findings } = walked(flow, choices)
    const words = wordsOf(flow)
    const asFact = (finding: (typeof findings)[number], label: FactRow['label']): Fact => ({
      ...finding,
      known: 'checked',
      label,
      created_by: null,
      isNew: true,
    })
    const ours = fc.record({
      facts: fc
        .array(factOf(words, 'internal'), { maxLength: 6 })
        .map((more) => [
          ...findings.filter((_, at) => !isTheirs[at]).map((finding) => asFact(finding, 'internal')),
          ...more,
        ]),
      at: fc.array(fc.nat(12), { minLength: 12, maxLength: 12 }),
      words: fc.constantFrom(...words),
      done: fc.boolean(),
      score: fc.nat(100),
    })
    const end = fc.record({
      root_cause: fc.constantFrom('', ...words),
      resolution: fc.constantFrom('', 'Spam, close it', ...words),
      steps_taken: fc.constantFrom('', ...words),
      recommendations: fc.constant(''),
    })
    return fc.record({
      known: fc.record({
        flow: fc.constant(flow),
        place: fc.constant(place),
        theirs: fc
          .array(factOf(words, 'client'), { maxLength: 3 })
          .map((more) => [
            ...findings.filter((_, at) => isTheirs[at]).map((finding) => asFact(finding, 'client')),
            ...more,
          ]),
        causes: fc.array(
          fc.record({
            text: fc.constantFrom(...words),
            by: fc.constantFrom('engineer' as const, 'model' as const),
            state: fc.constantFrom('open' as const, 'picked' as const, 'struck' as const),
            on: fc.nat(8),
          }),
          { maxLength: 3 },
        ),
        closing: fc.option(end, { nil: null }),
        order: fc.record({
          audience: fc.constantFrom('client_update' as const, 'email_draft' as const),
          length: fc.constantFrom('quick' as const, 'detailed' as const),
          context: fc.constantFrom('status' as const, 'resolution' as const, 'escalation' as const),
          templates: fc.constant(templates),
        }),
        language: fc.constantFrom('en', 'de'),
        previous: fc.constantFrom('', 'An earlier update.'),
      }),
      before: ours,
      after: fc.oneof(ours, fc.constant<Ours>({ facts: [], at: [], words: 'x', done: false, score: 0 })),
    })
  })

const row = (fact: Fact, id: string, at: number): FactRow => ({
  ...fact,
  id,
  no: at + 1,
  source_kind: 'engineer',
  source_ref: null,
  source_label: '',
  editable: true,
  revision: 1,
  label_by: 'rule',
  touched_by: null,
})

/** All facts of a case in one order: ours stand among theirs. */
function factsOf({ theirs }: Drawn, { facts, at }: Ours): FactRow[] {
  const all = theirs.map((fact, n) => ({ fact, id: `client-${n}` }))
  for (const [n, fact] of facts.entries())
    all.splice((at[n] ?? 0) % (all.length + 1), 0, { fact, id: `ours-${n}` })
  return all.map(({ fact, id }, n) => row(fact, id, n))
}

const isNew = ({ theirs }: Drawn, ours: Ours, { id }: FactRow): boolean => {
  const [kind, at] = id.split('-')
  return (kind === 'client' ? theirs : ours.facts)[Number(at)]?.isNew ?? false
}

function told(known: Drawn, ours: Ours): UpdateCase {
  const facts = factsOf(known, ours)
  const causes = known.causes.map(
    ({ text, by, state, on }, at): CauseRow => ({
      ...{ id: `c-${at}`, no: at + 1, text, against: [], test: '', rank: at + 1, state, source: by },
      // on one of theirs, one of ours, or one that is no more
      for: [{ kind: 'fact', id: on < 4 ? `client-${on}` : `ours-${on - 4}` }],
      named_by: null,
    }),
  )
  const rows = {
    ...{ facts, causes, questions: [], forks: [], part: null },
    tasks: [newTask({ text: ours.words, result: ours.words, state: ours.done ? 'done' : 'pending', no: 1 })],
    fix: null,
    row: {
      preferences: { default_length: 'detailed' },
      title: 'The printer is broken',
      client_name: 'Contoso Dental',
      triage_hypothesis: ours.words,
      asset_name: ours.words,
      confidence_tier: 'exploring',
      confidence_score: ours.score,
      language: known.language,
      psa_ticket_id: '48291',
      pauses: [],
      acts: facts.flatMap(({ created_by }, at) => (created_by ? [`2026-11-02T08:${10 + at}:00Z`] : [])),
    },
    steps: [
      { kind: 'reply', state: 'complete', content: 'Asked.' },
      { kind: 'system', state: 'complete', content: ours.words },
    ],
  } as unknown as CaseRows
  const ids = shortIds(rows, [])
  const whole: UpdateCase = {
    ...caseState({
      user: { name: 'Ben Okafor', role: 'engineer' },
      rows,
      session: { typed_fields: [] },
      flow: { flow: known.flow, place: known.place },
      ids,
      now: new Date('2026-11-02T09:00:00Z'),
    }),
    session_status: ours.done ? 'implementing' : 'identified',
    closing: known.order.context === 'resolution' ? known.closing : null,
    client_first_name: 'Ann',
    account_name: 'Acme MSP',
    client_words: 'My laptop is broken',
    previous: { at: known.previous && 'Mon 2026-11-02 08:00 UTC', text: known.previous },
    new_since_previous: facts.filter((fact) => isNew(known, ours, fact)).map(({ id }) => ids.of(id)),
  }
  return clientCase(whole, known.flow, releasedOf(rows, ids))
}

async function bodyOf(state: UpdateCase, order: UpdateOrder): Promise<string> {
  const clean = shortenedCase(await redactLeaves(state))
  const request = {
    ...{ task: 'update' as const, account_id: 'acme', user_id: 'ben', session_id: 'case', system: 'Write.' },
    history: [],
    input: { role: 'user' as const, content: `${JSON.stringify(clean)}${JSON.stringify(order)}` },
    schema: updateOutput,
    streams: 'text',
    policy: 'allowed' as const,
  }
  const wire = {
    ...{ kind: 'anthropic' as const, model: 'claude', structured: 'native' as const, room: 1 },
    ...{ without_thinking: false, repair: null },
  }
  return JSON.stringify(requestBody(request, wire).body)
}

test('whatever changes in facts that are ours, a client’s text and the request for it stay the same to the letter', {
  timeout: 60_000 + numRuns * 60,
}, async () => {
  let different = 0
  await fc.assert(
    fc.asyncProperty(drawn, async ({ known, before, after }) => {
      const [one, other] = [told(known, before), told(known, after)]
      if (JSON.stringify(before.facts) !== JSON.stringify(after.facts)) different += 1
      expect(playUpdate(other, known.order, known.flow)).toEqual(playUpdate(one, known.order, known.flow))
      expect(await bodyOf(other, known.order)).toBe(await bodyOf(one, known.order))
    }),
    { numRuns },
  )
  expect(different).toBeGreaterThan(numRuns / 2)
})

/** The case of a rehearsal with each fact labelled as the product labels it. */
function forClient({ flow, state, ticket }: Rehearsal, more: Partial<UpdateCase> = {}) {
  const client_words = (ticket?.notes ?? []).filter(({ from }) => from === 'client').map(({ text }) => text)
  const isKnown = ({ text, source }: (typeof state.facts)[number]) =>
    labelByRule(
      { text, source_kind: source === 'ticket' ? 'ticket' : 'engineer' },
      { flows: [flow], client_words: client_words.join('\n') },
    ) === 'client'
  const whole = updateCaseOf({ state } as Rehearsal, more)
  const released = {
    facts: new Set(state.facts.filter(isKnown).map(({ id }) => id)),
    causes: new Set(state.causes.map(({ id }) => id)),
  }
  return { whole, told: clientCase(whole, flow, released), flow }
}
const order: UpdateOrder = { audience: 'client_update', length: 'detailed', context: 'status', templates }
const mail = { ticket: seedTicket('48291'), flow: 'email-not-arriving' }

describe('what a flow has words for is told as before', () => {
  test.each([
    ['a finding', ['Everything is fine inside the office'], 'Messages from outside'],
    [
      'a cause that somebody checked',
      ['I checked: yes, too wide', 'I checked it: yes, just before'],
      'We have found the cause',
    ],
    [
      'that it works again',
      ['Yes, too wide', 'Yes, just before', 'Yes, it is fixed'],
      'This was the cause: a rule in the mail system',
    ],
    ['an end without a repair', ['spam, close it'], 'there was nothing to repair'],
  ])('%s', (_what, words, says) => {
    const { whole, told: state, flow } = forClient(play(mail, words))
    const wordsOf = (of: UpdateCase) => readMarkers(playUpdate(of, order, flow).text).text
    expect(wordsOf(state)).toContain(says)
    expect(wordsOf(state)).toBe(wordsOf(whole))
  })
})

test('a fact that somebody keeps to us takes along what the flow makes of it', () => {
  const here = play(mail, ['I checked: yes, too wide', 'I checked it: yes, just before'])
  const whole = updateCaseOf(here)
  const none = clientCase(whole, here.flow, { facts: new Set(), causes: new Set() })
  const { text } = playUpdate(none, order, here.flow)
  expect(text).not.toMatch(/found the cause|likely cause|rule in the mail system/)
  expect(JSON.stringify(none)).not.toMatch(/too wide|just before/i)
  expect(none.session_status).toBe('investigating')
})

test('what was typed at the closing is for the record; its cause is told in the words of the flow', () => {
  const closing = {
    root_cause: 'CD-EXCH02 was full',
    resolution: 'Deleted the logs of CD-EXCH02',
    steps_taken: 'Looked at CD-EXCH02',
    recommendations: 'Replace CD-EXCH02',
  }
  const here = play(mail, ['Yes, too wide', 'Yes, just before', 'Yes, it is fixed'])
  const { told: state, flow } = forClient(here, { session_status: 'resolved', closing })
  expect(JSON.stringify(state)).not.toContain('EXCH02')
  expect(playUpdate(state, { ...order, context: 'resolution' }, flow).text).not.toContain(
    'This was the cause',
  )
})
