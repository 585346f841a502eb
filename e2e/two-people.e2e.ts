import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../shared/contracts/sessions.ts'
import { type Api, signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit, readingTime } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** Ben in the pod of the ticket, Cleo on the full page, both on one case. */
let stage: Stage
let browser: Browser
let ben: Visit
let cleo: Visit
let bensPod: Cockpit
let cleosPage: Cockpit
let api: Api
let caseId: string

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ;[ben, cleo, api] = await Promise.all([
    visit(browser),
    visit(browser),
    signIn(stage.app, 'ben@acme.example'),
  ])
  bensPod = cockpit((await openTicket(ben.page, stage, '48291')).pod)
  await bensPod.start.click()
  await bensPod.question.waitFor()
  const { items } = await api.get<{ items: Session[] }>('/ai-sessions?ticket_id=48291')
  caseId = items[0]?.id ?? ''
  const page = await signedInPage(cleo.page, stage, 'cleo@acme.example')
  await page.cases.getByRole('link', { name: /Mail from outside not arriving/ }).click()
  cleosPage = cockpit(cleo.page)
  await cleosPage.question.waitFor()
})
beforeEach(() => watched(() => [ben, cleo]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

test('an answer in the pod is on the full page, with its steps and facts', async () => {
  await bensPod.answer('Yes, too wide')
  const next = await bensPod.question.innerText()
  await cleosPage.question.filter({ hasText: next }).waitFor()
  await cleosPage.facts.filter({ hasText: 'A transport rule matches normal mail' }).waitFor()
  await cleosPage.log.getByText('ben', { exact: true }).waitFor()
})

test('each sees the other in the head of the case, and that somebody types, never what', async () => {
  await bensPod.present.getByText('Also in this case: Cleo Marchetti is reading').waitFor()
  await cleosPage.present.getByText('Also in this case: Ben Okafor is reading').waitFor()
  await bensPod.message.pressSequentially('The rule')
  await cleosPage.present.getByText('Ben is typing', { exact: true }).waitFor()
  await bensPod.message.fill('')
  await cleosPage.present.getByText('Ben reading', { exact: true }).waitFor()
})

test('what is changed on the full page is in the pod: header, step, fact', async () => {
  await cleosPage.setField('Device', 'CD-EDGE-01')
  await bensPod.field('Device').filter({ hasText: 'CD-EDGE-01' }).waitFor()
  await cleosPage.known.getByRole('button', { name: 'Add fact' }).click()
  await cleo.page.getByLabel('New fact').fill('The firewall was replaced on Tuesday')
  await cleo.page.getByLabel('New fact').press('Enter')
  await bensPod.facts.filter({ hasText: 'The firewall was replaced on Tuesday' }).waitFor()
  await cleosPage.steps.getByRole('checkbox').first().click()
  await bensPod.steps.getByRole('checkbox', { checked: true }).first().waitFor()
})

test('each has an own unsent text', async () => {
  await bensPod.message.fill('Ben thinks it is the rule')
  await cleosPage.message.fill('Cleo thinks it is the firewall')
  await ben.page.reload()
  await bensPod.question.waitFor()
  expect(await bensPod.message.inputValue()).toBe('Ben thinks it is the rule')
  expect(await cleosPage.message.inputValue()).toBe('Cleo thinks it is the firewall')
})

test('both answer the same question at once: one answer counts, nobody is stuck', async () => {
  const before = await bensPod.question.innerText()
  const reply = await bensPod.firstReply()
  await readingTime()
  // The faster answer takes the other's button away: that click may find nothing to press.
  const press = (who: typeof bensPod) =>
    who
      .quickReply(reply)
      .click({ timeout: 3000 })
      .catch(() => {})
  await Promise.all([press(bensPod), press(cleosPage)])
  await bensPod.question.filter({ hasNotText: before }).waitFor()
  await cleosPage.question.filter({ hasNotText: before }).waitFor()
  const detail = await api.get<SessionDetail>(`/ai-sessions/${caseId}`)
  expect(detail.questions.filter(({ state }) => state === 'open')).toHaveLength(1)
  expect(detail.steps.filter(({ content, kind }) => kind === 'message' && content === reply)).toHaveLength(1)
  expect([...ben.troubles, ...cleo.troubles]).toEqual([])
})

test('Vera reads the case and finds nothing to write with', async () => {
  const vera = await visit(browser)
  watched(() => [vera], 'go')
  await signedInPage(vera.page, stage, 'vera@acme.example', `/app/cases/${caseId}`)
  const page = cockpit(vera.page)
  await page.question.waitFor()
  await vera.page.getByText('You can read this case.').waitFor()
  await page.facts.filter({ hasText: 'The firewall was replaced on Tuesday' }).waitFor()
  expect(await page.message.count()).toBe(0)
  expect(await vera.page.getByRole('checkbox').count()).toBe(0)
  for (const name of ['Add fact', 'Add step', 'Done', 'Send'])
    expect(await vera.page.getByRole('button', { name, exact: true }).count()).toBe(0)
  const open = page.asks.getByRole('button')
  for (const one of await open.all()) expect(await one.getAttribute('aria-disabled')).toBe('true')
  const viewer = await signIn(stage.app, 'vera@acme.example')
  for (const path of ['messages', 'tasks', 'facts', 'status-update'])
    expect(await viewer.ask('POST', `/ai-sessions/${caseId}/${path}`, bodies[path])).toMatchObject({
      status: 403,
    })
})

const bodies: Record<string, unknown> = {
  messages: { content: 'x' },
  tasks: { text: 'x' },
  facts: { text: 'x' },
  'status-update': { audience: 'ticket_notes', length: 'quick' },
}

test('a fix that Ben applies is being verified on Cleo’s page too, and taken back it is not', async () => {
  await bensPod.fix.getByRole('button', { name: 'Apply' }).click()
  await cleosPage.fix.getByText('applied').waitFor()
  await cleo.page.reload()
  await cleosPage.fix.getByText('applied').waitFor()
  await bensPod.fix.getByRole('button', { name: 'Take back' }).click()
  await cleosPage.fix.getByRole('button', { name: 'Apply' }).waitFor()
})

test('Ben dismisses the fix while Cleo applies it: both see the same in the end', async () => {
  // Who is first may take the other's button away: that click may find nothing to press.
  const press = (who: typeof bensPod, name: string) =>
    who.fix
      .getByRole('button', { name })
      .click({ timeout: 3000 })
      .catch(() => {})
  await Promise.all([press(bensPod, 'Dismiss'), press(cleosPage, 'Apply')])
  // applied and then dismissed is allowed, the other way round is not
  const standsAlike = async () => {
    const { active_fix } = await api.get<SessionDetail>(`/ai-sessions/${caseId}`)
    const shown = await Promise.all(
      [bensPod, cleosPage].map(({ fix }) => (active_fix ? fix.getByText('applied') : fix).count()),
    )
    return (
      (active_fix === null || active_fix.applied_at !== null) &&
      shown.every((count) => count === (active_fix ? 1 : 0))
    )
  }
  await expect.poll(standsAlike).toBe(true)
  expect([...ben.troubles, ...cleo.troubles]).toEqual([])
})

test('Zed of another account sees the same as for a case that does not exist', async () => {
  const zed = await visit(browser)
  watched(() => [zed], 'go')
  const full = await signedInPage(zed.page, stage, 'zed@zedit.example', `/app/cases/${caseId}`)
  await zed.page.getByText('This does not exist, or not for you.').waitFor()
  const words = await zed.page.getByRole('main').innerText()
  await full.open(`/app/cases/${randomUUID()}`)
  await zed.page.getByText('This does not exist, or not for you.').waitFor()
  expect(await zed.page.getByRole('main').innerText()).toBe(words)
  expect(await full.cases.innerText()).not.toContain('Mail from outside')

  const stranger = await signIn(stage.app, 'zed@zedit.example')
  const [theirs, none] = await Promise.all(
    [caseId, randomUUID()].map((id) => stranger.ask<{ code: string }>('GET', `/ai-sessions/${id}`)),
  )
  expect([theirs?.status, theirs?.body.code]).toEqual([404, none?.body.code])
})
