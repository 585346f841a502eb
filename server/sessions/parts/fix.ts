import type { Fix } from '../../../shared/contracts/fixes.ts'
import type { Question } from '../../../shared/contracts/questions.ts'
import { fixOptions } from '../../../shared/fix-options.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, storable } from '../caps.ts'

type Input = {
  fix: Fix | null
  /** Titles that a person dismissed. */
  dismissed: readonly { title: string }[]
  wanted: TurnOutput['fix']
  /** As they stand after the turn. */
  questions: readonly Question[]
  /** The flow itself leads: its fix goes when its way leaves it, and its answers are outcomes. */
  isLed: boolean
  /** The option by which the way left the fix's place in the flow; null where it did not. */
  leftBy: string | null
  at: string
  newId: () => string
}

/**
 * What becomes of the fix in a turn, in the order of the writes. The answer to the question whether it helped is its
 * outcome; another title takes its place, the same one keeps its row; what a person dismissed does not come back.
 */
export function planFix(input: Input): Fix[] {
  const { fix, dismissed, wanted, questions, isLed, at, newId } = input
  const open = questions.find(({ state }) => state === 'open')
  const question_id = isLed && open && asksForFix(open) ? open.id : null
  const title = storable(wanted.title, lengths.fix)
  const isSame = fix !== null && title !== null && sameText(fix.title) === sameText(title)
  let now = fix && settled(fix, input)
  if (now && (isSame || !title) && isAskedAgain(now, open)) now = { ...now, ...undecided }
  const isLeft = isLed && now?.question_id && !title && now.status === 'proposed' && !now.applied_at
  if (now && isLeft) now = { ...now, superseded_at: at }
  const isUnwanted = title && dismissed.some((one) => sameText(one.title) === sameText(title))
  if (!title || isUnwanted) return changed(fix, now && proposed(now, wanted))
  const content = {
    title,
    description: storable(wanted.description, lengths.fix_description) ?? '',
    script: storable(wanted.script, lengths.script),
    confidence: Math.round(Math.min(100, Math.max(0, wanted.confidence || 0))),
    question_id,
  }
  if (now && isSame) {
    const kept = isOpen(now) ? { ...now, ...content, title: now.title } : now
    return changed(fix, proposed(kept, wanted))
  }
  return [...changed(fix, now && { ...now, superseded_at: at }), { ...blank, ...content, id: newId() }]
}

const undecided = { status: 'proposed', verified_at: null, failure_reason: null } as const
const blank = {
  status: 'proposed',
  applied_at: null,
  verified_at: null,
  partial_notes: null,
  failure_reason: null,
  ai_outcome_proposal: null,
  superseded_at: null,
} as const

const outcomes = { [fixOptions.fixed]: 'applied_success', [fixOptions.same]: 'applied_failed' } as const
const outcomeBy = (label: string | null): 'applied_success' | 'applied_failed' | null =>
  outcomes[label as keyof typeof outcomes] ?? null

const isOpen = ({ status }: Fix): boolean => status === 'proposed' || status === 'applied_partial'

/** The question with the answers that are outcomes. */
export const asksForFix = ({ options }: Pick<Question, 'options'>): boolean =>
  options?.[0] === fixOptions.fixed && options[1] === fixOptions.same

function settled(fix: Fix, { questions, isLed, leftBy, at }: Input): Fix {
  const asked = questions.find(({ id }) => id === fix.question_id)
  const answer = asked?.state === 'answered' ? (asked.taken_as ?? asked.answer) : null
  const status = outcomeBy(answer) ?? (isLed && asked ? outcomeBy(leftBy) : null)
  if (!status || !isOpen(fix)) return fix
  return { ...fix, status, applied_at: fix.applied_at ?? at, verified_at: at, ai_outcome_proposal: null }
}

/** Its answer was taken back: the question is open again. */
const isAskedAgain = (fix: Fix, open: Question | undefined): boolean =>
  open !== undefined && fix.question_id === open.id && !isOpen(fix)

/** Only while a person verifies it. */
function proposed(fix: Fix, { outcome_proposal }: TurnOutput['fix']): Fix {
  const isVerifying = fix.status === 'proposed' && fix.applied_at !== null && fix.superseded_at === null
  if (outcome_proposal === 'none' || !isVerifying) return fix
  return { ...fix, ai_outcome_proposal: `applied_${outcome_proposal}` }
}

const changed = (before: Fix | null, after: Fix | null): Fix[] =>
  after && JSON.stringify(before) !== JSON.stringify(after) ? [after] : []

/** The one that stands once these rows are written. */
export function fixAfter(fix: Fix | null, writes: readonly Fix[]): Fix | null {
  const last = writes.at(-1) ?? fix
  return last && last.superseded_at === null && last.status !== 'dismissed' ? last : null
}
