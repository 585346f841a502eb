import { describe, expect, test } from 'vitest'
import { postState } from '../../../shared/contracts/post-states.ts'
import type { WriteOutcome } from '../../psa/provider.ts'
import { noon, postRow } from '../../testing/post-rows.ts'
import { fc } from '../../testing/property.ts'
import { givenBack, lapsed } from './on-lease.ts'
import { onWriteResult } from './on-write.ts'
import type { PostRow } from './row.ts'

const clock = { now: noon, settle_s: 180, audit_s: 600 }
const mine = { owner: 'here/1', attempt: 1 }
const done: WriteOutcome = { kind: 'done', psa_id: '1234', status: 201, as_asked: true, says: '' }
const outcomes: Record<WriteOutcome['kind'], WriteOutcome> = {
  done,
  unidentified: { kind: 'unidentified', status: 201, says: 'Cut.' },
  not_sent: { kind: 'not_sent', status: null, retry_after_s: null, says: 'Could not be reached.' },
  refused: { kind: 'refused', status: 400, says: 'ConnectWise answered 400.' },
  keys_refused: { kind: 'keys_refused', status: 401, says: 'Keys refused.' },
  unknown: { kind: 'unknown', status: 502, says: 'No answer.' },
}

describe('the result of a sending', () => {
  test.each([
    ['done', 'posted', 1, null, { code: 'taken' }],
    ['unidentified', 'uncertain', 1, '2026-11-20T12:00:10.000Z', { code: 'taken_unnamed', status: 201 }],
    ['unknown', 'uncertain', 1, '2026-11-20T12:00:10.000Z', { code: 'no_clear_answer', status: 502 }],
    ['refused', 'rejected', 1, null, { code: 'psa_refused', status: 400, says: 'ConnectWise answered 400.' }],
    ['keys_refused', 'blocked', 0, null, { code: 'keys_refused', says: 'Keys refused.' }],
    [
      'not_sent',
      'ready',
      0,
      null,
      { code: 'psa_not_reached', says: 'Could not be reached.', next_at: '2026-11-20T12:05:00.000Z' },
    ],
  ] as const)('%s makes it %s', (kind, state, attempt, firstLook, why) => {
    const change = onWriteResult(postRow(), mine, outcomes[kind], clock)
    expect(change?.set.state).toBe(state)
    expect(change?.set.attempt ?? 1).toBe(attempt)
    expect(change?.set.owner).toBeNull()
    if (firstLook) expect(change?.set.check_at).toBe(firstLook)
    expect(change?.set.why).toEqual(why)
  })

  test('not sent: 5, 15, 45 minutes later, then a person', () => {
    const at = (not_sent_count: number) =>
      onWriteResult(postRow({ not_sent_count }), mine, outcomes.not_sent, clock)?.set
    expect([0, 1, 2].map((count) => at(count)?.send_after)).toEqual([
      '2026-11-20T12:05:00.000Z',
      '2026-11-20T12:15:00.000Z',
      '2026-11-20T12:45:00.000Z',
    ])
    expect(at(3)?.state).toBe('rejected')
    expect(at(3)?.why).toMatchObject({ code: 'never_reached', tries: 4 })
  })

  test.each([
    [0, 2, 2],
    [0, 0, 1],
    [4, 3, 3],
    [5, 0, 60],
    [10, 0, 900],
    [0, 86_400, 900],
  ])(
    'asked to wait %i times before, now for %i s: waits %i s, and is never given up',
    (busy_count, retry_after_s, waited) => {
      const outcome: WriteOutcome = { kind: 'not_sent', status: 429, retry_after_s, says: 'Slow down.' }
      const change = onWriteResult(postRow({ busy_count, not_sent_count: 3 }), mine, outcome, clock)
      expect(Date.parse(change?.set.send_after ?? '') - Date.parse(noon)).toBe(waited * 1000)
      expect(change?.set).toMatchObject({ state: 'ready', busy_count: busy_count + 1 })
    },
  )

  test.each(['uncertain', 'checking', 'needs_human', 'ready', 'rejected', 'blocked', 'cancelled'] as const)(
    'a late 2xx lands on %s',
    (state) => {
      const change = onWriteResult(postRow({ state, owner: null }), mine, done, clock)
      expect(change?.set).toMatchObject({ state: 'posted', psa_id: '1234' })
    },
  )

  test('a late 2xx while the next attempt is on its way is kept beside it', () => {
    const next = postRow({ owner: 'there/2', attempt: 2 })
    const change = onWriteResult(next, mine, done, clock)
    expect(change?.set).toEqual({
      psa_id: '1234',
      last_outcome: expect.objectContaining({ kind: 'done', attempt: 1 }),
    })
    const both = { ...next, ...change?.set }
    const own = { owner: 'there/2', attempt: 2 }
    expect(onWriteResult(both, own, { ...done, psa_id: '1235' }, clock)?.set.state).toBe('checking')
    expect(onWriteResult(both, own, outcomes.refused, clock)?.set.state).toBe('posted')
    expect(onWriteResult(both, own, outcomes.unknown, clock)?.set.state).toBe('checking')
  })

  test('two ids for one post are looked into, never counted as one', () => {
    const change = onWriteResult(postRow({ state: 'verified', psa_id: '1200' }), mine, done, clock)
    expect(change?.set.state).toBe('checking')
  })

  test('no failure of a claim that is over changes anything', () => {
    const failure = fc.constantFrom(...Object.values(outcomes).filter(({ kind }) => kind !== 'done'))
    const row = fc.record({
      state: fc.constantFrom(...postState.options),
      owner: fc.constantFrom('here/1', 'there/2', null),
      attempt: fc.integer({ min: 0, max: 4 }),
    })
    fc.assert(
      fc.property(row, failure, (more, outcome) => {
        const isMine = more.state === 'sending' && more.owner === 'here/1' && more.attempt === 1
        expect(onWriteResult(postRow(more), mine, outcome, clock) === null).toBe(!isMine)
      }),
    )
  })

  test('whatever comes, what is posted keeps its id and is never ready again', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom(...Object.values(outcomes)), fc.integer({ min: 1, max: 2 })),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(steps, (results) => {
        let row: PostRow = postRow()
        let landed = false
        for (const [outcome, attempt] of results) {
          const change = onWriteResult(row, { owner: 'here/1', attempt }, outcome, clock)
          row = { ...row, ...change?.set }
          landed ||= row.psa_id !== null
          if (landed)
            expect(row).toMatchObject({
              psa_id: '1234',
              state: expect.stringMatching(/posted|checking|sending/),
            })
        }
      }),
    )
  })
})

describe('a claim that ends without a result', () => {
  test('a lease that ran out makes it uncertain, to be looked for at once and for a whole settle time', () => {
    const late = { now: '2026-11-20T12:01:00.000Z', settle_s: 180, audit_s: 600 }
    expect(lapsed(postRow(), late)?.set).toMatchObject({
      state: 'uncertain',
      check_at: late.now,
      settle_until: '2026-11-20T12:04:00.000Z',
    })
    expect(lapsed(postRow(), clock)).toBeNull()
  })

  test('given back it is as if never claimed, but only by its own claim', () => {
    expect(givenBack(postRow(), mine)?.set).toMatchObject({ state: 'ready', attempt: 0, owner: null })
    expect(givenBack(postRow({ owner: 'there/2' }), mine)).toBeNull()
    expect(givenBack(postRow({ state: 'uncertain' }), mine)).toBeNull()
  })
})
