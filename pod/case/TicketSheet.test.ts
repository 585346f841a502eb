import { signal } from '@preact/signals'
import { createElement } from 'preact'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createPostsModel } from '../posts/posts-model.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { showScreen } from '../testing/screen.ts'
import { createTurnModel } from '../turns/turn-model.ts'
import { TicketSheet } from './TicketSheet.tsx'
import { createChanges } from './undo.ts'

let world: TestWorld
let who: People
let pods: TestPods
let leave: () => void
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
})
afterAll(() => world?.stop())
afterEach(() => {
  leave()
  pods.leave()
})

async function openSheet(name: 'ben' | 'vera', session_id: string) {
  const { pod } = await pods.open(name)
  const session = createSessionModel(pod, session_id)
  const posts = createPostsModel(pod, session_id)
  const turn = createTurnModel(session, pod.drafts.of(`session-${session_id}`), pod)
  const screen = showScreen(pod, () =>
    createElement(TicketSheet, {
      session,
      posts,
      turn,
      changes: createChanges(() => 0),
      wish: signal(null),
      shape: 'tall',
      onShow: () => {},
      onPoint: () => {},
      onClose: () => {},
    }),
  )
  leave = () => {
    screen.leave()
    turn.dispose()
    posts.dispose()
    session.dispose()
  }
  return { session, text: screen.text }
}

test('a ticket that was never read is a number and a way to read it, then its card with its age', async () => {
  world.simulator.addFault({ kind: 'status', status: 503, match: {} })
  const { id } = await createSession(who.ctxFor('ben'), {
    intake_type: 'combined',
    psa_ticket_id: '48297',
    intake_content: 'The printer is dark',
  })
  world.simulator.clearFaults()
  const { session, text } = await openSheet('ben', id)
  await expect.poll(text).toMatch(/^Ticket#48297#48297 was not read yet\.Refresh/)
  await session.refreshTicket()
  await expect.poll(text).toMatch(/Contoso Dental.*Notes2, newest.*Read from ConnectWise at .*Refresh/)
})

test('a ticket without open neighbours says so', async () => {
  const { id } = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48315' })
  const { text } = await openSheet('ben', id)
  await expect.poll(text).toMatch(/This client has no other open ticket on this board\./)
})

test('who only reads has nothing to change it with', async () => {
  const { id } = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
  const { text } = await openSheet('vera', id)
  await expect.poll(text).toMatch(/Mail from outside not arriving.*Read from ConnectWise at /)
  expect(text()).not.toMatch(/Refresh|Another ticket|Unlink/)
})
