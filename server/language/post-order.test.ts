import { expect, test } from 'vitest'
import { isOrder, isPostOrder } from './post-order.ts'

test.each([
  'Post it',
  'send it',
  'ok, send it now please',
  'Yes, post it!',
  'please post this update',
  'send the mail',
  'post it to the ticket',
  'send that off',
  'poste es',
  'Schick es bitte ab',
  'ok, schick das Update raus',
  'sende die Notiz ins Ticket',
  'abschicken',
])('%j posts the draft that stands', (text) => {
  expect(isPostOrder(text)).toBe(true)
  expect(isOrder(text)).toBe(true)
})

test.each([
  'send it to the printer',
  'should I post it?',
  'do not send it',
  'I will send it tomorrow',
  'post',
  'it sends the mail twice',
  'send the log',
  'schick es nicht ab',
  '',
])('%j is said to FlowPilot', (text) => {
  expect(isPostOrder(text)).toBe(false)
})

test('orders to share and to be reminded are orders too, what is seen is none', () => {
  expect(isOrder('quick update for the client')).toBe(true)
  expect(isOrder('remind me in 15')).toBe(true)
  expect(isOrder('the client cannot print')).toBe(false)
})
