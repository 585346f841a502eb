import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeAt, stepAt } from '../server/sign-in/totp.ts'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { fullPage, signedInPage } from './full-page.ts'
import { type Stage, startDemo } from './stage.ts'
import { type Visit, visit, watched } from './visit.ts'

const words = 'seven brown owls'
let stage: Stage
let browser: Browser
let ada: Visit
let dora: Visit
let link = ''
let secret = ''

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ada = await visit(browser)
  dora = await visit(browser, { colorScheme: 'light' })
})
beforeEach(() => watched(() => [ada, dora]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const people = (page: Page) => page.getByRole('region', { name: 'People' })
const row = (page: Page, name: string) => people(page).getByRole('listitem', { name })
const ownSignIn = (page: Page) => page.getByRole('region', { name: 'Your sign-in' })
const choose = async (
  page: Page,
  name: string,
  item: string,
  role: 'menuitem' | 'menuitemradio' = 'menuitem',
) => {
  await row(page, name)
    .getByRole('button', { name: `Change ${name}` })
    .click()
  await page.getByRole(role, { name: item }).click()
}

test('Ada invites Dora and is shown the link once', async () => {
  await signedInPage(ada.page, stage, 'ada@acme.example', '/app/settings')
  const room = people(ada.page)
  await room.getByRole('button', { name: 'Invite somebody' }).click()
  const form = room.getByRole('form', { name: 'Invite somebody' })
  await form.getByLabel('Name', { exact: true }).fill('Dora Sand')
  await form.getByLabel('E-mail', { exact: true }).fill('ben@acme.example')
  await form.getByRole('button', { name: 'Invite' }).click()
  await form.getByRole('alert').getByText('This address belongs to somebody').waitFor()
  await form.getByLabel('E-mail', { exact: true }).fill('dora@acme.example')
  await form.getByRole('button', { name: 'Invite' }).click()
  link = await room.getByLabel('Link for Dora Sand').inputValue()
  expect(link).toMatch(/\/app\/password#[\w-]{43}$/)
  await row(ada.page, 'Dora Sand').getByText('invited, link works until').waitFor()
  expect(await violationsIn(ada.page.mainFrame())).toEqual([])
})

test('Dora chooses a password, which takes the secret out of the address, and is in', async () => {
  const { page } = dora
  await page.goto(link)
  await page.getByRole('heading', { name: 'Welcome to FlowPilot, Dora' }).waitFor()
  expect(page.url()).toBe(`${stage.app}/app/password`)
  expect(await violationsIn(page.mainFrame())).toEqual([])
  await page.getByLabel('Password', { exact: true }).fill('Password1234')
  await page.getByLabel('Once more', { exact: true }).fill('Password1235')
  await page.keyboard.press('Enter')
  await page.getByText('This is not the same password.').waitFor()
  await page.getByLabel('Once more', { exact: true }).fill('Password1234')
  await page.keyboard.press('Enter')
  await page.getByText('stands in lists of stolen ones').waitFor()
  await page.getByLabel('Password', { exact: true }).fill(words)
  await page.getByLabel('Once more', { exact: true }).fill(words)
  await page.keyboard.press('Enter')
  await fullPage(page, stage).cases.getByText('Dora Sand').waitFor()
  const late = await browser.newPage()
  await late.goto(link)
  await late.getByRole('alert').getByText('This link was used already.').waitFor()
  await late.close()
  // Ada's page has nothing left to pass on
  await people(ada.page).getByLabel('Link for Dora Sand').waitFor({ state: 'detached' })
})

test('Dora turns a second factor on, and its code is asked at the next sign-in', async () => {
  const { page } = dora
  const full = fullPage(page, stage)
  await full.open('/app/settings')
  const room = ownSignIn(page)
  await room.getByRole('button', { name: 'Turn on' }).click()
  await room.getByLabel('Your password', { exact: true }).fill(words)
  await page.keyboard.press('Enter')
  await room.getByRole('img', { name: /QR code/ }).waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])
  secret = (await room.locator('.select-all').innerText()).replaceAll(' ', '')
  await room.getByLabel('Code', { exact: true }).fill('000000')
  await page.keyboard.press('Enter')
  await room.getByText('That code does not match').waitFor()
  await room.getByLabel('Code', { exact: true }).fill(codeAt(secret, stepAt(Date.now())))
  await page.keyboard.press('Enter')
  await room.getByRole('region', { name: 'Recovery codes' }).waitFor()
  const codes = await room
    .getByRole('region', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allInnerTexts()
  expect(codes).toHaveLength(10)
  await room.getByRole('button', { name: 'I have kept them' }).click()
  await room.getByText('10 recovery codes left').waitFor()

  await full.menu('Sign out')
  await full.signIn('dora@acme.example', words)
  await page.getByRole('heading', { name: 'Type your code' }).waitFor()
  expect(await violationsIn(page.mainFrame())).toEqual([])
  await page.getByLabel('Code', { exact: true }).fill(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await full.cases.getByText('Dora Sand').waitFor()
})

test('Ada makes her a viewer and takes it back; switched off she is out at once', async () => {
  const { page } = ada
  await choose(page, 'Dora Sand', 'Viewer', 'menuitemradio')
  await row(page, 'Dora Sand').getByText('Viewer').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await row(page, 'Dora Sand').getByText('Engineer').waitFor()

  await choose(page, 'Dora Sand', 'Switch off…')
  const sure = row(page, 'Dora Sand').getByRole('group', { name: 'Switch off: Dora Sand' })
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keep')
  await page.keyboard.press('Enter')
  await sure.waitFor({ state: 'detached' })
  await choose(page, 'Dora Sand', 'Switch off…')
  await sure.getByRole('button', { name: 'Switch off' }).click()
  await row(page, 'Dora Sand').getByText('switched off').waitFor()
  await fullPage(dora.page, stage).signInButton.waitFor()
})

test('at 360 px Settings are as wide as the screen, with several sign-ins open', async () => {
  const before = ada.page.viewportSize()
  await ada.page.setViewportSize({ width: 360, height: 800 })
  await ownSignIn(ada.page).getByRole('listitem').first().waitFor()
  const wider = await ada.page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((one) => getComputedStyle(one).overflowY === 'auto' && one.scrollWidth > one.clientWidth)
      .map((one) => `${one.className}: ${one.scrollWidth} in ${one.clientWidth}`),
  )
  expect(wider).toEqual([])
  if (before) await ada.page.setViewportSize(before)
})
