import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAccount } from '../../db/tx.ts'
import { type People, people } from '../../testing/people.ts'
import { createScriptedModel } from '../../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { addFact } from '../add-fact.ts'
import { ask } from '../ask.ts'
import { createSession } from '../create-session.ts'
import { listSessions } from '../list-sessions.ts'
import { type PastCase, pastCases, soughtCases } from './history-cases.ts'
import { readSaidWords } from './read-said.ts'
import { writeWords } from './write-words.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  for (const past of pastCases) await happened(past)
  await readSaidWords(world)
}, 120_000)
afterAll(() => world?.stop())

async function happened({ title, client, ticket, device, facts = [], messages = [] }: PastCase) {
  const ben = who.ctxFor('ben')
  const { id } = await createSession(ben, {
    intake_type: 'free_text',
    intake_content: title,
    client_name: client,
    ...(device ? { asset_name: device } : {}),
  })
  // the simulator has none of these tickets
  if (ticket)
    await inAccount(world.db, ben.account_id, (sql) => writeWords(sql, id, { psa_ticket_id: ticket }))
  for (const text of facts) await addFact(ben, id, { text, status: 'confirmed', known: 'told' })
  for (const content of messages) {
    model.next({ reply: 'Noted.' })
    await ask(ben, id, { content })
    await world.background.settled()
  }
}

const search = (q: string, name: 'ben' | 'zed' = 'ben', limit = 50) =>
  listSessions(who.ctxFor(name), { limit, q })
const found = async (q: string) => (await search(q)).items.map(({ title }) => title)

describe('of two months of cases the wanted one is among the first three', () => {
  test.each(soughtCases)('%s: %s', async (typed, title) => {
    expect((await found(typed)).slice(0, 3)).toContain(title)
  })
})

test('cases that have most of the words come only where none has all of them, and that is said', async () => {
  expect(await search('printer blank pages')).toMatchObject({ has: 'all', next_cursor: null })
  const some = await search('printer blank pages yesterday evening', 'ben', 2)
  expect(some).toMatchObject({ has: 'most', next_cursor: null })
  expect(some.items.map(({ title }) => title)).toEqual(['Front desk printer prints blank pages'])
  // half of the words that cases have is not most of them
  expect(await found('zebra gasket xylophone bitlocker')).toEqual([])
  expect(await found('xylophone')).toEqual([])
})

test('what most of the words find is of one account and of the boards that are open', async () => {
  expect((await search('printer blank pages yesterday evening', 'zed')).items).toEqual([])
  const { items } = await listSessions(who.ctxFor('ben'), {
    limit: 50,
    q: 'printer blank pages yesterday evening',
    status: 'resolved',
  })
  expect(items).toEqual([])
})

test('a password that was told is found by no part of a search', async () => {
  await happened({
    title: 'Cannot sign in at the kiosk',
    client: 'Adatum',
    messages: ['Her password is Zugspitze2962! and the keyboard is Swiss'],
  })
  await readSaidWords(world)
  expect((await search('zugspitze2962 xylophone')).items).toEqual([])
  const { items } = await search('swiss keyboard zugspitze2962 tuesday')
  expect(items.map(({ title }) => title)).toEqual(['Cannot sign in at the kiosk'])
  expect(JSON.stringify(items)).not.toMatch(/zugspitze/i)
})

test.each(['%_\\', '%', "' -- !"])('%j holds no word and finds nothing', async (typed) => {
  expect(await search(typed)).toMatchObject({ items: [], next_cursor: null })
})

test('blanks alone are no search', async () => {
  expect(await found('  ')).toEqual(await found(''))
})

test('one letter finds words that begin with it, names first', async () => {
  const { items } = await search('z')
  expect(items.map(({ title }) => title)).toEqual([
    'Label printer prints half a label',
    'Antivirus alert on the reception PC',
    'Citrix session freezes',
    'Calendar invites show the wrong hour',
  ])
})
