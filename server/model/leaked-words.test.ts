import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leakedIn } from './leaked-words.ts'

const prompts = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((name) =>
  /prompts\/[a-z-]+\.md$/.test(name),
)

test('prompts hold rules and places for data, never example names', () => {
  expect(prompts.length).toBeGreaterThan(1)
  for (const name of prompts)
    expect([name, leakedIn(readFileSync(join('server', name), 'utf8'))]).toEqual([name, []])
})

test('a name is found in any case and inside an address', () => {
  expect(leakedIn('Ask JOHN.DOE@contoso.test on dc01')).toEqual(['Contoso', 'john.doe', 'DC01'])
})
