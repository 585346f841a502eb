import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, people } from '../../testing/people.ts'
import { createScriptedModel } from '../../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { addFact } from '../add-fact.ts'
import { ask } from '../ask.ts'
import { changeFact } from '../change-fact.ts'
import { changeTriage } from '../change-triage.ts'
import { createSession } from '../create-session.ts'
import { listSessions } from '../list-sessions.ts'
import { removeFact } from '../remove-fact.ts'
import { readSaidWords } from './read-said.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  for (const said of cases) await tell(said)
  await readSaidWords(world)
})
afterAll(() => world?.stop())

type Case = { title: string; client?: string; facts?: string[]; messages?: string[]; replies?: string[] }

const cases: Case[] = [
  {
    title: 'VPN drops at home',
    client: 'Fabrikam Law',
    facts: ['New mesh since the weekend; 12% over Wi-Fi'],
  },
  { title: 'Mesh node drops scanners', client: 'Contoso Dental' },
  { title: 'Softphone registers twice', messages: ['Both mesh units hand out addresses by DHCP'] },
  { title: 'Front desk printer, blank pages', facts: ['Toner cartridge is from another maker'] },
  { title: 'Mail to Gmail bounces', replies: ['Check the SPF record: it lists eleven lookups.'] },
  { title: 'Outlook asks again and again', facts: ['Error code 0x8004010F after the profile was made anew'] },
  { title: 'Teams without sound', messages: ['Realtek driver 6.0.9285.1 came with KB5034441'] },
  { title: 'Backup stops at night', facts: ['VSS writer SqlServerWriter is in state 8'] },
  {
    title: 'Share not reachable',
    client: 'Woodgrove Bank',
    messages: ['SRV-FILE02 answers no ping since Friday'],
  },
  { title: 'Scanner to folder', facts: ['SMB1 was switched off by the update'] },
  { title: 'Drucker meldet Fehler', messages: ['Die Druckerwarteschlange hängt, der Spooler läuft'] },
  { title: 'Anmeldung dauert', facts: ['Gruppenrichtlinie „Laufwerke“ braucht 90 Sekunden'] },
  { title: 'Lenteur du poste', messages: ['Le disque est à 100 % dès l’ouverture de session'] },
  { title: 'شاشة سوداء', messages: ['الطابعة لا تعمل بعد التحديث'] },
  { title: 'Факсы', messages: ['Принтер не печатает из 1С'] },
  { title: 'Laptop overheats', messages: ['Fan is full of dust', 'Fan was cleaned with compressed air'] },
  { title: 'Licence missing', facts: ['Tenant has 24 Business Premium seats, all assigned'] },
  { title: 'Clock is wrong', replies: ['`w32tm /query /status` names **Local CMOS Clock** as its source.'] },
  { title: 'Door camera', client: 'Tailspin Toys', facts: ['PoE budget of the switch is used up'] },
  { title: 'Slow logon', messages: ['Roaming profile has 14 GB, mostly OneDrive cache'] },
]

async function tell({ title, client, facts = [], messages = [], replies = [] }: Case): Promise<string> {
  const ben = who.ctxFor('ben')
  const { id } = await createSession(ben, {
    intake_type: 'free_text',
    intake_content: title,
    ...(client ? { client_name: client } : {}),
  })
  for (const text of facts) await addFact(ben, id, { text, status: 'confirmed', known: 'told' })
  for (const content of messages) await say(id, content)
  for (const reply of replies) await say(id, 'And now?', reply)
  return id
}

async function say(id: string, content: string, reply = 'Noted.') {
  model.next({ reply })
  await ask(who.ctxFor('ben'), id, { content })
  await world.background.settled()
}

const list = (q: string, name: 'ada' | 'ben' | 'zed' = 'ben', more = {}) =>
  listSessions(who.ctxFor(name), { limit: 50, q, ...more })
const found = async (q: string) => (await list(q)).items.map(({ title }) => title)

