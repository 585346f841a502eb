import { expect, test } from 'vitest'
import { flowByKey, nodeAt } from './find.ts'
import { answer, askedAt, begin, findingsAlong, fixOptions, move } from './walk.ts'

const email = flowByKey('email-not-arriving', 1) ?? never()

test('a case begins at the start with nothing behind it', () => {
  expect(begin(email)).toEqual({ node: 'direction', trail: [] })
})

test('an answer leads on and says what it means', () => {
  const answered = answer(email, begin(email), 'incoming')
  expect(answered.option).toBe('Incoming from outside')
  expect(answered.place).toEqual({
    node: 'affected',
    trail: [{ node: 'direction', option: 'Incoming from outside' }],
  })
  expect(answered.finding?.status).toBe('confirmed')
  expect(answered.says).not.toBe('')
})

test('words that match nothing go on through otherwise and leave no option', () => {
  const answered = answer(email, begin(email), 'the moon is made of cheese')
  expect(answered).toMatchObject({ option: null, finding: null, place: { node: 'affected' } })
  expect(answered.place.trail).toEqual([{ node: 'direction', option: null }])
})

test.each([
  ['Yes, it is fixed', 'fixed', fixOptions.fixed],
  ['works now, thanks', 'fixed', fixOptions.fixed],
  ['yes', 'fixed', fixOptions.fixed],
  ['still the same', 'sender-auth', fixOptions.same],
  ['it does not work', 'sender-auth', fixOptions.same],
  ["it isn't fixed", 'sender-auth', fixOptions.same],
  ['no', 'sender-auth', fixOptions.same],
  ['not yet', 'c-rule', fixOptions.open],
  ['have not tried it', 'c-rule', fixOptions.open],
  ['the weather is fine', 'c-rule', null],
])('after a fix “%s” leads to %s', (text, node, option) => {
  const answered = answer(email, { node: 'c-rule', trail: [] }, text)
  expect(answered.place.node).toBe(node)
  expect(answered.option).toBe(option)
})

test('an end leads nowhere and asks nothing', () => {
  const place = { node: 'fixed', trail: [] }
  expect(answer(email, place, 'yes').place).toEqual(place)
  expect(askedAt(nodeAt(email, 'fixed'))).toBeNull()
})

test('the same node again is no step', () => {
  const place = begin(email)
  expect(move(place, place.node, 'x')).toBe(place)
})

test('a trail that goes in circles is cut at its beginning', () => {
  let place = begin(email)
  for (let step = 0; step < 500; step++) place = move(place, step % 2 ? 'affected' : 'since', null)
  expect(place.trail).toHaveLength(200)
})

test('of a question asked twice the latest finding counts', () => {
  const trail = [
    { node: 'size', option: 'Yes, full' },
    { node: 'affected', option: 'Everyone' },
    { node: 'size', option: 'No, room enough' },
    { node: 'gone', option: 'x' },
  ]
  expect(findingsAlong(email, { node: 'retention', trail }).map(({ text }) => text)).toEqual([
    'All mailboxes are affected',
    'Mailbox full',
  ])
})

function never(): never {
  throw new Error('no such flow')
}
