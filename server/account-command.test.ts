import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from './accounts/create-account.ts'
import { environmentWith } from './config.ts'
import { demoPassword } from './demo-people.ts'
import { refuseDemoPeople } from './refuse-demo.ts'
import { hashPassword } from './sign-in/password.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'
import { type People, people } from './testing/people.ts'
import { requests } from './testing/request.ts'
import { createTestWorld, type TestWorld } from './testing/world.ts'

let db: TestDatabase
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
/** The command waits for a server that may be starting: meanwhile the other tests run. */
let away: ReturnType<typeof account>
beforeAll(async () => {
  db = await createTestDatabase()
  away = account(['list'], { DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/none' })
  world = await createTestWorld({ database: db, settings: { LOGINS_PER_ADDRESS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
})
afterAll(async () => {
  await world?.stop()
  await db?.stop()
})

/** `npm run account -- …`, as an operator types it. */
async function account(args: string[], settings: Record<string, string> = {}) {
  const env = environmentWith({ NODE_ENV: 'test', PUBLIC_URL: 'https://flowpilot.msp.example', ...settings })
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/account-command.ts', ...args], {
    env: { DATABASE_URL: db.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, said }
}
const dora = ['--email', 'dora@dunes.example', '--owner', 'Dora Sand']
const tokenIn = (said: string) => /\/app\/password#([\w-]{43})\n/.exec(said)?.[1] ?? ''

test('an account is made, its owner chooses a password with the printed link and is in', async () => {
  const made = await account(['create', '--key', 'dunes', '--name', 'Dunes IT', ...dora])
  expect(made.code).toBe(0)
  expect(made.said).toContain('Account dunes is there.')
  expect(made.said).toContain('https://flowpilot.msp.example/app/password#')
  const password = 'seven brown owls'
  const set = await api.signedOut('POST', '/auth/password', { token: tokenIn(made.said), password })
  expect(set.status).toBe(204)
  const answer = await api.signedOut('POST', '/auth/login', { email: 'dora@dunes.example', password })
  expect(answer.body).toMatchObject({ user: { name: 'Dora Sand', role: 'owner' } })

  const again = await account(['invite', '--key', 'dunes', ...dora])
  expect((await api.signedOut('POST', '/auth/link', { token: tokenIn(again.said) })).body).toMatchObject({
    purpose: 'reset',
    account: 'Dunes IT',
  })
  const second = ['--email', 'dirk@dunes.example', '--owner', 'Dirk Sand']
  const invited = await account(['invite', '--key', 'dunes', ...second])
  expect((await api.signedOut('POST', '/auth/link', { token: tokenIn(invited.said) })).body).toMatchObject({
    purpose: 'invitation',
    name: 'Dirk Sand',
  })
  const { said } = await account(['list'])
  expect(said).toContain(
    'dunes                Dunes IT, 2 people; owner dirk@dunes.example, dora@dunes.example',
  )
  expect(said).toContain('acme                 Acme MSP, 4 people; owner ada@acme.example')
}, 60_000)

test.each<[string, string[], number, RegExp]>([
  ['nothing', [], 2, /npm run account -- create/],
  ['an unknown option', ['list', '--all'], 2, /npm run account -- list/],
  [
    'no owner',
    ['create', '--key', 'north', '--name', 'North'],
    2,
    /--owner: is missing\n {2}--email: is missing/,
  ],
  ['a key that is none', ['create', '--key', 'N W', '--name', 'North', ...dora], 2, /--key: Lower-case/],
  [
    'a key that is taken',
    ['create', '--key', 'acme', '--name', 'Acme', '--email', 'x@north.example', '--owner', 'X'],
    1,
    /account with this key already/,
  ],
  [
    'an address of another account',
    ['create', '--key', 'north', '--name', 'North', '--email', 'zed@zedit.example', '--owner', 'Z'],
    1,
    /belongs to somebody/,
  ],
  [
    'an engineer',
    ['invite', '--key', 'acme', '--email', 'ben@acme.example', '--owner', 'Ben'],
    1,
    /ben@acme.example is engineer of this account already/,
  ],
  ['no such account', ['invite', '--key', 'nowhere', ...dora], 1, /There is no account nowhere/],
])('%s is answered with a sentence', async (_, args, code, says) => {
  const done = await account(args)
  expect(done).toMatchObject({ code, said: expect.stringMatching(says) })
  expect(done.said).not.toContain('    at ')
})

test('a refused address leaves no account behind', async () => {
  expect((await account(['list'])).said).not.toContain('north')
})

test('the embedded data folder serves as well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-account-'))
  const embedded = { DATABASE_URL: '', DATA_DIR: folder }
  expect((await account(['list'], embedded)).said).toBe('There is no account yet.\n')
  expect((await account(['create', '--key', 'dunes', '--name', 'Dunes IT', ...dora], embedded)).code).toBe(0)
  expect((await account(['list'], embedded)).said).toContain('1 person; owner dora@dunes.example')
  await rm(folder, { recursive: true, force: true })
}, 90_000)

test('production refuses the demo’s people until they are retired or have passwords of their own', async () => {
  const production = () => refuseDemoPeople({ NODE_ENV: 'production' }, db.system)
  await expect(production()).resolves.toBeUndefined()
  await createAccount(
    { db },
    {
      key: 'demo',
      name: 'Demo',
      people: [
        {
          name: 'Eva',
          email: 'eva@demo.example',
          role: 'owner',
          password_hash: await hashPassword(demoPassword),
          demo: true,
        },
        {
          name: 'Finn',
          email: 'finn@demo.example',
          role: 'viewer',
          password_hash: await hashPassword(demoPassword),
          demo: true,
        },
      ],
    },
  )
  await expect(production()).rejects.toMatchObject({
    code: 'demo_people',
    message: expect.stringMatching(/eva@demo.example, finn@demo.example.*npm run account -- retire-demo/),
  })
  await expect(refuseDemoPeople({ NODE_ENV: 'development' }, db.system)).resolves.toBeUndefined()

  const signedIn = await api.signedOut('POST', '/auth/login', {
    email: 'eva@demo.example',
    password: demoPassword,
  })
  const { access_token } = signedIn.body as { access_token: string }
  const headers = { authorization: `Bearer ${access_token}` }
  const change = { current: demoPassword, password: 'seven brown owls' }
  expect((await api.signedOut('POST', '/me/password', change, headers)).status).toBe(204)
  await expect(production()).rejects.toMatchObject({ message: expect.not.stringContaining('eva@') })
  expect((await account(['retire-demo'])).said).toBe('Switched off of the demo’s people: 1.\n')
  await expect(production()).resolves.toBeUndefined()
  expect((await account(['retire-demo'])).said).toContain('Nobody of the demo')
}, 60_000)

test('a database that cannot be reached and a setting that is none are said, without their values', async () => {
  const { code, said } = await away
  expect(code).toBe(1)
  expect(said).not.toMatch(/hunter2| {4}at /)
  const wrong = await account(['list'], { DATABASE_URL: 'mysql://root:hunter2@db' })
  expect(wrong.said).toMatch(/DATABASE_URL: postgres/)
  expect(wrong.said).not.toContain('hunter2')
}, 60_000)
