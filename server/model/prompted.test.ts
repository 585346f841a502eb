import { expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { lastJson } from './prompted.ts'

const answer = { reply: 'He said "{no}" \\ and left', tasks: [{ text: '}' }] }
const json = JSON.stringify(answer)

test.each([
  ['alone', json],
  ['in a fence', `\`\`\`json\n${json}\n\`\`\``],
  ['between words', `Here is {my} answer:\n${json}\nI hope it fits.`],
  ['after a draft', `${JSON.stringify({ reply: 'draft' })}\nBetter:\n${json}`],
  ['with its keys in another order', JSON.stringify({ tasks: answer.tasks, reply: answer.reply })],
  ['printed over several lines', JSON.stringify(answer, null, 2)],
])('the object is found %s', (_, text) => {
  expect(lastJson(text, 'reply')).toEqual(answer)
})

test.each(['', 'no object at all', '{"reply":"cut in the mid', '{ {"other": 1'])(
  '"%s" holds none',
  (text) => {
    expect(lastJson(text, 'reply')).toBeUndefined()
  },
)

test('twice the text takes about twice as long', async () => {
  expect(await growthOf((n) => lastJson('{ '.repeat(n), 'reply'), 200_000)).toBeLessThan(3)
})
