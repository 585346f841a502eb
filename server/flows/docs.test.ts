import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { senses } from '../../shared/contracts/flows.ts'
import { packageRoot } from '../db/package-root.ts'
import { parseFlow } from './parse.ts'

const page = readFileSync(join(packageRoot(), 'docs', 'flows.md'), 'utf8')

test('the example of docs/flows.md is a valid flow', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  expect(parseFlow(example)).toMatchObject({ flow: { key: 'door-opener' } })
})

test('docs/flows.md names every sense', () => {
  expect(senses.filter((sense) => !page.includes(`\`${sense}\``))).toEqual([])
})
