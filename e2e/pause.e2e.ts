import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** Ben sets a case aside in the pod, whose browser then dies, and goes on in a tab of another one. */
let stage: Stage
let browser: Browser
let podBrowser: Browser
let ben: Visit
let tab: Visit
let page: Cockpit

beforeAll(async () => {
  ;[stage, browser, podBrowser] = await Promise.all([startDemo(), launchBrowser(), launchBrowser()])
  ;[ben, tab] = await Promise.all([visit(podBrowser), visit(browser)])
})
beforeEach(() => watched(() => [tab]))
afterAll(async () => {
  await Promise.all([podBrowser?.close(), browser?.close()])
  await stage?.stop()
})

test('paused in the pod, taken back by a key, paused again by a command', async () => {
  const pod = cockpit((await openTicket(ben.page, stage, '48291')).pod)
  await pod.start.click()
  await pod.question.waitFor()
  await pod.room.getByRole('button', { name: 'Pause', exact: true }).click()
  await pod.paused.waitFor()
  await pod.question.click()
  await ben.page.keyboard.press('Control+z')
  await pod.paused.waitFor({ state: 'detached' })
  await pod.message.fill('/pause')
  await pod.message.press('Enter')
  await pod.paused.waitFor()
  await pod.message.fill('Half a thought')
  await pod.room.getByText('Case paused by Ben Okafor').first().waitFor()
  expect(ben.troubles).toEqual([])
})

test('its browser dies; in a tab the case lies as it was, readable, with one way on', async () => {
  await podBrowser.close()
  const full = await signedInPage(tab.page, stage, 'ben@acme.example')
  await full.cases
    .getByRole('link', { name: /Mail from outside not arriving/ })
    .filter({ hasText: 'paused' })
    .click()
  page = cockpit(tab.page)
  await page.paused.waitFor()
  await page.question.waitFor()
  expect(await tab.page.locator('main .btn-primary').allInnerTexts()).toEqual(['Resume'])
  await page.resume.click()
  await page.paused.waitFor({ state: 'detached' })
  await full.cases.getByRole('link', { name: /Mail from outside not arriving.*your turn/ }).waitFor()
})

test('an answer resumes what was paused', async () => {
  await tab.page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.paused.waitFor()
  await page.answer(await page.firstReply())
  await page.paused.waitFor({ state: 'detached' })
  await tab.page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  expect(tab.troubles).toEqual([])
})
