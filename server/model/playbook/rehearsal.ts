import type { Flow } from '../../../shared/contracts/flows.ts'
import { begin, move } from '../../flows/walk.ts'
import type { CaseState, TurnInput, TurnOutput, UpdateInput } from '../protocol.ts'
import { playTurn, type Told } from './turn.ts'
import { same } from './words.ts'

/** A case in memory that takes the playbook's answers as the real one does: for tests of whole walks. */
export type Rehearsal = { flow: TurnInput['flow']; case: CaseState; turns: number; last: TurnOutput | null }

export function rehearse(flow: Flow, title = 'Something does not work'): Rehearsal {
  return {
    flow: { key: flow.key, version: flow.version, place: begin(flow) },
    turns: 0,
    last: null,
    case: {
      title,
      ticket_id: '48291',
      client_name: 'Contoso Dental',
      asset_name: null,
      issue_category: null,
      triage_hypothesis: null,
      typed_fields: [],
      engineer_name: 'Ben Okafor',
      minutes: 12,
      confidence: { tier: 'discovery', score: 0 },
      tasks: [],
      facts: [],
      question: null,
    },
  }
}

/** One turn; `answers` says whether the words stood in the open question's own field. */
export function say(
  rehearsal: Rehearsal,
  message: string,
  { told, answers = true }: { told?: Told; answers?: boolean } = {},
): Rehearsal {
  const { question } = rehearsal.case
  const input: TurnInput = {
    task: 'diagnosis',
    message,
    answers: answers && question ? { question_id: question.id, text: message } : null,
    case: rehearsal.case,
    flow: rehearsal.flow,
  }
  const output = playTurn(input, told)
  return apply(rehearsal, output)
}

function apply(before: Rehearsal, output: TurnOutput): Rehearsal {
  const turns = before.turns + 1
  const { header, question } = output
  const place = output.flow_node
    ? move(before.flow.place, output.flow_node, output.flow_option)
    : before.flow.place
  const isSame = question !== null && before.case.question?.text === question.text
  return {
    turns,
    last: output,
    flow: { ...before.flow, place },
    case: {
      ...before.case,
      title: header.title ?? before.case.title,
      client_name: header.client_name ?? before.case.client_name,
      asset_name: header.asset_name ?? before.case.asset_name,
      issue_category: header.issue_category ?? before.case.issue_category,
      triage_hypothesis: header.triage_hypothesis ?? before.case.triage_hypothesis,
      confidence: output.confidence,
      tasks: tasksAfter(before.case.tasks, output.tasks, turns),
      facts: factsAfter(before.case.facts, output.facts, turns),
      question: isSame
        ? before.case.question
        : question && { id: `q${turns}`, text: question.text, options: question.options },
    },
  }
}

function tasksAfter(tasks: CaseState['tasks'], ops: TurnOutput['tasks'], turn: number): CaseState['tasks'] {
  let rows = tasks.map((task) => ({ ...task }))
  for (const [at, op] of ops.entries()) {
    const row =
      op.op === 'add'
        ? rows.find(({ text }) => same(text, op.text ?? ''))
        : rows.find(({ id }) => id === op.id)
    if (op.op === 'remove') rows = rows.filter((one) => one !== row)
    else if (row) Object.assign(row, { state: op.state ?? row.state, result: op.result ?? row.result })
    else if (op.op === 'add')
      rows.push({
        id: `t${turn}.${at}`,
        text: op.text ?? '',
        state: op.state ?? 'pending',
        result: op.result,
        by_person: false,
      })
    else throw new Error(`No task ${op.id}`)
  }
  return rows
}

function factsAfter(facts: CaseState['facts'], ops: TurnOutput['facts'], turn: number): CaseState['facts'] {
  let rows = facts.map((fact) => ({ ...fact }))
  for (const [at, op] of ops.entries()) {
    const row =
      op.op === 'add'
        ? rows.find(({ text }) => same(text, op.text ?? ''))
        : rows.find(({ id }) => id === op.id)
    if (op.op === 'remove') rows = rows.filter((one) => one !== row)
    else if (row) Object.assign(row, { status: op.status ?? row.status })
    else
      rows.push({
        id: `f${turn}.${at}`,
        text: op.text ?? '',
        status: op.status ?? 'pending',
        source: 'question',
      })
  }
  return rows
}

export function updateOf(
  rehearsal: Rehearsal,
  order: Pick<UpdateInput, 'audience' | 'length'>,
  more: Partial<UpdateInput> = {},
): UpdateInput {
  return {
    task: 'update',
    context: 'status',
    session_status: 'investigating',
    client_first_name: 'Ann',
    account_name: 'Acme MSP',
    previous: null,
    new_since_previous: [],
    templates: {
      client_tone: 'professional',
      client_signoff: 'auto',
      include_company_in_signoff: true,
      ticket_notes_format: 'markdown',
    },
    case: rehearsal.case,
    flow: rehearsal.flow,
    ...order,
    ...more,
  }
}
