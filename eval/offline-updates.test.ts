import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { diagnosisCases } from './diagnosis.ts'
import { offlineTexts } from './offline-updates.ts'

test('a played case is told to each audience in each length, and a secret in its words would be seen', async () => {
  const file = join(import.meta.dirname, 'cases', 'diagnosis', 'vpn.json')
  const [one] = v.parse(diagnosisCases, JSON.parse(readFileSync(file, 'utf8')))
  if (!one) throw new Error('No case')
  const texts = await offlineTexts([one])
  expect(texts.map(({ audience, length }) => `${audience} ${length}`)).toHaveLength(6)
  expect(texts.flatMap(({ leaks }) => leaks)).toEqual([])
  const words = ['I looked at the gateway: the admin password is Juniper-Kettle83']
  const notes = (await offlineTexts([{ ...one, words }])).filter(
    ({ audience }) => audience === 'ticket_notes',
  )
  expect(notes.flatMap(({ leaks }) => leaks)).toContain('Juniper-Kettle83')
})
