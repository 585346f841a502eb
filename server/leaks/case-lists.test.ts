import { expect, test } from 'vitest'
import { listsOf } from './case-lists.ts'
import type { CaseWords } from './queries.ts'

const known: CaseWords = {
  account_name: 'Acme MSP',
  client_name: 'Contoso',
  asset_name: 'jsmith-x1',
  flow_id: null,
  workers: ['ben'],
  ticket: null,
  notes: [
    { text: 'Mind what you write to her', by_client: false, internal: true, author: 'B. Okafor' },
    { text: 'We look at it', by_client: false, internal: false, author: 'Cleo M.' },
    { text: 'Our SPF is red', by_client: true, internal: false, author: 'Ann Reyes' },
  ],
  facts: [
    { text: 'The disk is full', label: 'internal' },
    { text: 'Mail does not arrive', label: 'client' },
  ],
  people: [
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
    { id: 'cleo', name: 'Cleo Marchetti', email: 'cleo@acme.example' },
  ],
  members: [
    { user_id: 'ben', identifier: 'bokafor', name: 'B. Okafor' },
    { user_id: 'cleo', identifier: 'cmarchetti', name: 'Cleo M.' },
  ],
  clients: ['Contoso', 'Contoso Dental', 'Acme MSP', 'Fabrikam Law'],
  domains: ['acme-msp.example'],
}

test('whoever signs, the client and we ourselves are no names that stay among us', () => {
  const { names } = listsOf(known, undefined, 'ben')
  expect(new Set(names.colleagues)).toEqual(new Set(['Cleo Marchetti', 'Cleo M.']))
  expect(names.members).toEqual(['cmarchetti'])
  expect(names.other_clients).toEqual(['Fabrikam Law'])
})

test('who has the case in hand may be named, whoever posts', () => {
  const { names } = listsOf({ ...known, workers: ['ben', 'cleo'] }, undefined, 'ada')
  expect(names.colleagues).toEqual([])
})

test('internal is what colleagues wrote among themselves and what nobody released', () => {
  const { internal, theirs, places } = listsOf(known, undefined, 'ben')
  expect(internal).toMatchObject({ notes: ['Mind what you write to her'], facts: ['The disk is full'] })
  expect(theirs).toBe(' contoso our spf is red ')
  expect(places).toMatchObject({ mailboxes: ['ben@acme.example'] })
  expect(new Set(places.ours)).toEqual(new Set(['acme-msp.example', 'acme.example']))
})
