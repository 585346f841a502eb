import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

/** Ten secrets in forms that stand in tickets; a summary, notes of a client and of colleagues. */
const planted = {
  'Juniper-Kettle83': 'password: Juniper-Kettle83',
  'Basalt!Falke27': 'Das neue Kennwort lautet Basalt!Falke27',
  '730418': 'The MFA code she got is 730418',
  heronblue55: 'Guest Wi-Fi key: heronblue55',
  'Cobalt#Rain91': 'net user ann Cobalt#Rain91 /domain',
  Walnut7Gate: '<table><tr><td>Passwort</td><td>Walnut7Gate</td></tr></table>',
  '4111 1111 1111 1111': 'She paid with 4111 1111 1111 1111 for the licence',
  'Quartz~Lane44': 'log in as svc-scan using Quartz~Lane44',
  'Opal-Reed62': 'username;password\nsvc-backup;Opal-Reed62',
  'Tin!Maple38': 'use Tin!Maple38 as the password for the NAS',
}
const secrets = Object.keys(planted)
const [first = '', ...others] = Object.values(planted)

const model = createStrictModel()
let world: TestWorld
let who: People
let box: Outbox
let as: ReturnType<typeof requests>['as']
const ticket = '48308'

async function psa(method: string, path: string, body: unknown): Promise<void> {
  const answer = await world.simulator.fetch(
    `http://127.0.0.1:8788/v4_6_release/apis/3.0/service/tickets/${ticket}${path}`,
    {
      method,
      headers: {
        authorization: `Basic ${Buffer.from('acme+demo-public:demo-private').toString('base64')}`,
        clientid: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    },
  )
  expect(answer.status).toBeLessThan(300)
}

beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { POST_UNDO_SECONDS: '0' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  as = requests(world, who).as
  await psa('PATCH', '', [{ op: 'replace', path: 'summary', value: `Scanner cannot sign in, ${first}` }])
  for (const text of others)
    await psa('POST', '/notes', { text, detailDescriptionFlag: true, processNotifications: false })
})
afterAll(() => world?.stop())

/** Every row of every table that holds what was read, told, written or posted, by table. */
async function rowsOfEverything(): Promise<Map<string, string>> {
  const tables = await world.db.admin<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`
  const all = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await world.db.admin`select to_jsonb(t)::text as row from ${world.db.admin(name)} t`
    all.set(name, rows.map(({ row }) => row).join('\n'))
  }
  return all
}
const tablesWith = (rows: Map<string, string>, secret: string) =>
  [...rows].filter(([, text]) => text.includes(secret)).map(([name]) => name)

test('secrets of a ticket reach neither the model nor the database nor the note', async () => {
  const ben = as('ben')
  const begun = await ben('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticket })
  const at = `/ai-sessions/${(begun.body as { id: string }).id}`
  const typed = 'Birch?Canoe19'
  for (const content of ['', `I reset it, the password is now ${typed}`, 'since this morning', 'all users'])
    expect((await ben('POST', `${at}/messages`, { content })).status).toBe(200)
  await ben('POST', `${at}/refresh-ticket`)
  await ben('POST', `${at}/messages`, { content: 'read again' })
  const update = (await ben('POST', `${at}/status-update`, { audience: 'client_update', length: 'detailed' }))
    .body as Update
  const made = await ben('POST', `${at}/updates/${update.update_id}/post`, { intent_key: randomUUID() })
  const { id, tag } = made.body as Post
  await box.until(id, 'verified', 'posted')
  await world.background.settled()

  const sent = JSON.stringify(model.bodies)
  const rows = await rowsOfEverything()
  const note = box.notesWith(tag).map(({ text }) => text)
  expect(note).toHaveLength(1)
  expect(rows.get('ticket_snapshots')).toContain('[redacted password]')
  expect(rows.get('model_turns')).toContain('[redacted password]')
  for (const secret of secrets) {
    expect([secret, sent.includes(secret), note[0]?.includes(secret)]).toEqual([secret, false, false])
    expect([secret, tablesWith(rows, secret)]).toEqual([secret, []])
  }
  // The engineer's own words stay as they were typed in the log of the case, and nowhere else.
  expect(sent).not.toContain(typed)
  expect(tablesWith(rows, typed)).toEqual(['ai_session_steps'])
}, 60_000)
