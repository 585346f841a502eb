import { describe, expect, test } from 'vitest'
import type { Fix } from '../../shared/contracts/fixes.ts'
import { takeBackApplyMs } from '../../shared/limits.ts'
import { type FixAct, onFix } from './on-fix.ts'

const now = new Date('2026-05-04T12:00:00.000Z')
const at = now.toISOString()
const before = (ms: number) => new Date(now.getTime() - ms).toISOString()
const applied = before(60_000)

const states = {
  proposed: { status: 'proposed', applied_at: null },
  verifying: { status: 'proposed', applied_at: applied },
  partial: { status: 'applied_partial', applied_at: applied },
  success: { status: 'applied_success', applied_at: applied },
  failed: { status: 'applied_failed', applied_at: applied },
  dismissed: { status: 'dismissed', applied_at: null },
} as const satisfies Record<string, Pick<Fix, 'status' | 'applied_at'>>
const acts = {
  apply: { act: 'apply' },
  takeBack: { act: 'take_back' },
  success: { act: 'outcome', status: 'applied_success', notes: '' },
  failed: { act: 'outcome', status: 'applied_failed', notes: 'Still drops' },
  partial: { act: 'outcome', status: 'applied_partial', notes: 'Only by cable' },
  dismissed: { act: 'outcome', status: 'dismissed', notes: '' },
} as const satisfies Record<string, FixAct>

const none = { ai_outcome_proposal: null }
const stamped = (applied_at: string) => ({
  success: { status: 'applied_success', applied_at, verified_at: at, ...none },
  failed: {
    status: 'applied_failed',
    applied_at,
    verified_at: at,
    ...none,
    failure_reason: 'Still drops',
  },
  partial: {
    status: 'applied_partial',
    applied_at,
    verified_at: at,
    ...none,
    partial_notes: 'Only by cable',
  },
})
const dismissed = { status: 'dismissed', ...none }
const refused = 'fix_settled'
const decided = {
  apply: refused,
  takeBack: refused,
  success: refused,
  failed: refused,
  partial: refused,
  dismissed: refused,
}

/** What becomes of the fix; null: it stands so already; a word: the problem. */
const table: Record<keyof typeof states, Record<keyof typeof acts, object | string | null>> = {
  proposed: { apply: { applied_at: at }, takeBack: null, ...stamped(at), dismissed },
  verifying: { apply: null, takeBack: { applied_at: null, ...none }, ...stamped(applied), dismissed },
  partial: { apply: refused, takeBack: refused, ...stamped(applied), dismissed: refused },
  success: decided,
  failed: decided,
  dismissed: decided,
}

const cells = Object.entries(table).flatMap(([state, row]) =>
  Object.entries(row).map(([act, wanted]) => ({ state, act, wanted })),
) as { state: keyof typeof states; act: keyof typeof acts; wanted: object | string | null }[]

describe.each(cells)('$state × $act', ({ state, act, wanted }) => {
  const result = typeof wanted === 'string' ? { problem: wanted } : { fields: wanted }

  test('comes to what the table says', () => {
    expect(onFix({ ...states[state], superseded_at: null }, acts[act], now)).toEqual(result)
  })

  test('is refused once another fix took its place', () => {
    expect(onFix({ ...states[state], superseded_at: applied }, acts[act], now)).toEqual({ problem: refused })
  })
})

test('applying can be taken back until its time is over', () => {
  const after = (ms: number) =>
    onFix({ status: 'proposed', applied_at: before(ms), superseded_at: null }, acts.takeBack, now)
  expect(after(takeBackApplyMs)).toEqual({ fields: { applied_at: null, ...none } })
  expect(after(takeBackApplyMs + 1)).toEqual({ problem: 'fix_applied_long_ago' })
})