describe('the wanted case is among the first three', () => {
  test.each([
    ['mesh wi-fi', 'VPN drops at home'],
    ['weekend', 'VPN drops at home'],
    ['fabrikam mesh', 'VPN drops at home'],
    ['mesh', 'Mesh node drops scanners'],
    ['mesh', 'VPN drops at home'],
    ['mesh', 'Softphone registers twice'],
    ['dhcp addresses', 'Softphone registers twice'],
    ['toner', 'Front desk printer, blank pages'],
    ['printer cartridge', 'Front desk printer, blank pages'],
    ['spf', 'Mail to Gmail bounces'],
    ['gmail lookups', 'Mail to Gmail bounces'],
    ['0x8004010f', 'Outlook asks again and again'],
    ['outlook profile anew', 'Outlook asks again and again'],
    ['KB5034441', 'Teams without sound'],
    ['realtek', 'Teams without sound'],
    ['vss writer', 'Backup stops at night'],
    ['sqlserverwriter', 'Backup stops at night'],
    ['srv-file02', 'Share not reachable'],
    ['woodgrove ping', 'Share not reachable'],
    ['SMB1', 'Scanner to folder'],
    ['druckerwarteschlange', 'Drucker meldet Fehler'],
    ['DRUCKERWARTE spooler', 'Drucker meldet Fehler'],
    ['gruppenrichtlinie laufwerke', 'Anmeldung dauert'],
    ['hangt', 'Drucker meldet Fehler'],
    ['disque ouverture', 'Lenteur du poste'],
    ['الطابعة', 'شاشة سوداء'],
    ['принтер печат', 'Факсы'],
    ['fan dust', 'Laptop overheats'],
    ['premium seats', 'Licence missing'],
    ['w32tm cmos', 'Clock is wrong'],
    ['poe switch', 'Door camera'],
    ['roaming onedrive', 'Slow logon'],
  ])('%s: %s', async (q, title) => {
    expect((await found(q)).slice(0, 3)).toContain(title)
  })
})

test('names come before facts and facts before messages, page by page and each once', async () => {
  const order = ['Mesh node drops scanners', 'VPN drops at home', 'Softphone registers twice']
  expect(await found('mesh')).toEqual(order)
  const titles: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list('mesh', 'ben', { limit: 1, ...(cursor ? { cursor } : {}) })
    titles.push(...page.items.map(({ title }) => title))
    cursor = page.next_cursor
  }
  expect(titles).toEqual(order)
  expect(await found('mesh DHCP')).toEqual(['Softphone registers twice'])
})

test('a case tells what it was found by, where its names do not', async () => {
  const said = async (q: string) => (await list(q)).items.map(({ said }) => said)
  expect(await said('mesh')).toEqual([
    null,
    { place: 'fact', text: 'New mesh since the weekend; 12% over Wi-Fi' },
    { place: 'message', text: 'Both mesh units hand out addresses by DHCP' },
  ])
  expect(await said('cmos')).toEqual([
    { place: 'message', text: 'w32tm /query /status names Local CMOS Clock as its source.' },
  ])
  // the newer of two that fit alike, the one that fits better before it
  expect(await said('fan')).toMatchObject([{ text: 'Fan was cleaned with compressed air' }])
  expect(await said('fan dust')).toMatchObject([{ text: 'Fan is full of dust' }])
})

test('a long text is shown from shortly before the first word, in 160 characters', async () => {
  await tell({ title: 'Long log', messages: [`${'before '.repeat(80)}xylophone ${'after '.repeat(80)}`] })
  await readSaidWords(world)
  const [item] = (await list('xylophone')).items
  expect(item?.said?.text).toMatch(/^…(before )+xylophone (after )+.*…$/)
  expect(item?.said?.text.length).toBeLessThanOrEqual(162)
})

