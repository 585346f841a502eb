import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandsOf } from '../flows/commands-of.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { type People, people } from '../testing/people.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addTask } from './add-task.ts'
import { ask } from './ask.ts'
import { createSession } from './create-session.ts'
import { sessionDetail } from './session-detail.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
})
afterAll(() => world?.stop())

const task = (text: string, command: string) => ({ text, detail: '', command, active: false })

test('a command says whether the model, the flow or an engineer wrote it', async () => {
  const ben = who.ctxFor('ben')
  const made = await createSession(ben, {
    intake_type: 'free_text',
    intake_content: 'The VPN drops every hour',
  })
  const vpn = shippedFlows().find(({ key }) => key === 'vpn')
  const [known = ''] = vpn ? commandsOf(vpn) : []
  expect(known).not.toBe('')
  const turn = async (...new_tasks: ReturnType<typeof task>[]) => {
    model.next({ new_tasks })
    await ask(ben, made.id, { content: 'And now?' }).then(
      (follow) =>
        new Promise<void>((resolve) =>
          follow(({ kind }) => (kind === 'done' || kind === 'error') && resolve()),
        ),
    )
    const { tasks } = await sessionDetail(ben, made.id)
    return Object.fromEntries(tasks.map(({ text, source }) => [text, source]))
  }
  await addTask(ben, made.id, { text: 'Mine', command: 'ipconfig /all' })
  expect(await turn(task('Own', 'Get-VpnConnection -Name Odd'), task('Known', known))).toEqual({
    Mine: 'engineer',
    Own: 'flowpilot',
    Known: 'flow',
  })
  // the same step with other words of the model is no step of the flow any more, and the other way round
  expect(await turn(task('Known', 'rm -rf /'), task('Own', known), task('Mine', 'rm -rf /'))).toEqual({
    Mine: 'engineer',
    Own: 'flow',
    Known: 'flowpilot',
  })
  const { tasks } = await sessionDetail(ben, made.id)
  expect(tasks.find(({ text }) => text === 'Mine')?.command).toBe('ipconfig /all')
}, 60_000)
