import { expect, test } from 'vitest'
import type { Cause } from '../../shared/contracts/causes.ts'
import { changedCauses } from './cause-order.ts'

const cause = (text: string, rank: number, state: Cause['state'] = 'open'): Cause => ({
  id: text,
  text,
  for: [],
  against: [],
  test: '',
  rank,
  state,
  source: 'model',
})
const wifi = cause('Wi-Fi', 1)
const driver = cause('Driver', 2)
const provider = cause('Provider', 3)
const struck = cause('Gateway', 4, 'struck')
const all = [wifi, driver, provider, struck]
const after = (of: Cause, state: Cause['state']) =>
  changedCauses(all, of, state).map((each) => `${each.text} ${each.state}`)

test('a picked cause leads', () => {
  expect(after(provider, 'picked')).toEqual([
    'Provider picked',
    'Wi-Fi open',
    'Driver open',
    'Gateway struck',
  ])
})

test('a struck one leaves the standing ones', () => {
  expect(after(wifi, 'struck')).toEqual(['Driver open', 'Provider open', 'Wi-Fi struck', 'Gateway struck'])
})

test('a reopened one comes back as the least likely; one that was picked keeps its place', () => {
  expect(after(struck, 'open')).toEqual(['Wi-Fi open', 'Driver open', 'Provider open', 'Gateway open'])
  expect(after(driver, 'open')).toEqual(['Wi-Fi open', 'Driver open', 'Provider open', 'Gateway struck'])
})
