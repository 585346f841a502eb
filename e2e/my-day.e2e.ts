import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { visit, watched } from './visit.ts'

let stage: Stage
let browser: Browser
beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

test('what Ben did stands in his day; he writes down two calls and posts them, by keys', async () => {
  const ben = await visit(browser, { colorScheme: 'light' })
  watched(() => [ben], 'go')
  const { page } = ben
  const full = await signedInPage(page, stage, 'ben@acme.example')
  await full.fromTicket.click()
  await full.search.fill('48297')
  await full.choice('48297').click()
  await full.start.click()
  await cockpit(page).question.waitFor()
  await full.cases.getByRole('link', { name: 'My day' }).press('Enter')
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('checkbox') })
  await rows.filter({ hasText: '#48297' }).waitFor()

  // a day on which the simulator has nothing
  await full.open(`/app/day?date=${longAgo()}`)
  await page.getByText('Nothing recorded on this day').waitFor()
  await writeDown(page, '10:00', '10:20', '48283', 'Call with Sam Ortiz')
  await writeDown(page, '10:30', '10:45', '48291', 'Call with the provider')
  expect(await violationsIn(page.mainFrame())).toEqual([])
  await page.getByRole('button', { name: /change #48283/ }).press('Enter')
  await page.keyboard.press('s')
  await rows.filter({ hasText: '10:10 to 10:20' }).waitFor()
  await page.keyboard.press('m')
  await rows.filter({ hasText: '10:00 to 10:20' }).waitFor()

  await page.getByLabel('Work type of all that have none').selectOption('Remote support')
  await page.getByRole('button', { name: /^Post 2 entries/ }).waitFor()
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => page.getByText(/^Posted \d+$/).count()).toBe(2)
  expect(ben.troubles).toEqual([])
})

async function writeDown(page: Page, from: string, to: string, ticket: string, note: string) {
  await page.keyboard.press('a')
  const form = page.getByRole('form', { name: 'Add a call' })
  await form.getByLabel('From').fill(from)
  await form.getByLabel('To', { exact: true }).fill(to)
  await form.getByLabel('Ticket number').fill(ticket)
  await form.getByLabel('Internal note').fill(note)
  await form.getByRole('button', { name: 'Add', exact: true }).press('Enter')
  await page.getByRole('listitem').filter({ hasText: note }).waitFor()
}

const longAgo = () => new Date(Date.now() - 40 * 24 * 3600_000).toISOString().slice(0, 'YYYY-MM-DD'.length)
