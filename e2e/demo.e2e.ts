import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Post } from '../shared/contracts/posts.ts'
import type { SessionDetail } from '../shared/contracts/sessions.ts'
import { apiAt, clickPost, draftUpdate, postIn, signIn, workedCase } from './api.ts'
import { emptyDatabase } from './postgres.ts'
import { notesOf, notesTagged } from './simulator.ts'
import { freePort, restartDemo, type Stage, startDemo, startProcess, startServer } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startDemo()
})
afterAll(() => stage?.stop())

/** What a program printed that was to refuse its start. */
function refusal(program: string, env: Record<string, string>): Promise<string> {
  const began = startProcess(['--import', 'tsx', program], 'is ready', env)
  return began.then(
    async (running) => {
      await running.stop()
      return 'It started.'
    },
    (error: unknown) => String(error),
  )
}

test('the demo prints its addresses, its people and the model', () => {
  const said = stage.output()
  expect(said).toContain(`${stage.simulator}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=48291`)
  expect(said).toContain(`${stage.app}/app`)
  for (const name of ['ada', 'ben', 'cleo', 'vera']) expect(said).toContain(`${name}@acme.example`)
  expect(said).toContain('Offline model')
  expect(said.trimEnd()).toMatch(/FlowPilot demo is ready$/)
})

test('a second server on the same data is refused with a sentence, and the first goes on', async () => {
  const said = await refusal('server/main.ts', {
    NODE_ENV: 'test',
    PORT: await freePort(),
    DATA_DIR: stage.settings.DATA_DIR ?? '',
  })
  expect(said).toMatch(/another FlowPilot server|already/i)
  expect(said).not.toContain('    at ')
  expect((await fetch(`${stage.app}/readyz`)).status).toBe(200)
})

test('wrong settings are named all at once, without their values', async () => {
  const said = await refusal('server/demo.ts', {
    PORT: 'eighty',
    POST_SETTLE_SECONDS: 'soon',
    DATABASE_URL: 'mysql://root:hunter2@db',
  })
  for (const name of ['PORT', 'POST_SETTLE_SECONDS', 'DATABASE_URL']) expect(said).toContain(`  ${name}: `)
  expect(said).not.toContain('hunter2')
  expect(said).not.toContain('    at ')
})

test('after kill -9 it comes up again with its cases, its tickets and its posts', async () => {
  const ben = await signIn(stage.app, 'ben@acme.example')
  const { id } = await workedCase(ben, '48291')
  const post = await clickPost(ben, await draftUpdate(ben, id), id)
  await postIn(ben, post.id, 'verified')
  const before = await ben.get<SessionDetail>(`/ai-sessions/${id}`)
  const notes = await notesOf(stage.simulator, '48291')

  await stage.kill()
  await expect(fetch(`${stage.app}/healthz`)).rejects.toThrow()
  stage = await restartDemo(stage)

  const again = await signIn(stage.app, 'ben@acme.example')
  const after = await again.get<SessionDetail>(`/ai-sessions/${id}`)
  const { steps, tasks, questions, facts, state_version } = before
  expect(after).toMatchObject({ steps, tasks, questions, facts, state_version })
  expect(await notesOf(stage.simulator, '48291')).toEqual(notes)
  expect(await again.get<Post>(`/posts/${post.id}`)).toMatchObject({ state: 'verified', psa_id: post.psa_id })
})

test('an empty PostgreSQL by DATABASE_URL serves two processes side by side', async () => {
  const database = await emptyDatabase()
  const settings = {
    DATABASE_URL: database.url,
    SECRET_KEYS: `e2e:${randomBytes(32).toString('base64')}`,
  }
  const first = await startDemo(settings)
  const second = await startServer(settings)
  try {
    const ben = await signIn(first.app, 'ben@acme.example')
    const { id } = await workedCase(ben, '48288')
    const benAtSecond = apiAt(second.app, ben.token)
    expect(await benAtSecond.get<SessionDetail>(`/ai-sessions/${id}`)).toMatchObject({
      client_name: 'Fabrikam Law',
      exchanges: 2,
    })
    const update = await draftUpdate(benAtSecond, id)
    const posts = await Promise.all([ben, benAtSecond].map((api) => clickPost(api, update, id)))
    const { tag } = await postIn(ben, posts[0]?.id ?? '', 'verified')
    expect(await notesTagged(first.simulator, '48288', tag ?? '')).toBe(1)
    const cleo = await signIn(second.app, 'cleo@acme.example')
    expect(await cleo.get<SessionDetail>(`/ai-sessions/${id}`)).toMatchObject({ handler_name: 'Ben Okafor' })
  } finally {
    await second.stop()
    await first.stop()
    await database.drop()
  }
})

test('the contract is served, with every route of it described', async () => {
  const response = await fetch(`${stage.app}/openapi.json`)
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, { summary?: string }>>
  }
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({ route: `${method} ${path}`, summary })),
  )
  expect(routes.length).toBeGreaterThan(40)
  expect(routes.filter(({ summary }) => !summary)).toEqual([])
})
