import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { limit, limitNotReached } from './limits.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.stop())

test('fifty at once over a limit of twenty: twenty pass, the others are told when to come back', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => limit({ db }, 'crowd', 20, 3600)),
  )
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(30)
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ code: 'too_often', status: 429 })
    expect(reason.extra.retry_after_s).toBeGreaterThan(0)
    expect(reason.extra.retry_after_s).toBeLessThanOrEqual(3600)
  }
})

test('buckets do not share, and a window that has passed counts no more', async () => {
  await limit({ db }, 'one', 1, 3600)
  await expect(limit({ db }, 'one', 1, 3600)).rejects.toMatchObject({ code: 'too_often' })
  await expect(limit({ db }, 'two', 1, 3600)).resolves.toBeUndefined()
  await db.system`update rate_limits set window_start = window_start - interval '1 hour' where bucket = 'one'`
  await expect(limit({ db }, 'one', 1, 3600)).resolves.toBeUndefined()
})

test('asking whether a limit is reached counts nothing', async () => {
  for (let turn = 0; turn < 5; turn++) await limitNotReached({ db }, 'quiet', 1, 3600)
  await limit({ db }, 'quiet', 1, 3600)
  await expect(limitNotReached({ db }, 'quiet', 1, 3600)).rejects.toMatchObject({ code: 'too_often' })
})
