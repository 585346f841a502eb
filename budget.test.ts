import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentenceIn } from './budget.ts'

const readme = readFileSync('README.md', 'utf8')
const [, first = 0, , open = 0] =
  /JavaScript, gzipped: (\d+) [^.]*limit is (\d+)[^.]*, (\d+) kB/.exec(readme)?.map(Number) ?? []

test.each([
  ['as they are', 0, 0],
  ['a rounding below', -999, -999],
  ['a rounding above', 999, 999],
])('README.md may say its sizes while they are %s', (_how, more, openMore) => {
  const pod = { first: first * 1000 + more, open: open * 1000 + openMore }
  expect(readme).toContain(sentenceIn(readme, pod).replace('README.md: ', ''))
})

test.each([
  ['a heavier start', 1001, 0],
  ['a lighter start', -1001, 0],
  ['a heavier case', 0, 1001],
])('%s fails the build, which names the sentence', (_what, more, openMore) => {
  const pod = { first: first * 1000 + more, open: open * 1000 + openMore }
  const kB = [pod.first, pod.open].map((bytes) => `${Math.round(bytes / 1000)} kB`)
  expect(() => sentenceIn(readme, pod)).toThrow(new RegExp(`should say:\\n.*${kB[0]}.*${kB[1]}`))
})

test('a README.md without the sentence, or with another limit, fails too', () => {
  const pod = { first: first * 1000, open: open * 1000 }
  expect(() => sentenceIn('# FlowPilot', pod)).toThrow('should say')
  expect(() => sentenceIn(readme.replace('the limit is 45', 'the limit is 60'), pod)).toThrow('should say')
})
