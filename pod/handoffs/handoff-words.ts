import type { MissingItem } from '../../shared/contracts/handoff-calls.ts'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import { plural } from '../ui/when.ts'
import type { HandoffPart } from './escalate-model.ts'

export const firstOf = (name: string): string => name.trim().split(/\s+/)[0] || 'somebody'

/** "Cleo Marchetti", "you", "anyone". */
export const targetWords = ({ target }: Pick<Handoff, 'target'>, me: string | undefined): string =>
  target === null ? 'anyone' : target.id === me ? 'you' : firstOf(target.name)

/** What became of a case that was handed on, told to its originator. */
export function afterwardsWords({
  claimed_by,
  withdrawn_at,
}: Pick<Handoff, 'claimed_by' | 'withdrawn_at'>): string {
  if (claimed_by) return `Picked up by ${firstOf(claimed_by.name)}. You stay the owner, and can add facts.`
  if (withdrawn_at) return 'You took it back: the case is yours to work.'
  return 'You stay the owner, and can take it back until it is picked up.'
}

const missingWords: Record<MissingItem['kind'], (text: string) => string> = {
  open_question: (text) => text,
  untested_cause: (text) => `Not tested: ${text}`,
  pending_step: (text) => `Not done: ${text}`,
  fix_outcome: (text) => `Did it help: ${text}?`,
  no_cause: () => 'What may be the cause?',
  nothing_checked: () => 'What was checked so far?',
  no_device: () => 'Which device is it?',
  no_client: () => 'Which client is it?',
}
export const missingOf = ({ kind, text }: MissingItem): string => missingWords[kind](text)

/** Only what a client can answer is asked of one. */
const ofClient: ReadonlySet<MissingItem['kind']> = new Set(['open_question', 'no_device', 'fix_outcome'])
export const isForClient = ({ kind }: MissingItem): boolean => ofClient.has(kind)

/** What of it goes to the ticket: "Note, time, then status on #48291". */
export function handedWords(parts: readonly HandoffPart[], ticket_id: string): string {
  const words = [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(Boolean).join(', then ')
  return words
    ? `${words[0]?.toUpperCase()}${words.slice(1)} on #${ticket_id}`
    : `Nothing is written to #${ticket_id}`
}

/** How much of a brief its receiver has looked at: "3 of 9 marked, 1 wrong". */
export function receivedWords({ received, brief }: Pick<Handoff, 'received' | 'brief'>): string {
  const all = itemsOf(brief).length
  const wrong = received.filter(({ verdict }) => verdict === 'wrong').length
  const marked = `${received.length} of ${plural(all, '1 line', `${all} lines`)} marked`
  return wrong > 0 ? `${marked}, ${wrong} wrong` : marked
}

type Marked = 'what_we_know' | 'ruled_out' | 'remaining_hypotheses'

/** The lines of a brief that are confirmed or wrong, by their names, in the order in which they stand. */
export function itemsOf(brief: Handoff['brief']): string[] {
  const of = (list: Marked) => brief[list].map((_, at) => `${list}:${at}`)
  const likely = brief.likely_cause ? ['likely_cause'] : []
  return [...of('what_we_know'), ...of('ruled_out'), ...likely, ...of('remaining_hypotheses')]
}

/** What was done or asked once more: "1 step done again, 2 questions asked again"; null for none. */
export function repeatedWords({ repeated }: Pick<Handoff, 'repeated'>): string | null {
  const { steps, questions } = repeated
  const words = [
    steps > 0 && `${plural(steps, '1 step', `${steps} steps`)} done again`,
    questions > 0 && `${plural(questions, '1 question', `${questions} questions`)} asked again`,
  ].filter(Boolean)
  return words.length > 0 ? words.join(', ') : null
}

/** Why a case could not be picked up; who was faster is named. */
export function unpickedWords({ message, extra }: ApiProblem): string {
  const { claimed_by } = extra as { claimed_by?: { name?: string } }
  return claimed_by?.name ? `${claimed_by.name} was faster and has picked it up.` : message
}
