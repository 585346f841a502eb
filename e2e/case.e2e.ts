import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session } from '../shared/contracts/sessions.ts'
import { signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { armingTime, type ShareSheet, shareSheet } from './share-sheet.ts'
import { mailsOf, notesOf, type SimulatorNote } from './simulator.ts'
import { type Stage, startDemo, until } from './stage.ts'
import { openTicket, type TicketScreen } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

const ticketId = '48291'
/** From the click to the note in the ticket. */
const postLimitMs = 5_000

let stage: Stage
let browser: Browser
let ben: Visit
let screen: TicketScreen
let pod: Cockpit
let sheet: ShareSheet
let before: SimulatorNote[]

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ben = await visit(browser)
  before = await notesOf(stage.simulator, ticketId)
  screen = await openTicket(ben.page, stage, ticketId)
  pod = cockpit(screen.pod)
  sheet = shareSheet(screen.pod)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const newNotes = async () => {
  const known = new Set(before.map(({ id }) => id))
  return (await notesOf(stage.simulator, ticketId)).filter(({ id }) => !known.has(id))
}

test('in the ticket screen the pod is there, on this ticket, and one click starts the case', async () => {
  await pod.start.waitFor()
  expect(await pod.start.innerText()).toContain(`Start case with ticket #${ticketId}`)
  await screen.pod.getByText('Contoso Dental, Ann Reyes').waitFor()
  await screen.pod.getByText('Offline model').and(screen.pod.locator(':visible')).waitFor()
  await screen.pod.getByText('Live', { exact: true }).waitFor()
  await pod.start.click()
  await pod.question.waitFor()
  const cleo = await signIn(stage.app, 'cleo@acme.example')
  const { items } = await cleo.get<{ items: Session[] }>(`/ai-sessions?ticket_id=${ticketId}`)
  expect(items).toMatchObject([{ handler_name: 'Ben Okafor', status: 'active' }])
})

test('quick replies and own words lead on; steps, facts and header follow', async () => {
  expect(await pod.field('Client').innerText()).toContain('Contoso Dental')
  await pod.facts.filter({ hasText: 'Mail from outside does not arrive' }).waitFor()
  await pod.answer('Yes, too wide')
  await pod.facts.filter({ hasText: 'A transport rule matches normal mail' }).waitFor()

  await pod.say('Ann found the last mail from outside at 16:52 yesterday, nothing since')
  await pod.log.getByText('Ann found the last mail from outside at 16:52').waitFor()
  await until(async () => (await pod.log.getByText(/^fp$/).count()) >= 3)

  await pod.setField('Hypothesis', 'A transport rule rejects mail from outside')
  await pod.activeStep.getByRole('checkbox').click()
  await pod.steps.getByRole('checkbox', { checked: true }).first().waitFor()
})

test('Share Update, ticket notes, detailed: one internal note by Ben within five seconds', async () => {
  await pod.share.click()
  await sheet.compose('Ticket notes', 'Detailed')
  expect(await sheet.draft.innerText()).toMatch(/Status: [A-Z][\s\S]*Steps completed[\s\S]*Next steps/)
  expect(await sheet.internal.innerText()).toBe(`Internal note on #${ticketId}`)
  await sheet.sheet.getByText('Posted as Ben Okafor').waitFor()
  await armingTime()
  await sheet.postInternal.click()
  await until(async () => (await newNotes()).length > 0, postLimitMs)
  await sheet.posted.waitFor()

  const [note, ...more] = await newNotes()
  expect(more).toEqual([])
  expect(note).toMatchObject({
    author: 'ben',
    internalAnalysisFlag: true,
    detailDescriptionFlag: false,
    resolutionFlag: false,
  })
  expect(note?.text).toContain('A transport rule rejects mail from outside')
  expect(note?.text).toMatch(/\nref FP-[0-9A-Z]{10}$/)
  expect(await mailsOf(stage.simulator, ticketId)).toEqual([])
  expect(await sheet.posted.innerText()).toContain(`note ${note?.id}`)

  const shown = (await screen.notes('Internal')).and(ben.page.locator(`[data-note-id="${note?.id}"]`))
  await shown.waitFor()
  expect(await shown.innerText()).toContain('Ben Okafor')
})

test('a client update can be taken back, and posted it stands in the discussion', async () => {
  await sheet.reader('Client').click()
  await sheet.length('Quick').click()
  await sheet.postForClient.waitFor()
  await until(async () => (await sheet.length('Quick').getAttribute('aria-checked')) === 'true')
  await sheet.sheet.getByText('Contoso Dental can read this').waitFor()
  expect(await sheet.draft.innerText()).toContain('Ann')
  await armingTime()
  await sheet.postForClient.click()
  await sheet.undo.click()
  await sheet.postForClient.waitFor()
  const hasFocus = (button: Element) => button.ownerDocument.activeElement === button
  await expect.poll(() => sheet.postForClient.evaluate(hasFocus)).toBe(true)
  expect(await newNotes()).toHaveLength(1)

  await armingTime()
  await sheet.postForClient.click()
  await sheet.undo.waitFor()
  await sheet.posted.waitFor()
  const [note, ...more] = (await newNotes()).filter(({ internalAnalysisFlag }) => !internalAnalysisFlag)
  expect(more).toEqual([])
  expect(note).toMatchObject({ author: 'ben', detailDescriptionFlag: true })
  const shown = (await screen.notes('Discussion')).and(ben.page.locator(`[data-note-id="${note?.id}"]`))
  await shown.waitFor()
  await sheet.close()
})

test('the next ticket: the pod follows without a reload, and what was typed for the first is kept', async () => {
  await pod.message.fill('Half a thought about the transport rule')
  const podFrame = ben.page.frame({ url: /\/pod\/[0-9a-f]{20}/ })
  await podFrame?.evaluate(() => Object.assign(window, { stayed: true }))
  await screen.next()
  await pod.start.waitFor()
  expect(await pod.start.innerText()).not.toContain(ticketId)
  await screen.previous()
  await pod.question.waitFor()
  expect(await pod.message.inputValue()).toBe('Half a thought about the transport rule')
  expect(await podFrame?.evaluate(() => 'stayed' in window)).toBe(true)
})

test('after a reload everything is where it was', async () => {
  const question = await pod.question.innerText()
  const steps = await pod.steps.getByRole('listitem').allInnerTexts()
  const facts = await pod.facts.allInnerTexts()
  await ben.page.reload()
  await pod.question.filter({ hasText: question }).waitFor()
  expect(await pod.steps.getByRole('listitem').allInnerTexts()).toEqual(steps)
  expect(await pod.facts.allInnerTexts()).toEqual(facts)
  expect(await pod.field('Hypothesis').innerText()).toContain('A transport rule rejects mail from outside')
  expect(await pod.message.inputValue()).toBe('Half a thought about the transport rule')
  expect(ben.troubles).toEqual([])
})
