import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeBackHits } from './db/counting-queries.ts'
import { limit, limitBoth, limitNotReached } from './limits.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db?.stop())

test('fifty at once over a limit of twenty: twenty pass, the others are told when to come back', async () => {
  const bucket = `crowd ${randomUUID()}`
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => limit({ db }, bucket, 20, 3600)))
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
  await db.system`update limit_counts set ends_at = ends_at - interval '1 hour' where bucket = 'one'`
  await expect(limit({ db }, 'one', 1, 3600)).resolves.toBeUndefined()
})

test('asking whether a limit is reached counts nothing', async () => {
  for (let turn = 0; turn < 5; turn++) await limitNotReached({ db }, 'quiet', 1)
  await limit({ db }, 'quiet', 1, 3600)
  await expect(limitNotReached({ db }, 'quiet', 1)).rejects.toMatchObject({ code: 'too_often' })
})

test('a window begins with its first hit, not when a clock strikes', async () => {
  // two days, of which a clock that counts from 1970 would have begun one in the middle
  const told = await limit({ db }, 'long', 0, 2 * 86_400).catch((error: unknown) => error)
  expect(told).toMatchObject({ extra: { retry_after_s: 2 * 86_400 } })
})

test('of two buckets the second counts nothing beyond the first', async () => {
  const own = { bucket: 'own', max: 2, windowSeconds: 3600 }
  const shared = { bucket: 'shared', max: 5, windowSeconds: 60 }
  const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => limitBoth({ db }, own, shared)))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(7)
  for (const { reason } of refused) expect(reason.extra.retry_after_s).toBeGreaterThan(60)
  const counts =
    await db.system`select bucket, count from limit_counts where bucket in ('own', 'shared') order by 1`
  expect([...counts]).toEqual([
    { bucket: 'own', count: 9 },
    { bucket: 'shared', count: 2 },
  ])
})

test('counting in two buckets and taking back both at the same time ends in no deadlock', async () => {
  const first = { bucket: 'z first', max: 1_000, windowSeconds: 3600 }
  const second = { bucket: 'a second', max: 1_000, windowSeconds: 3600 }
  const both = async () => {
    for (let turn = 0; turn < 30; turn++) {
      await limitBoth({ db }, first, second)
      await takeBackHits(db.system, [first.bucket, second.bucket])
    }
  }
  await Promise.all(Array.from({ length: 8 }, both))
  const counts =
    await db.system`select distinct count from limit_counts where bucket like '% first' or bucket like '% second'`
  expect([...counts]).toEqual([{ count: 0 }])
})