test('a fact is found as it reads now, and no longer once it is removed', async () => {
  const ben = who.ctxFor('ben')
  const { id } = await createSession(ben, { intake_type: 'free_text', intake_content: 'Kiosk' })
  const made = await addFact(ben, id, { text: 'Zebra label printer', status: 'confirmed', known: 'told' })
  await readSaidWords(world)
  expect(await found('zebra')).toEqual(['Kiosk'])
  await changeFact(ben, id, made.id, { revision: made.revision, text: 'Brother label printer' })
  await readSaidWords(world)
  expect(await found('zebra')).toEqual([])
  expect(await found('kiosk brother')).toEqual(['Kiosk'])
  await removeFact(ben, id, made.id)
  await readSaidWords(world)
  expect(await found('brother')).toEqual([])
  await changeTriage(ben, id, { client_name: 'Northwind' })
  await addFact(ben, id, { text: 'Gasket torn', status: 'confirmed', known: 'told' })
  await readSaidWords(world)
  expect(await found('northwind gasket')).toEqual(['Kiosk'])
})

test('no secret is found or shown, nor what was told as one elsewhere in the case', async () => {
  const id = await tell({
    title: 'Cannot sign in',
    facts: ['User typed Zugspitze2962! with caps lock on'],
    messages: ['Her password is Zugspitze2962! and the keyboard is Swiss'],
  })
  await readSaidWords(world)
  expect(await found('keyboard swiss')).toEqual(['Cannot sign in'])
  for (const q of ['zugspitze2962', 'zugspitze', 'Zugspitze2962!']) expect(await found(q)).toEqual([])
  const words = await world.db.admin<{ word: string }[]>`select word from said_words where session_id = ${id}`
  expect(words.map(({ word }) => word)).toContain('swiss')
  expect(words.filter(({ word }) => word.includes('2962') || word.includes('zugspitze'))).toEqual([])
  const [item] = (await list('keyboard')).items
  expect(item?.said?.text).toContain('[redacted password]')
  expect(item?.said?.text).not.toContain('Zugspitze')
})

test('of messages the newest 400 words count, of two letters to forty', async () => {
  const many = Array.from({ length: 500 }, (_, n) => `word${n}x`).join(' ')
  const id = await tell({ title: 'Much was said', messages: [many, `newest a ${'q'.repeat(41)}`] })
  await readSaidWords(world)
  const words = (
    await world.db.admin<{ word: string }[]>`
      select word from said_words where session_id = ${id} and depth = 2
      except select word from said_words where session_id = ${id} and depth = 1`
  ).map(({ word }) => word)
  expect(words).toHaveLength(400)
  expect(words).toContain('newest')
  expect(words).toContain('word0x')
  expect(words).not.toContain('word499x')
  expect(words.filter((word) => word.length < 2 || word.length > 40)).toEqual([])
})

test.each([
  ['one letter', 'm'],
  ['signs of patterns', '%_\\'],
  ['a quote', "' or 1=1 --"],
  ['no letter at all', '— … !'],
])('what may be typed is answered: %s', async (_what, q) => {
  const { items } = await list(q)
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
})

test('a cursor of another list is refused', async () => {
  const { items } = await list('mesh')
  for (const cursor of [items[0]?.id, '3.x', `7.${items[0]?.id}`])
    await expect(list('mesh', 'ben', { cursor })).rejects.toMatchObject({ code: 'malformed' })
  await expect(
    listSessions(who.ctxFor('ben'), { limit: 5, cursor: `0.${items[0]?.id}` }),
  ).rejects.toMatchObject({ code: 'malformed' })
})

test('another account finds nothing of it', async () => {
  expect((await list('mesh', 'zed')).items).toEqual([])
})

test('cases that were there before are read by and by, the newest change first, and none twice', async () => {
  await world.db.admin`delete from said_words`
  await world.db.admin`update ai_sessions set words_version = 0`
  const [{ count = 0 } = {}] = await world.db.admin<{ count: number }[]>`
    select count(*)::int as count from ai_sessions`
  const aborted = AbortSignal.abort()
  expect(await readSaidWords(world, aborted)).toBe(0)
  expect(await readSaidWords(world)).toBe(count)
  expect(await readSaidWords(world)).toBe(0)
  expect(await found('toner')).toEqual(['Front desk printer, blank pages'])
})
