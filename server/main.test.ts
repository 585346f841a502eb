import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from './accounts/create-account.ts'
import { environmentWith } from './config.ts'
import { freePort } from './serve.ts'
import { hashPassword } from './sign-in/password.ts'
import { createTestDatabase, type TestDatabase } from './testing/database.ts'

let db: TestDatabase
let secrets: Record<string, string>
beforeAll(async () => {
  db = await createTestDatabase()
  secrets = { SECRET_KEYS: `t:${Buffer.alloc(32, 7).toString('base64')}` }
  await createAccount(
    { db },
    {
      key: 'acme',
      name: 'Acme MSP',
      people: [
        {
          name: 'Ben Okafor',
          email: 'ben@acme.example',
          role: 'engineer',
          password_hash: await hashPassword('pw', { N: 1024, r: 8, p: 1 }),
        },
      ],
    },
  )
})
const children = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await db?.stop()
})

function start(settings: Record<string, string>) {
  const env = environmentWith({
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    DATABASE_URL: db.url,
    ...secrets,
    ...settings,
  })
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      children.delete(child)
      resolve(code)
    }),
  )
  return { child, ended, said: () => said }
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error('the server did not become ready')
}

const signIn = async (url: string) => {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email: 'ben@acme.example', password: 'pw' })
  const answer = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body })
  return ((await answer.json()) as { access_token: string }).access_token
}

test('two servers on one database take each other’s tokens; SIGTERM ends streams and the process, cleanly', async () => {
  const [one, two] = [await freePort('127.0.0.1'), await freePort('127.0.0.1')]
  const urls = [`http://127.0.0.1:${one}`, `http://127.0.0.1:${two}`] as const
  const first = start({ PORT: String(one) })
  const second = start({ PORT: String(two) })
  await Promise.all(urls.map(ready))
  const authorization = `Bearer ${await signIn(urls[0])}`
  expect((await fetch(`${urls[1]}/api/v1/me`, { headers: { authorization } })).status).toBe(200)

  const stream = await fetch(`${urls[0]}/api/v1/events`, { headers: { authorization } })
  const reader = stream.body?.getReader()
  await reader?.read()
  first.child.kill('SIGTERM')
  expect((await reader?.read())?.done).toBe(true)
  expect(await first.ended).toBe(0)
  await expect(fetch(`${urls[0]}/healthz`)).rejects.toThrow()

  expect((await fetch(`${urls[1]}/api/v1/me`, { headers: { authorization } })).status).toBe(200)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
  const lines = first
    .said()
    .split('\n')
    .filter((line) => line.includes('"msg":"request"'))
  expect(lines.some((line) => line.includes('"route":"/api/v1/auth/login"'))).toBe(true)
  expect(first.said()).not.toContain('ben@acme.example')
  expect(first.said()).not.toContain(authorization.slice(7))
}, 90_000)

test('wrong settings are named all at once, without their values', async () => {
  const { ended, said } = start({
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    SECRET_KEYS: 'k:hunter2',
    DATABASE_URL: 'mysql://root:hunter2@db',
  })
  expect(await ended).toBe(2)
  for (const name of ['PORT', 'LOG_LEVEL', 'SECRET_KEYS', 'DATABASE_URL'])
    expect(said()).toContain(`  ${name}: `)
  expect(said()).not.toContain('hunter2')
})

test('production says what it requires', async () => {
  const { ended, said } = start({ NODE_ENV: 'production', SECRET_KEYS: '', PUBLIC_URL: '' })
  expect(await ended).toBe(2)
  expect(said()).toContain('SECRET_KEYS: required with NODE_ENV=production')
  expect(said()).toContain('PUBLIC_URL: required with NODE_ENV=production')
})

test('a port in use is said in a sentence', async () => {
  const holder = createServer()
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
  )
  const busy = start({ PORT: String(port) })
  expect(await busy.ended).toBe(1)
  expect(busy.said()).toContain(`Port ${port} is in use by another program.`)
  expect(busy.said()).not.toMatch(/ {4}at |Warning/)
  holder.close()
})
