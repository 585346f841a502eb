import { matchOption } from '../../flows/match-option.ts'
import { askedAt } from '../../flows/walk.ts'
import type { TurnOutput } from '../protocol.ts'
import { fact, wordsAsFact } from './facts.ts'
import { tasksOfOpening } from './tasks.ts'
import { deviceOf, reported, type Ticket } from './ticket.ts'
import type { Place } from './turn.ts'
import { clip, firstSentence, lowerFirst, withoutStop } from './words.ts'

/** The first turn of a flow: what is reported, what it looks like, what we look at first. */
export function opening(here: Place, ticket: Ticket | null): TurnOutput {
  const { input, flow, node } = here
  const words = [input.message, ticket?.summary, ticket?.notes[0]?.text].filter(Boolean).join('\n')
  const isSwitch = input.case.facts.length > 0 || input.case.tasks.length > 0
  const asked = askedAt(node)
  const first = asked ? `First: ${lowerFirst(asked.text)} ${asked.context ?? ''}`.trim() : null
  return {
    reply: [whatIsSaid(here, ticket), whatItIs(here, isSwitch), first].filter(Boolean).join(' '),
    header: headerOf(here, ticket, words),
    tasks: tasksOfOpening(here),
    facts: [
      ...reported(words).map(({ text, status }) => fact(text, status, ticket ? 'ticket' : null)),
      ...(isSwitch && input.message.trim()
        ? [wordsAsFact(input.message, input.answers?.question_id ?? null, 'pending')]
        : []),
    ],
    question: asked && { ...asked, context: withHint(here, asked.context, words) },
    confidence: { tier: 'discovery', score: node.kind === 'end' ? 0 : node.confidence },
    flow_node: flow.start,
    flow_option: null,
  }
}

function whatIsSaid({ input }: Place, ticket: Ticket | null): string | null {
  const { message, case: panel } = input
  if (ticket) {
    const from = [
      ticket.client ? ` of ${ticket.client}` : '',
      ticket.contact ? `, reported by ${ticket.contact}` : '',
    ].join('')
    const closed = ticket.closed ? ' It is closed in the PSA.' : ''
    const added = message.trim() ? ` You add: ${quoted(firstSentence(message, 120))}` : ''
    return `Ticket ${ticket.number ?? panel.ticket_id ?? ''}${from}: “${clip(ticket.summary ?? '', 140)}”.${closed}${added}`.trim()
  }
  if (message.trim()) return `You write: ${quoted(firstSentence(message, 160))}`
  const number = panel.ticket_id ? `Ticket ${panel.ticket_id}` : 'The case'
  return panel.title ? `${number}: “${clip(panel.title, 140)}”.` : null
}

/** The quotation ends the sentence: with its own full stop, or with ours. */
const quoted = (text: string): string => `“${text}”${/[.!?…]$/.test(text) ? '' : '.'}`

function whatItIs({ flow }: Place, isSwitch: boolean): string {
  if (flow.signs.length === 0) return 'No special flow fits, so we gather, narrow and verify.'
  const name = `“${flow.name}”`
  return isSwitch ? `That fits the flow ${name}, so we go on with it.` : `This fits the flow ${name}.`
}

function headerOf({ input, flow }: Place, ticket: Ticket | null, words: string): TurnOutput['header'] {
  const { typed_fields: typed, ...panel } = input.case
  const free = (field: string) => !typed.includes(field)
  const title = ticket?.summary ?? (input.message.trim() ? firstSentence(input.message, 70) : null)
  return {
    title:
      free('title') && title
        ? clip(withoutStop(title.replace(/^(?:(?:re|fw|fwd|urgent|wg|aw):\s*)+/i, '')), 80)
        : null,
    client_name: free('client_name') && !panel.client_name ? (ticket?.client ?? null) : null,
    asset_name: free('asset_name') && !panel.asset_name ? deviceOf(ticket, words) : null,
    issue_category: free('issue_category') ? flow.category : null,
    triage_hypothesis: null,
  }
}

/** The report may already sound like one of the answers; the engineer still decides. */
function withHint({ node }: Place, context: string | null, words: string): string | null {
  const option = node.kind === 'question' && words ? matchOption(node.options, words) : null
  return option ? `${context ?? ''} The report sounds like “${option.label}”.`.trim() : context
}
