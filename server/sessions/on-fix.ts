import type { Fix, NewFixOutcome } from '../../shared/contracts/fixes.ts'
import { takeBackApplyMs } from '../../shared/limits.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import type { FixFields } from './fix-queries.ts'

export type FixAct = { act: 'apply' } | { act: 'take_back' } | ({ act: 'outcome' } & NewFixOutcome)

/** `fields` null: it stands so already. */
export type FixDecision = { fields: FixFields | null } | { problem: ProblemCode }

type Standing = Pick<Fix, 'status' | 'applied_at' | 'superseded_at'>
type State = 'proposed' | 'verifying' | 'partial' | 'decided'

const settled = { problem: 'fix_settled' } as const

/** What an act does to a fix that stands so; nothing is done to one that is decided or replaced. */
export function onFix(fix: Standing, act: FixAct, now: Date): FixDecision {
  const state = stateOf(fix)
  if (state === 'decided') return settled
  if (act.act === 'outcome') return outcome(fix, state, act, now)
  if (state === 'partial') return settled
  if (act.act === 'apply') return { fields: state === 'verifying' ? null : { applied_at: now.toISOString() } }
  if (fix.applied_at === null) return { fields: null }
  if (now.getTime() - Date.parse(fix.applied_at) > takeBackApplyMs) return { problem: 'fix_applied_long_ago' }
  return { fields: { applied_at: null, ai_outcome_proposal: null } }
}

export function stateOf({ status, applied_at, superseded_at }: Standing): State {
  if (superseded_at !== null) return 'decided'
  if (status === 'proposed') return applied_at === null ? 'proposed' : 'verifying'
  return status === 'applied_partial' ? 'partial' : 'decided'
}

function outcome(fix: Standing, state: State, { status, notes }: NewFixOutcome, now: Date): FixDecision {
  if (status === 'dismissed')
    return state === 'partial' ? settled : { fields: { status, ai_outcome_proposal: null } }
  const at = now.toISOString()
  return {
    fields: {
      status,
      applied_at: fix.applied_at ?? at,
      verified_at: at,
      ai_outcome_proposal: null,
      ...(status === 'applied_partial' ? { partial_notes: notes } : {}),
      ...(status === 'applied_failed' ? { failure_reason: notes || null } : {}),
    },
  }
}
