import { type AddressInfo, createServer as createSocket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const PUBLIC_URL = 'https://fp.msp.example'
type Delivery = { from: string; to: string[]; data: string }
let base: TestWorld
let who: People
let server: SMTPServer
const delivered: Delivery[] = []
let refuses = false
beforeAll(async () => {
  base = await createTestWorld({ settings: { PUBLIC_URL } })
  who = await people(base)
  server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.username === 'flow' && auth.password === 'p w/d'
        ? done(null, { user: 'flow' })
        : done(new Error('no such user')),
    onRcptTo: (_address, _session, done) => (refuses ? done(new Error('mailbox unknown')) : done()),
    onData: (stream, session, done) => {
      let data = ''
      stream.on('data', (chunk: Buffer) => (data += chunk.toString()))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        delivered.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          data,
        })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await new Promise<void>((resolve) => server?.close(resolve))
  await base?.stop()
})
const worlds: TestWorld[] = []
afterEach(async () => {
  delivered.length = 0
  refuses = false
  for (const world of worlds.splice(0)) await world.stop()
})

const portOf = (at: { address(): unknown }) => (at.address() as AddressInfo).port
async function adaWith(SMTP_URL: string) {
  const settings = {
    SMTP_URL,
    MAIL_FROM: 'FlowPilot <flowpilot@msp.example>',
    PUBLIC_URL,
  }
  const world = await createTestWorld({ database: base.db, settings })
  worlds.push(world)
  return requests(world, who).as('ada')
}
const working = () => `smtp://flow:p%20w%2Fd@127.0.0.1:${portOf(server.server)}`
let count = 0
const newOne = (name = 'Dora Sand') => ({ name, email: `dora-${++count}@acme.example`, role: 'engineer' })
const plainText = (data: string) =>
  data
    .replace(/=\r?\n/g, '')
    .replaceAll('=3D', '=')
    .replaceAll('=23', '#')

test('an invitation goes to the person and is shown to nobody', async () => {
  const ada = await adaWith(working())
  const { status, body, text } = await ada('POST', '/accounts/me/people', newOne())
  expect(status).toBe(201)
  expect(body).toMatchObject({ link: { delivery: 'mailed', expires_at: expect.any(String) } })
  expect(text).not.toContain('/app/password')
  expect(delivered).toHaveLength(1)
  const [mail] = delivered
  expect(mail).toMatchObject({ from: 'flowpilot@msp.example', to: ['dora-1@acme.example'] })
  const words = plainText(mail?.data ?? '')
  expect(words).toContain('Subject: Ada Lindqvist invites you to FlowPilot')
  const token = /https:\/\/fp\.msp\.example\/app\/password#([\w-]{43})/.exec(words)?.[1] ?? ''
  const set = await requests(base, who).signedOut('POST', '/auth/password', {
    token,
    password: 'seven brown owls',
  })
  expect(set.status).toBe(204)
})

test('a reset is mailed as one', async () => {
  const ada = await adaWith(working())
  const { body } = await ada('POST', `/accounts/me/people/${who.of.ben.id}/reset`)
  expect(body).toMatchObject({ delivery: 'mailed' })
  expect(plainText(delivered[0]?.data ?? '')).toMatch(/within 2 hours/)
})

test('a name with line breaks becomes no header of its own', async () => {
  const ada = await adaWith(working())
  await base.db.admin`update users set name = ${'Ada\r\nBcc: eve@evil.example'} where id = ${who.of.ada.id}`
  await ada('POST', '/accounts/me/people', newOne('Dora\r\nBcc: eve@evil.example'))
  await base.db.admin`update users set name = 'Ada Lindqvist' where id = ${who.of.ada.id}`
  expect(delivered.map(({ to }) => to)).toEqual([[`dora-${count}@acme.example`]])
  expect(delivered[0]?.data.split('\r\n\r\n')[0]).not.toMatch(/^Bcc/im)
})

test.each<[string, () => Promise<string>]>([
  ['refuses the password', async () => working().replace('p%20w', 'q')],
  ['is away', async () => 'smtp://127.0.0.1:1'],
  [
    'refuses the address',
    async () => {
      refuses = true
      return working()
    },
  ],
])('where the mail server %s the act succeeds and the admin is shown the link', async (_, url) => {
  const ada = await adaWith(await url())
  const { status, body } = await ada('POST', '/accounts/me/people', newOne())
  expect(status).toBe(201)
  expect(body).toMatchObject({
    link: {
      delivery: 'shown',
      mail_failed: true,
      link: expect.stringMatching(/^https:\/\/fp\.msp\.example\/app\/password#/),
    },
  })
})

test('a mail server that says nothing is given up after seconds', async () => {
  const silent = createSocket(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const ada = await adaWith(`smtp://127.0.0.1:${portOf(silent)}`)
  const { body } = await ada('POST', '/accounts/me/people', newOne())
  expect(body).toMatchObject({ link: { delivery: 'shown', mail_failed: true } })
  silent.close()
}, 20_000)
