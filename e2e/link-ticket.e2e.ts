import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { type FullPage, signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** A case begun in own words, tied to a ticket while it is under way. */
let stage: Stage
let browser: Browser
let ben: Visit
let full: FullPage
let page: Cockpit

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ben = await visit(browser)
  full = await signedInPage(ben.page, stage, 'ben@acme.example')
  page = cockpit(ben.page)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const sheet = (name: string) => ben.page.getByRole('dialog', { name, exact: true })

test('/ticket finds one and links it; FlowPilot says whose it is', async () => {
  await full.inOwnWords.click()
  await full.problem.fill('The printer on the second floor is dark')
  await full.start.click()
  await page.question.waitFor()
  await page.message.fill('/ticket')
  await page.message.press('Enter')
  await full.search.fill('48297')
  await full.choice('48297').click()
  await sheet('Link a ticket').getByRole('button', { name: 'Link ticket #48297' }).click()
  await page.log.getByText(/Ticket #48297 linked by Ben Okafor/).waitFor()
  await page.log.getByText(/I have read ticket 48297 of Contoso Dental/).waitFor()
  await page.field('Client').filter({ hasText: 'Contoso Dental' }).waitFor()
})

test('the sheet tells of the ticket, and the ticket’s own screen has the case', async () => {
  await sheet('Ticket').getByRole('article', { name: 'Ticket #48297' }).waitFor()
  await sheet('Ticket')
    .getByText(/^Read /)
    .waitFor()
  const other = await visit(browser)
  watched(() => [other], 'go')
  const pod = cockpit((await openTicket(other.page, stage, '48297')).pod)
  await pod.log.getByText(/Ticket #48297 linked by Ben Okafor/).waitFor()
  await pod.room.getByRole('button', { name: 'About ticket #48297' }).click()
  await pod.room.getByRole('article', { name: 'Ticket #48297' }).waitFor()
  expect(await pod.room.getByRole('button', { name: 'Another ticket' }).count()).toBe(0)
  await pod.room.getByRole('button', { name: 'Refresh from ConnectWise' }).last().click()
  await page.log.getByText(/Ticket #48297 read again/).waitFor()
})

test('unlinked, the case stays and its ticket is free', async () => {
  await sheet('Ticket').getByRole('button', { name: 'Unlink…' }).click()
  await sheet('Ticket').getByRole('button', { name: 'Unlink', exact: true }).click()
  await page.log.getByText('Ticket #48297 unlinked by Ben Okafor').waitFor()
  await sheet('Link a ticket').waitFor()
  await ben.page.keyboard.press('Escape')
  await ben.page.getByRole('button', { name: 'Link a ticket' }).waitFor()
  expect(ben.troubles).toEqual([])
})
