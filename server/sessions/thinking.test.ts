import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '../../shared/contracts/sessions.ts'
import { createPlaybook } from '../model/playbook/app.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { framesOf, streamOf } from '../testing/strict-stream.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const playbook = createPlaybook({ paceMs: 0 })
/** The offline model's answer behind a block of thinking. */
const thinkingModel: typeof fetch = async (url, init) => {
  const said = await playbook.request(String(url), init)
  const frames = framesOf(await said.text(), { signature: 'signature', tokens: 40 }, 12_000)
  const stream = streamOf(frames, { thinks_ms: 500, ping_ms: 1, gone: init?.signal ?? undefined })
  return new Response(stream, { headers: said.headers })
}

let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: thinkingModel })
  who = await people(world)
})
afterAll(() => world?.stop())

test('the reader hears that the model thinks before the first text; its thinking is kept with its origin', async () => {
  const ben = requests(world, who).as('ben')
  const made = await ben('POST', '/ai-sessions', { intake_type: 'free_text', intake_content: 'VPN drops' })
  const { id } = made.body as Session
  const { text } = await ben('POST', `/ai-sessions/${id}/messages`, { content: '' })
  const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name, data]) => [name, data])
  expect(events.filter(([name]) => name === 'thinking')).toEqual([['thinking', '{}']])
  const names = events.map(([name]) => name)
  expect(names.indexOf('thinking')).toBeLessThan(names.indexOf('reply'))
  const turns = await world.db.admin<Record<string, unknown>[]>`
    select role, kind, model, length(prompt_hash) as hash, content::text like '%"thinking"%' as thinks
    from model_turns where session_id = ${id} order by seq`
  const ours = { kind: null, model: null, hash: null, thinks: false }
  expect(turns).toEqual([
    { role: 'user', ...ours },
    { role: 'assistant', ...ours },
    { role: 'user', ...ours },
    { role: 'assistant', kind: 'anthropic', model: 'claude-sonnet-5-5', hash: 32, thinks: true },
  ])
})
