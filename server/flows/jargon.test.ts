import { expect, test } from 'vitest'
import { jargonIn } from './jargon.ts'

test.each([
  ['Messages from outside do not arrive.', []],
  ['We look at EX-01.corp.local now.', ['EX-01.corp.local']],
  ['The firewall and the DNS server are fine.', ['firewall', 'DNS', 'server']],
  ['Imports and exports work, and so do catalogues.', []],
])('jargon in “%s”', (text, found) => {
  expect(jargonIn(text)).toEqual(found)
})
