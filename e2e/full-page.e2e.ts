import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit } from './cockpit.ts'
import { type FullPage, fullPage, signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { type Visit, visit, watched } from './visit.ts'

let stage: Stage
let browser: Browser
let ben: Visit
let full: FullPage
let room: Cockpit

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ben = await visit(browser, { colorScheme: 'light' })
  full = fullPage(ben.page, stage)
  room = cockpit(ben.page)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

test('a wrong password is said in a sentence, the right one opens the page', async () => {
  await full.open()
  await full.signIn('ben@acme.example', 'guessed')
  await ben.page.getByRole('alert').getByText('That e-mail and password do not match.').waitFor()
  expect(await full.email.inputValue()).toBe('ben@acme.example')
  await full.signIn('ben@acme.example')
  await full.cases.getByText('Ben Okafor').waitFor()
  await full.cases.getByText('Acme MSP').waitFor()
  await ben.page.getByRole('heading', { name: 'New Case' }).waitFor()
})

test('a case begins from a ticket found by words', async () => {
  await full.search.fill('vpn drops')
  await full.choice('48288').click()
  await ben.page.getByRole('article', { name: 'Ticket #48288' }).getByText('Fabrikam Law').waitFor()
  await full.start.click()
  await room.question.waitFor()
  expect(await room.field('Client').innerText()).toContain('Fabrikam Law')
  await full.cases.getByRole('link', { name: /VPN drops every few minutes/ }).waitFor()
})

test('the ticket list says whose case a ticket is; the row that Enter picks stays in view', async () => {
  const { page } = ben
  await full.newCase.click()
  await full.choice('48288').getByText('your case').waitFor()
  const before = await page.getByRole('option').count()
  for (let at = 0; at < before; at++) await full.search.press('ArrowDown')
  const isInView = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? ''
      const row = document.getElementById(id)
      const list = row?.parentElement?.getBoundingClientRect()
      const { top = 0, bottom = 0 } = row?.getBoundingClientRect() ?? {}
      return (
        list !== undefined &&
        row === row?.parentElement?.lastElementChild &&
        top >= list.top - 1 &&
        bottom <= list.bottom + 1
      )
    })
  await expect.poll(isInView).toBe(true)
  await page.getByRole('radio', { name: 'Mine' }).click()
  await expect.poll(() => page.getByRole('option').count()).toBeLessThan(before)
  await page.getByRole('radio', { name: 'All' }).click()
  await full.search.fill('48297')
  await full.search.press('Enter')
  await page.getByRole('article', { name: 'Ticket #48297' }).waitFor()
})

test('a case begins from own words, with client, device and category typed', async () => {
  await full.newCase.click()
  await full.inOwnWords.click()
  await full.problem.fill('Outlook does not receive any e-mail from outside since this morning')
  await ben.page.getByLabel('Client', { exact: true }).fill('Tailspin Toys')
  await ben.page.getByLabel('Device', { exact: true }).fill('TT-MAIL-01')
  await full.start.click()
  await room.question.waitFor()
  expect(await room.field('Client').innerText()).toContain('Tailspin Toys')
  expect(await room.field('Device').innerText()).toContain('TT-MAIL-01')
})

test('a reload, and a new tab, keep the sign-in and the case; the password was not kept by the page', async () => {
  const address = ben.page.url()
  expect(address).toMatch(/\/app\/cases\/[0-9a-f-]{36}$/)
  await ben.page.reload()
  await room.question.waitFor()
  const tab = await ben.page.context().newPage()
  await tab.goto(address)
  await cockpit(tab).question.waitFor()
  await tab.close()
  const kept = await ben.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toMatch(/flowpilot-demo|eyJ/)
})

