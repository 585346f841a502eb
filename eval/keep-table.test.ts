import { expect, test } from 'vitest'
import { tableOf } from './keep-table.ts'

test('100 % is said only where every case is right', () => {
  expect(tableOf({ summaries: { right: 245, of: 246 } })).toContain('| 245 of 246 | 99 % |')
  expect(tableOf({ summaries: { right: 246, of: 246, wrong: 0 } })).toContain(
    '| 246 of 246 | 100 % | wrong 0 |',
  )
})
