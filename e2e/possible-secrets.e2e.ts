import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { violationsIn } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { armingTime, type ShareSheet, shareSheet } from './share-sheet.ts'
import { notesOf } from './simulator.ts'
import { type Stage, startDemo, until } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

/** A password and a code that somebody types into an update by hand. */
const ticketId = '48291'
const told = 'Hello Ann, your new password is Sunflower!27 and the code is 493021. It works again.'

let stage: Stage
let browser: Browser
let ben: Visit
let sheet: ShareSheet

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ben = await visit(browser)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const list = () => sheet.sheet.getByRole('region', { name: 'Possible secrets' })
const notes = async () => (await notesOf(stage.simulator, ticketId)).map(({ text }) => text)
const noViolation = async () =>
  expect(await violationsIn(ben.page.frame({ url: /\/pod\// }) as Frame)).toEqual([])

test('a case is worked until there is something to share', async () => {
  const screen = await openTicket(ben.page, stage, ticketId)
  const pod = cockpit(screen.pod)
  sheet = shareSheet(screen.pod)
  await pod.start.click()
  await pod.question.waitFor()
  await pod.answer('Yes, too wide')
  await pod.answer('Yes, just before')
  await pod.share.click()
  await sheet.sheet.waitFor()
})

test('a secret typed by hand is marked and stops the click for a client', async () => {
  await sheet.compose('Client', 'Quick')
  await sheet.edit(told)
  await list().getByText('2 possible secrets.').waitFor()
  expect(await sheet.sheet.locator('mark').allInnerTexts()).toEqual(['Sunflower!27', '493021'])
  expect(await sheet.postForClient.getAttribute('aria-disabled')).toBe('true')
  await sheet.sheet.getByText('2 possible secrets are open.').first().waitFor()
  await noViolation()
})

test('each is removed or let out, from the keyboard too', async () => {
  await list().getByRole('button', { name: 'Remove: code' }).focus()
  await ben.page.keyboard.press('Enter')
  await list().getByText('One possible secret.').waitFor()
  expect(await sheet.sheet.locator('mark').allInnerTexts()).toEqual(['Sunflower!27'])
  const letOut = list().getByRole('button', { name: 'Post it anyway: password' })
  await letOut.focus()
  await ben.page.keyboard.press('Enter')
  await list().getByText('The client will read it.').waitFor()
  expect(await letOut.getAttribute('aria-pressed')).toBe('true')
  await noViolation()
  await armingTime()
  await sheet.postForClient.click()
  await until(async () => (await notes()).some((text) => text.includes('Sunflower!27')))
  const [note = ''] = (await notes()).filter((text) => text.includes('Sunflower!27'))
  expect(note).toContain('your new password is Sunflower!27 and the code is. It works again.')
})

test('colleagues read a name in its place, as the draft showed it before the click', async () => {
  await sheet.reader('Ticket notes').click()
  await sheet.regenerate.waitFor()
  await sheet.postInternal.waitFor()
  await sheet.edit(told)
  await list()
    .getByText(/^Posted as the text shows/)
    .waitFor()
  expect(await sheet.sheet.locator('mark').allInnerTexts()).toEqual([
    '[redacted password]',
    '[redacted code]',
  ])
  await noViolation()
  await armingTime()
  await sheet.postInternal.click()
  await until(async () => (await notes()).some((text) => text.includes('[redacted password] and the code')))
})

test('what the ticket knows among us is marked and refused, reworded with one key and posted once', async () => {
  await sheet.reader('Client').click()
  // the one that was posted stands there
  await sheet.regenerate.click()
  const among =
    'Ada Lindqvist saw it on CD-EXCH02. Two more hours and they start calling all patients by phone.'
  await sheet.edit(`Hello Ann, the password is Walnut#Gate88. ${among} Mail arrives again.`)
  const open = sheet.sheet.getByRole('region', { name: 'To look at first' })
  await open.getByText('4 things to look at before the client reads this.').waitFor()
  expect(await sheet.postForClient.getAttribute('aria-disabled')).toBe('true')
  await noViolation()
  await open.getByRole('button', { name: 'Remove: password' }).click()
  await open.getByText('3 things to look at before the client reads this.').waitFor()
  await ben.page.keyboard.press('p')
  await open.getByText('2 things to look at before the client reads this.').waitFor()
  await ben.page.keyboard.press('p')
  await open.getByText('One thing to look at before the client reads this.').waitFor()
  await open.getByRole('button', { name: 'Remove: words of an internal note' }).click()
  await open.waitFor({ state: 'detached' })
  const before = (await notes()).length
  await armingTime()
  await sheet.postForClient.click()
  await until(async () => (await notes()).length === before + 1)
  const note = (await notes()).find((text) => text.includes('your mail server'))
  expect(note).toContain('A colleague saw it on your mail server. Mail arrives again.')
  expect(note).not.toMatch(/Walnut|EXCH02|Lindqvist|patients/)
})

test('what is typed in the last moment is shown before it is posted', async () => {
  await sheet.reader('Client').click()
  // the one that was posted stands there
  await sheet.regenerate.click()
  await sheet.sheet.getByRole('button', { name: 'Edit' }).click()
  const before = (await notes()).length
  await sheet.sheet.getByLabel('Text of the update').fill('password: Walnut#Gate88')
  await armingTime()
  await ben.page.keyboard.press('Control+Shift+Enter')
  await sheet.sheet.locator('mark', { hasText: 'Walnut#Gate88' }).waitFor()
  await list().getByText('One possible secret.').waitFor()
  expect(await notes()).toHaveLength(before)
})
