import type { LookupAddress } from 'node:dns'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLookup } from './lookup.ts'

const address: LookupAddress = { address: '203.0.113.7', family: 4 }

/** A resolver that is counted; it fails as long as `broken`. */
function counting(keptMs?: number) {
  const state = { asked: 0, broken: false }
  const by = async () => {
    state.asked++
    if (state.broken) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return [address]
  }
  const lookup = createLookup({ by, ...(keptMs ? { keptMs } : {}) })
  const find = (hostname: string, options: { all?: boolean; family?: number } = {}) =>
    new Promise((resolve, reject) =>
      lookup(hostname, options, (error, found, family) => (error ? reject(error) : resolve([found, family]))),
    )
  return { state, find }
}

test('a name is asked for once, however many want it', async () => {
  const { state, find } = counting()
  const many = await Promise.all(Array.from({ length: 20 }, () => find('na.myconnectwise.net')))
  expect(many).toEqual(Array(20).fill(['203.0.113.7', 4]))
  expect(await find('NA.myconnectwise.net', { all: true })).toEqual([[address], undefined])
  expect(state.asked).toBe(1)
})

test('when its time is over it is asked for again', async () => {
  const { state, find } = counting(20)
  await find('na.myconnectwise.net')
  await sleep(60)
  await find('na.myconnectwise.net')
  expect(state.asked).toBe(2)
})

test('another name and another family are other questions', async () => {
  const { state, find } = counting()
  await find('eu.myconnectwise.net')
  await find('eu.myconnectwise.net', { family: 6 })
  await find('au.myconnectwise.net')
  expect(state.asked).toBe(3)
})

test('a failure is told and not kept', async () => {
  const { state, find } = counting()
  state.broken = true
  await expect(find('na.myconnectwise.net')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  state.broken = false
  await expect(find('na.myconnectwise.net')).resolves.toEqual(['203.0.113.7', 4])
})
