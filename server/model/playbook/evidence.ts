import type { FlowOption } from '../../../shared/contracts/flows.ts'
import { contentStems } from '../../language/content-stems.ts'
import { readMessage } from '../../language/read-message.ts'
import { understand } from '../../language/understand.ts'
import type { FactTold, TurnCase } from '../protocol.ts'
import type { Ticket, TicketNote } from './ticket.ts'
import { same } from './words.ts'

type Question = Parameters<typeof understand>[0]

/** A sentence that may answer questions nobody asked. `ref`: id of the fact or note that holds it. */
export type Evidence = { text: string; checked: boolean; source: 'ticket' | 'engineer'; ref: string }

const sentencesAtMost = 120

/** What is known in words, the strongest first: the engineer's statements, colleagues' notes, the client's, the title. */
export function evidenceOf({
  case: { facts },
  ticket,
}: {
  case: TurnCase
  ticket: Ticket | null
}): Evidence[] {
  const said = facts
    .filter(({ source, status }) => source === 'engineer' && status === 'confirmed')
    .map(
      ({ id, text, known }): Evidence => ({
        text,
        checked: known === 'checked',
        source: 'engineer',
        ref: id,
      }),
    )
  return [...said.toReversed(), ...ticketSentences(ticket)].slice(0, sentencesAtMost)
}

/** Newest notes first, whoever wrote them: a later finding corrects the first report. The title comes last. */
export function ticketSentences(ticket: Ticket | null): Evidence[] {
  if (!ticket) return []
  const said = ticket.notes
    .toReversed()
    .flatMap((note) => statementsOf(note, [ticket.contact, ticket.client]))
  return [...said, { text: ticket.summary, checked: false, source: 'ticket', ref: '' }]
}

/** "[signature, 3 lines, cut]" stands where something was left out. */
const cutMarks = /\[[^\][]{1,80} (?:cut|left out)\]/g

const statementsOf = ({ text, id, from }: TicketNote, people: string[]): Evidence[] =>
  readMessage(text.replace(cutMarks, ' '), people)
    .statements.filter(({ kind }) => kind === 'statement')
    .map((one) => ({
      text: one.text,
      checked: from === 'colleague' && one.checked,
      source: 'ticket',
      ref: id,
    }))

export type Found = { option: FlowOption; from: Evidence | null }

/** The answer to a question that nobody has to give any more: a fact of the case, or a sentence that says it. */
export function answerFound(
  question: Question,
  facts: readonly FactTold[],
  evidence: Evidence[],
): Found | null {
  for (const option of question.options) {
    const { finding } = option
    if (finding && facts.some((fact) => fact.status === finding.status && same(fact.text, finding.text)))
      return { option, from: null }
  }
  for (const from of evidence) {
    const option = overheard(question, from.text)
    if (option) return isContradicted(question, option, from, evidence) ? null : { option, from }
  }
  return null
}

/** Another sentence of the same note says otherwise: a person has to be asked. */
function isContradicted(
  question: Question,
  option: FlowOption,
  from: Evidence,
  evidence: readonly Evidence[],
) {
  return evidence.some((one) => {
    if (one === from || one.ref !== from.ref || one.source !== from.source) return false
    const other = overheard(question, one.text)
    return other !== null && other !== option
  })
}

/** The option that a sentence gives unasked: where a check answers, it must speak of what is checked. */
export function overheard(question: Question, text: string): FlowOption | null {
  if (question.task && !isOnTopic(question, text)) return null
  return understand(question, text, { asked: false }).option
}

export function isOnTopic({ ask, task, hypothesis }: Question, text: string): boolean {
  const topic = new Set(contentStems(`${ask} ${task?.text ?? ''} ${hypothesis ?? ''}`))
  return contentStems(text).some((stem) => topic.has(stem) && !states.has(stem))
}

/** What anything may be: "the scope is full" does not speak of the mailbox. */
const states = new Set(contentStems('full empty slow old new large limit blank wrong missing error'))