test('a tab is named after its page and case; the heading has the focus after a change of page', async () => {
  const { page } = ben
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await full.cases.getByRole('link', { name: 'Posts' }).click()
  await page.getByRole('heading', { name: 'Posts', exact: true }).waitFor()
  await expect.poll(() => page.title()).toBe('Posts · FlowPilot')
  await expect.poll(focused).toBe('Posts')
  await full.cases.getByRole('link', { name: /VPN drops every few minutes/ }).click()
  await room.question.waitFor()
  await expect.poll(() => page.title()).toMatch(/^#48288 VPN drops every few minutes.* · FlowPilot$/)
  await expect.poll(focused).toMatch(/^VPN drops/)
})

test('a filter of the posts stands in the address, also after a reload', async () => {
  await full.open('/app/posts?state=done')
  await ben.page.getByRole('radio', { name: 'Done', checked: true }).waitFor()
  await ben.page.getByRole('radio', { name: 'Under way' }).click()
  await ben.page.waitForURL('**/app/posts?state=under_way')
  await ben.page.reload()
  await ben.page.getByRole('radio', { name: 'Under way', checked: true }).waitFor()
})

test('case history finds a case by words and state, and keeps what was asked in the address', async () => {
  const { page } = ben
  const list = page.getByRole('list', { name: 'Cases' })
  await full.cases.getByRole('link', { name: 'All cases' }).click()
  await list.getByRole('link', { name: /Outlook does not receive/ }).waitFor()
  await page.getByRole('searchbox').fill('vpn')
  await expect.poll(() => list.getByRole('link').count()).toBe(1)
  await page.waitForURL('**/app/history?q=vpn')
  await page.getByRole('radio', { name: 'Resolved' }).click()
  await page.getByRole('heading', { name: 'No case is like this' }).waitFor()
  await page.getByRole('button', { name: 'Show all cases' }).click()
  await list.getByRole('link', { name: /Outlook does not receive/ }).waitFor()
  await page.getByLabel('To', { exact: true }).fill('2020-01-31')
  await page.getByRole('heading', { name: 'No case is like this' }).waitFor()
  await page.waitForURL('**/app/history?to=2020-01-31')
  await page.getByLabel('From', { exact: true }).fill('2020-01-01')
  await page.getByLabel('To', { exact: true }).fill('')
  await page.waitForURL('**/app/history?from=2020-01-01')
  await page.getByRole('searchbox').fill('48288')
  await expect.poll(() => list.getByRole('link').count()).toBe(1)
  await expect.poll(() => list.locator('mark').allInnerTexts()).toEqual(['48288'])
  await list.getByRole('link').click()
  await room.question.waitFor()
  await page.goBack()
  expect(await page.getByRole('searchbox').inputValue()).toBe('48288')
})

test('an engineer finds settings to read; an owner tests the connection and sees each right', async () => {
  await full.open('/app/settings')
  await ben.page.getByText(`Connected to ${stage.simulator}`).waitFor()
  expect(await ben.page.getByRole('button', { name: 'Test connection' }).count()).toBe(0)

  const ada = await visit(browser)
  watched(() => [ada], 'go')
  await signedInPage(ada.page, stage, 'ada@acme.example', '/app/settings')
  await ada.page.getByRole('button', { name: 'Test connection' }).click()
  const report = ada.page.getByRole('region', { name: 'Result of the test' })
  await report.getByText('Connected, ConnectWise').waitFor()
  expect(await report.getByRole('listitem').count()).toBeGreaterThan(5)
  await ada.page.getByRole('button', { name: 'Change site or keys' }).click()
  await ada.page.getByRole('button', { name: /Keys and rights/ }).click()
  expect(await ada.page.getByLabel('Private key').inputValue()).toBe('')
  expect(await ada.page.content()).not.toContain('demo-private')
  expect(ada.troubles).toEqual([])
})

test('signing out ends it here and after a reload', async () => {
  await full.menu('Sign out')
  await full.signInButton.waitFor()
  await ben.page.reload()
  await full.signInButton.waitFor()
  expect(ben.troubles).toEqual([])
})
