import { describe, expect, test } from 'vitest'
import type { SessionDetail, Step } from '../../shared/contracts/sessions.ts'
import {
  applyPatch,
  endedReplies,
  hasArrived,
  isFirstTurnDue,
  keepStreamed,
  newerOf,
  unfinishedReply,
} from './merge-session.ts'

const ben = { user_id: 'ben', name: 'Ben Okafor' }

function step(seq: number, change: Partial<Step>): Step {
  const standing = { kind: 'message', author: ben, content: 'all of them', state: 'complete' } as const
  const rest = {
    model_kind: null,
    remark: null,
    ref_id: null,
    images: [],
    created_at: '2026-11-20T10:00:00.000Z',
  }
  return { id: `step-${seq}`, seq, ...standing, ...rest, ...change }
}
const reply = (seq: number, state: Step['state'], content = 'Then it is the rule.') =>
  step(seq, { kind: 'reply', author: 'flowpilot', state, content })

function caseOf(steps: Step[], change: Partial<SessionDetail> = {}): SessionDetail {
  const counted = { state_version: 5, exchanges: 0, turn_running: false, status: 'active' as const }
  return { ...counted, tasks: [], facts: [], questions: [], ...change, steps } as unknown as SessionDetail
}

describe('patches', () => {
  test('the next version replaces the keys it names and leaves the others', () => {
    const before = caseOf([step(1, {})], { client_name: 'Contoso Dental' })
    const patched = applyPatch(before, { state_version: 6, turn_running: true })
    expect(patched).toEqual({ detail: { ...before, state_version: 6, turn_running: true }, has_gap: false })
  })

  test('a version that stands here already, or an older one, changes nothing', () => {
    const before = caseOf([])
    expect(applyPatch(before, { state_version: 5, client_name: 'late' })).toBeNull()
    expect(applyPatch(before, { state_version: 4, client_name: 'late' })).toBeNull()
  })

  test('a version further on says that others were missed', () => {
    expect(applyPatch(caseOf([]), { state_version: 8 })?.has_gap).toBe(true)
  })

  test('a reading asked for before a patch came does not take it back', () => {
    const known = caseOf([], { state_version: 7 })
    const early = caseOf([], { state_version: 6 })
    expect(newerOf(known, early)).toBe(known)
    expect(newerOf(early, known)).toBe(known)
    expect(newerOf(null, early)).toBe(early)
  })
})

describe('the first turn', () => {
  test('is due in a new case, whatever the intake wrote', () => {
    expect(isFirstTurnDue(caseOf([step(1, { kind: 'system' }), step(2, {})]))).toBe(true)
  })

  test('is not due while it runs, after it ran, after it failed, or in a closed case', () => {
    expect(isFirstTurnDue(caseOf([], { turn_running: true }))).toBe(false)
    expect(isFirstTurnDue(caseOf([reply(2, 'complete')]))).toBe(false)
    expect(isFirstTurnDue(caseOf([reply(2, 'failed', '')]))).toBe(false)
    expect(isFirstTurnDue(caseOf([], { exchanges: 3 }))).toBe(false)
    expect(isFirstTurnDue(caseOf([], { status: 'resolved' }))).toBe(false)
  })
})

describe('replies that end badly', () => {
  test('the newest one can be asked again, until something is said after it', () => {
    const failed = reply(2, 'failed')
    expect(unfinishedReply(caseOf([step(1, {}), failed]))).toBe(failed)
    expect(unfinishedReply(caseOf([step(1, {}), failed, step(3, {})]))).toBeNull()
    expect(unfinishedReply(caseOf([step(1, {}), failed, step(3, { kind: 'fact' })]))).toBe(failed)
  })

  test('not while another turn runs, and not a whole one', () => {
    expect(unfinishedReply(caseOf([reply(2, 'stopped')], { turn_running: true }))).toBeNull()
    expect(unfinishedReply(caseOf([reply(2, 'complete')]))).toBeNull()
  })

  test('words that came before the line broke stay until the case is read again', () => {
    const kept = keepStreamed(caseOf([step(1, {}), reply(2, 'streaming', 'The')]), 'The queue builds')
    expect(kept.steps[1]?.content).toBe('The queue builds')
    const longer = caseOf([reply(2, 'streaming', 'The queue builds at transport')])
    expect(keepStreamed(longer, 'The queue')).toBe(longer)
    const whole = caseOf([reply(2, 'complete', 'Done.')])
    expect(keepStreamed(whole, 'Done. And more')).toBe(whole)
  })
})

test('a reply is told once, when it ends', () => {
  const streaming = caseOf([reply(2, 'streaming', 'The')])
  const done = caseOf([reply(2, 'complete')])
  expect(endedReplies(null, done)).toEqual([])
  expect(endedReplies(streaming, done).map(({ id }) => id)).toEqual(['step-2'])
  expect(endedReplies(done, done)).toEqual([])
})

test('a message whose answer was lost has arrived when it stands in the case after what was there', () => {
  const sent = { content: 'all of them ', after_seq: 3, user_id: 'ben' }
  expect(hasArrived(caseOf([step(3, {})]), sent)).toBe(false)
  expect(hasArrived(caseOf([step(3, {}), step(4, {})]), sent)).toBe(true)
  expect(hasArrived(caseOf([step(4, { author: { user_id: 'cleo', name: 'Cleo Marsh' } })]), sent)).toBe(false)
  expect(hasArrived(caseOf([step(4, { content: 'none of them' })]), sent)).toBe(false)
})
