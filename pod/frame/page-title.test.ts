import { expect, test } from 'vitest'
import { documentTitle } from './page-title.ts'

test('a tab is named after its page, with what waits in front', () => {
  expect(documentTitle('Posts', null)).toBe('Posts · FlowPilot')
  expect(documentTitle('#48291 Mail from outside fails', '2')).toBe(
    '(2) #48291 Mail from outside fails · FlowPilot',
  )
  expect(documentTitle('', null)).toBe('FlowPilot')
  expect(documentTitle('FlowPilot', '50+')).toBe('(50+) FlowPilot')
  expect(documentTitle('Posts', null, 1)).toBe('(1) Posts · FlowPilot')
  expect(documentTitle('Posts', '50+', 2)).toBe('(52+) Posts · FlowPilot')
})

test('a title says nothing in hidden signs', () => {
  expect(documentTitle('Invoice\u202egnp.exe\u200b\n now', null)).toBe('Invoicegnp.exe now · FlowPilot')
})
