import { sameText } from '../server/language/same-text.ts'
import { same } from '../server/model/playbook/words.ts'
import type { TurnCase, TurnOutput, UpdateCase } from '../server/model/protocol.ts'
import type { Flow } from '../shared/contracts/flows.ts'

export type CaseInMemory = {
  state: TurnCase
  used: { t: number; f: number; q: number; c: number }
  /** Where to look and what to type, by the text of the step. */
  details: Record<string, string>
}

export function newCase(flow: Flow, fields: Partial<TurnCase>): CaseInMemory {
  return {
    used: { t: 0, f: 0, q: 0, c: 0 },
    details: {},
    state: {
      now: 'Mon 2026-05-04 14:02 Europe/Berlin',
      time_zone: 'Europe/Berlin',
      language: 'en',
      engineer: { name: 'Ben Okafor', role: 'engineer' },
      title: '',
      ticket: { id: '', summary: '', type: '' },
      client_name: '',
      asset_name: '',
      issue_category: '',
      hypothesis: '',
      typed_fields: [],
      minutes: 12,
      confidence: { tier: 'discovery', score: 5 },
      questions: [],
      tasks: [],
      facts: [],
      causes: [],
      flow: { key: flow.key, name: flow.name, node: flow.start, trail: [] },
      changed: [],
      earlier: [],
      answering: '',
      ...fields,
    },
  }
}

/** Takes an answer as a real case does: what is a person's stays, the same text is the same row. */
export function applied(
  { state, used, details }: CaseInMemory,
  words: string,
  output: TurnOutput,
): CaseInMemory {
  const counts = { ...used }
  const { header, flow } = output
  const causes = causesAfter(state.causes, output.causes, words, counts)
  return {
    used: counts,
    details: {
      ...details,
      ...Object.fromEntries(output.new_tasks.map((task) => [task.text, `${task.detail} ${task.command}`])),
    },
    state: {
      ...state,
      client_name: header.client_name || state.client_name,
      asset_name: header.asset_name || state.asset_name,
      issue_category: header.issue_category || state.issue_category,
      hypothesis: header.hypothesis || state.hypothesis,
      confidence: { ...state.confidence, tier: output.confidence.tier },
      questions: questionsAfter(state, words, output, counts),
      tasks: tasksAfter(state.tasks, output, counts),
      facts: factsAfter(state.facts, output, counts),
      causes,
      flow: { ...state.flow, ...placeAfter(state.flow, flow) },
      changed: [],
    },
  }
}

function placeAfter(place: TurnCase['flow'], { node, path }: TurnOutput['flow']) {
  if (path.length > 0)
    return { node, trail: path.map((step) => ({ node: step.node, option: step.option || null })) }
  if (!node || node === place.node) return {}
  return { node, trail: [...place.trail, { node: place.node, option: null }] }
}

function questionsAfter(
  { questions, answering }: TurnCase,
  words: string,
  { question, answer_to_question }: TurnOutput,
  used: CaseInMemory['used'],
): TurnCase['questions'] {
  const rows = questions.map((row) => ({ ...row }))
  const met = rows.find(({ id }) => id === answering) ?? rows.find(({ state }) => state === 'open')
  const isKept = met && (question.text ? same(question.text, met.text) : question.keep)
  if (met && !isKept) {
    const isButton = met.options.some((option) => same(option, words))
    met.state = answer_to_question || isButton ? 'answered' : 'dropped'
    if (met.state === 'answered') Object.assign(met, { answer: words, taken_as: answer_to_question })
  }
  if (!question.text) return rows
  const before = rows.findLast(({ text }) => same(text, question.text))
  if (before) Object.assign(before, { state: 'open', options: question.options, answer: '', taken_as: '' })
  else {
    used.q += 1
    rows.push({
      id: `q${used.q}`,
      text: question.text,
      options: question.options,
      state: 'open',
      answer: '',
      taken_as: '',
    })
  }
  return rows
}

function tasksAfter(
  tasks: TurnCase['tasks'],
  output: TurnOutput,
  used: CaseInMemory['used'],
): TurnCase['tasks'] {
  const rows = tasks
    .filter(({ id, by_person }) => by_person || !output.removed_tasks.includes(id))
    .map((row) => ({ ...row }))
  let active: TurnCase['tasks'][number] | undefined
  for (const { id, state, known, result } of output.task_changes) {
    const row = rows.find((one) => one.id === id)
    if (!row) throw new Error(`No step ${id}`)
    if (state === 'active') active = row
    else if (state !== 'keep') row.state = state
    if (known !== 'keep') row.known = known
    row.result = result || row.result
  }
  for (const { text, active: isActive } of output.new_tasks) {
    let row = rows.find((one) => same(one.text, text))
    if (!row) {
      used.t += 1
      row = { id: `t${used.t}`, text, state: 'pending', known: '', result: '', by_person: false }
      rows.push(row)
    }
    if (isActive) active = row
  }
  const open = rows.filter(({ state }) => state === 'active' || state === 'pending')
  const chosen =
    active && open.includes(active) ? active : (open.find(({ state }) => state === 'active') ?? open[0])
  for (const row of open) row.state = row === chosen ? 'active' : 'pending'
  return rows
}

function factsAfter(
  facts: TurnCase['facts'],
  output: TurnOutput,
  used: CaseInMemory['used'],
): TurnCase['facts'] {
  const rows = facts
    .filter(({ id, by_person }) => by_person || !output.removed_facts.includes(id))
    .map((row) => ({ ...row }))
  for (const { text, status, known, source } of output.new_facts) {
    const row = rows.find((one) => same(one.text, text))
    if (row && !row.by_person) Object.assign(row, { status, known })
    if (row) continue
    used.f += 1
    rows.push({ id: `f${used.f}`, text, status, known, source, by_person: source === 'engineer' })
  }
  return rows
}

function causesAfter(
  causes: TurnCase['causes'],
  wanted: TurnOutput['causes'],
  words: string,
  used: CaseInMemory['used'],
): TurnCase['causes'] {
  const kept = causes.filter(({ source, state }) => source === 'engineer' || state !== 'open')
  if (wanted.length === 0) return causes
  const added = wanted
    .filter(({ text }) => !kept.some((one) => same(one.text, text)))
    .map((one): TurnCase['causes'][number] => {
      used.c += 1
      const isOwn = one.text.length >= 8 && sameText(words).includes(sameText(one.text))
      return { id: `c${used.c}`, ...one, state: 'open', source: isOwn ? 'engineer' : 'model' }
    })
  return [...kept, ...added].slice(0, Math.max(3, kept.length))
}

/** What an update is written from, of the same case. */
export function updateCaseOf({ state }: CaseInMemory, more: Partial<UpdateCase> = {}): UpdateCase {
  const { answering: _, ...shared } = state
  return {
    ...shared,
    session_status: 'investigating',
    client_first_name: '',
    account_name: 'Acme MSP',
    client_words: '',
    previous: { at: '', text: '' },
    new_since_previous: [],
    ...more,
  }
}
