import { decisiveFor } from '../../flows/decisive.ts'
import { nodeAt } from '../../flows/find.ts'
import type { TurnOutput } from '../protocol.ts'
import { statementsIn } from './answers.ts'
import { clearCause, code, ranked } from './causes.ts'
import { goOn, nextAt } from './go-on.ts'
import type { Here } from './here.ts'
import { factsOfLeft, withoutFacts } from './left-flow.ts'
import { type Change, type Progress, proceed } from './progress.ts'
import { escaped, lowerFirst, quoted, sentence } from './words.ts'

const sentencesAtMost = 60

/** The first turn of a flow: all that ticket and words say is read against it, and the first open question is asked. */
export function opening(now: Here): TurnOutput {
  const left = factsOfLeft(now)
  const here = withoutFacts(now, left)
  const change: Change = { statements: statementsIn(here) }
  const first = proceed(here, change)
  const straight = leadOf(here, first)
  const progress = straight ? proceed(here, { ...change, jump: straight.jump }) : first
  const node = nodeAt(here.flow, progress.place.node)
  const told = goOn(here, change, {
    says: [introduction(here), fitsFlow(here), knownWords(progress), straight?.says]
      .filter(Boolean)
      .join(' '),
    progress,
  })
  return {
    ...told,
    reply: told.reply || nextAt(node),
    removed_facts: [...told.removed_facts, ...left.map(({ id }) => id)],
  }
}

/** A sentence that points to one cause beyond doubt leads straight to its proof; the questions between stay open. */
function leadOf(here: Here, { place }: Progress): { jump: NonNullable<Change['jump']>; says: string } | null {
  const node = nodeAt(here.flow, place.node)
  const sentences = [...statementsIn(here), ...here.evidence]
    .slice(0, sentencesAtMost)
    .map(({ text }) => text)
  const lead = node.kind === 'question' ? clearCause(here, sentences) : null
  if (lead && lead.conclusion.key !== ranked(here)[0]?.conclusion.key) return null
  const decisive = lead && decisiveFor(here.flow, lead.conclusion, place)
  if (!decisive || place.trail.some(({ node: key }) => key === decisive.question.key)) return null
  if (decisive.question.key === node.key) return null
  return {
    jump: { from: node.key, to: decisive.question.key },
    says: `${pointing(lead.words)} to this: ${lowerFirst(sentence(lead.conclusion.hypothesis))}`,
  }
}

/** Codes say more than words, long words more than short ones. */
function pointing(words: readonly string[]): string {
  const weight = (word: string) => (code.test(word) ? 100 : 0) + word.length
  const best = words.toSorted((a, b) => weight(b) - weight(a)).slice(0, 3)
  const list = new Intl.ListFormat('en').format(best.map(quoted))
  return best.length === 1 ? `The word ${list} points` : `The words ${list} point`
}

/** Which ticket it is, and in which language the answers come. */
export function introduction({ ticket, case: state, last_reply, ticket_is_new }: Here): string {
  if (!ticket || (last_reply !== '' && !ticket_is_new)) return ''
  const from = [
    ticket.client ? ` of ${escaped(ticket.client)}` : '',
    ticket.contact ? `, reported by ${escaped(ticket.contact)}` : '',
  ]
  const closed = ticket.closed ? ' It is closed in ConnectWise.' : ''
  return `Ticket ${ticket.number}${from.join('')}: ${quoted(ticket.summary)}.${closed}${language(state.language)}`
}

function language(code: string): string {
  if (/^en/i.test(code) || code === '') return ''
  const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code) ?? code
  return /^de/i.test(code)
    ? ' The offline model reads German and answers in English.'
    : ` The offline model does not read ${name}; it reads English and German and answers in English.`
}

function fitsFlow({ flow, begins }: Here): string {
  return begins ? `This fits the flow “${flow.name}”.` : `That fits the flow “${flow.name}”, so it leads now.`
}

function knownWords({ news }: Progress): string {
  const known = news.map(({ option, label }) => option?.finding?.text ?? label)
  return known.length > 0 ? `Known already: ${known.slice(0, 5).join('; ')}.` : ''
}
