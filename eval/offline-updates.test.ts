import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { checkText } from '../server/evidence/check-text.ts'
import { diagnosisCases } from './diagnosis.ts'
import { gradeOffline, offlineTexts } from './offline-updates.ts'

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

test('what the offline model writes is held by what it names, and by nothing else', async () => {
  const file = join(import.meta.dirname, 'cases', 'diagnosis', 'vpn.json')
  const texts = await offlineTexts(
    v.parse(diagnosisCases, JSON.parse(readFileSync(file, 'utf8'))).slice(0, 1),
  )
  const { right, of } = gradeOffline(checkText, texts).sum
  expect(right).toBe(of)
  const unnamed = texts.map((one) => ({ ...one, cites: one.cites.map((cite) => ({ ...cite, ids: [] })) }))
  expect(gradeOffline(checkText, unnamed).sum.right).toBeLessThan(of)
})
