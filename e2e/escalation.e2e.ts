import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { notesOf } from './simulator.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** Ben hands a case on from the pod, Cleo takes it from her list, Ben sees that she has it. */
let stage: Stage
let browser: Browser
let ben: Visit
let cleo: Visit
let pod: Cockpit
const reason = 'Two rules touch the same mail.'

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ;[ben, cleo] = await Promise.all([visit(browser), visit(browser, { colorScheme: 'light' })])
})
beforeEach(() => watched(() => [ben, cleo]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const podFrame = () => ben.page.frame({ url: /\/pod\/[0-9a-f]{20}/ }) as Frame

test('Ben escalates by a command: the brief is there, and its note reaches the ticket', async () => {
  const screen = await openTicket(ben.page, stage, '48291')
  await screen.podWidth(380)
  pod = cockpit(screen.pod)
  await pod.start.click()
  await pod.question.waitFor()
  await pod.answer(await pod.firstReply())
  await pod.message.fill('/escalate')
  await pod.message.press('Enter')
  const sheet = pod.room.getByRole('dialog', { name: 'Escalate' })
  await sheet.getByRole('region', { name: 'Suggested next steps' }).waitFor()
  await sheet.getByText('full', { exact: true }).waitFor()
  expect(await violationsIn(podFrame())).toEqual([])
  await sheet.getByLabel('Reason').fill(reason)
  await sheet.getByLabel('Reason').press('Control+Enter')
  await sheet.getByText(/Posted .* as note/).waitFor()
  await sheet.getByRole('button', { name: 'Back to the case' }).click()
  await pod.room.getByText('Waits for somebody of the team').waitFor()
  expect(await violationsIn(podFrame())).toEqual([])
})

test('Cleo finds it among the escalations, reads the brief and picks it up by key', async () => {
  const { page } = cleo
  await signedInPage(page, stage, 'cleo@acme.example', '/app/escalations')
  const rows = page.getByRole('list', { name: 'Escalations' })
  await rows.getByRole('button', { name: /^Mail from outside/ }).click()
  await rows.getByText(`“${reason}”`).waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])
  await rows.getByRole('link', { name: 'Read the brief' }).click()
  const brief = page.getByRole('dialog', { name: 'Escalation from Ben Okafor' })
  await brief.getByRole('button', { name: 'Pick up and continue' }).waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])
  await page.keyboard.press('Control+Enter')
  await brief.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Suggested next steps' }).waitFor()
  await cockpit(page).question.waitFor()
})

test('Ben sees who has it; what Cleo marks in the brief stands there for him too', async () => {
  await pod.room.getByText('Picked up by Cleo', { exact: true }).waitFor()
  await pod.room.getByText(/^Cleo Marchetti works on this case/).waitFor()
  await cleo.page.getByRole('button', { name: 'Brief', exact: true }).click()
  const brief = cleo.page.getByRole('dialog', { name: 'Escalation from Ben Okafor' })
  await brief
    .getByRole('button', { name: /^Confirmed: / })
    .first()
    .waitFor()
  await cleo.page.keyboard.press('j')
  await cleo.page.keyboard.press('w')
  await brief.getByText(/1 of \d+ lines marked, 1 wrong/).waitFor()
  expect(await violationsIn(cleo.page.mainFrame())).toEqual([])
  await pod.room.getByRole('button', { name: 'Brief', exact: true }).click()
  await pod.room.getByRole('dialog', { name: 'Escalation from Ben Okafor' }).getByText('wrong').waitFor()
  await pod.room
    .getByRole('button', { name: 'Back to the case' })
    .or(pod.room.getByRole('button', { name: 'Close' }))
    .first()
    .click()
})

test('Cleo closes it by key: the note and her time stand in the ticket once each, with their numbers here', async () => {
  const { page } = cleo
  await page.keyboard.press('Escape')
  const notes = async () => (await notesOf(stage.simulator, '48291')).length
  const before = await notes()
  await page.getByRole('button', { name: 'Close Case' }).click()
  const sheet = page.getByRole('dialog', { name: 'Close Case' })
  await sheet.getByRole('checkbox', { name: /^Time entry/ }).check()
  await sheet.getByLabel('Work type').selectOption({ index: 1 })
  await sheet.getByLabel('Resolution').fill('The rule asks for its words in the subject alone.')
  await sheet.getByLabel('Resolution').press('Control+Enter')
  await sheet.getByText(/^Posted .* as note/).waitFor()
  await sheet.getByText(/^Posted .* as time entry/).waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])
  expect(await notes()).toBe(before + 1)
  await pod.room.getByText('This case is resolved').waitFor()
  await pod.room.getByRole('button', { name: 'Documentation' }).click()
  const closed = pod.room.getByRole('dialog', { name: 'Documentation' })
  await closed.getByText(/^Posted .* as time entry/).waitFor()
  expect(await violationsIn(podFrame())).toEqual([])
  expect([...ben.troubles, ...cleo.troubles]).toEqual([])
})
