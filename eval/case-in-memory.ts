import { takesBack } from '../server/language/taking-back.ts'
import type { Past } from '../server/model/playbook/here.ts'
import { placeAfter } from '../server/model/playbook/place.ts'
import { same } from '../server/model/playbook/words.ts'
import { noHypothesis, type TurnCase, type TurnOutput, type UpdateCase } from '../server/model/protocol.ts'
import { emptyTurnCase } from '../server/testing/turn-case.ts'
import type { Flow } from '../shared/contracts/flows.ts'
import { causesAfter, factsAfter, questionsAfter, tasksAfter, type Used } from './rows-in-memory.ts'

export type CaseInMemory = {
  state: TurnCase
  used: Used
  /** Where to look and what to type, by the text of the step. */
  details: Record<string, string>
  past: Past[]
}

export function newCase(flow: Flow, fields: Partial<TurnCase>): CaseInMemory {
  return {
    used: { t: 0, f: 0, q: 0, c: 0 },
    details: {},
    past: [],
    state: {
      ...emptyTurnCase,
      now: 'Mon 2026-05-04 14:02 Europe/Berlin',
      time_zone: 'Europe/Berlin',
      title: '',
      ticket: { id: '', summary: '', type: '' },
      minutes: 12,
      confidence: { tier: 'discovery', score: 5 },
      flow: { key: flow.key, name: flow.name, node: flow.start, trail: [] },
      ...fields,
    },
  }
}

/** Takes an answer as a real case does: what is a person's stays, the same text is the same row. */
export function applied(
  { state, used, details, past }: CaseInMemory,
  words: string,
  output: TurnOutput,
): CaseInMemory {
  const counts = { ...used }
  const { header, flow } = output
  const mayTakeBack = takesBack(words)
  const facts = factsAfter(state, output, counts, mayTakeBack)
  const out = facts.filter(({ status }) => status === 'ruled_out').map(({ text }) => text)
  const isOut = (text: string) => out.some((one) => same(one, text))
  const { causes, leading } = causesAfter(state.causes, output, { words, facts, used: counts })
  const hypothesis = leading || header.hypothesis || state.hypothesis
  return {
    used: counts,
    past: [...past, { case: state, words, answer: output }],
    details: {
      ...details,
      ...Object.fromEntries(output.new_tasks.map((task) => [task.text, `${task.detail} ${task.command}`])),
    },
    state: {
      ...state,
      client_name: header.client_name || state.client_name,
      asset_name: header.asset_name || state.asset_name,
      issue_category: header.issue_category || state.issue_category,
      hypothesis: isOut(hypothesis) || hypothesis === noHypothesis ? '' : hypothesis,
      confidence: { ...state.confidence, tier: output.confidence.tier },
      questions: questionsAfter(state, words, output, counts),
      tasks: tasksAfter(state, output, counts),
      facts,
      causes,
      fork: forkAfter(state.fork, output.fork),
      fix: output.fix.title ? { ...output.fix, state: 'proposed', notes: '' } : state.fix,
      flow: { ...state.flow, ...placeAfter(state.flow, flow) },
      changed: [],
    },
  }
}

function forkAfter(before: TurnCase['fork'], { paths, settled }: TurnOutput['fork']): TurnCase['fork'] {
  if (paths.length > 0) return { paths: paths.map((path) => ({ ...path, chosen: false })) }
  return settled ? { paths: [] } : before
}

/** What an update is written from, of the same case. */
export function updateCaseOf({ state }: CaseInMemory, more: Partial<UpdateCase> = {}): UpdateCase {
  const { answering: _, ...shared } = state
  return {
    ...shared,
    session_status: 'investigating',
    closing: null,
    client_first_name: '',
    account_name: 'Acme MSP',
    client_words: '',
    previous: { at: '', text: '' },
    new_since_previous: [],
    ...more,
  }
}
