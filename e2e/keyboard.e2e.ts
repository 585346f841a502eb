import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Cockpit, cockpit, readingTime } from './cockpit.ts'
import { armingTime, type ShareSheet, shareSheet } from './share-sheet.ts'
import { notesOf } from './simulator.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

const ticketId = '48291'

let stage: Stage
let browser: Browser
let ben: Visit
let pod: Cockpit
let sheet: ShareSheet
const press = (key: string) => ben.page.keyboard.press(key)

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  ben = await visit(browser)
  const screen = await openTicket(ben.page, stage, ticketId)
  pod = cockpit(screen.pod)
  sheet = shareSheet(screen.pod)
})
beforeEach(() => watched(() => [ben]))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
})

const palette = () => pod.room.getByRole('dialog', { name: 'Command palette' })
const box = () => palette().getByRole('combobox')
const choose = async (words: string) => {
  await press('Control+k')
  await box().fill(words)
  await press('Enter')
  await palette().waitFor({ state: 'detached' })
}
const commands = () => pod.room.getByRole('listbox', { name: 'Commands' })

test('Enter starts the case, a number answers, Mod+Z takes the answer back', async () => {
  await pod.start.waitFor()
  // into the pod, without a press on anything in it
  await pod.room.locator('h1').first().click()
  await press('Enter')
  await pod.question.waitFor()
  const asked = await pod.question.innerText()
  await readingTime()
  await pod.asks.focus()
  await press('1')
  await pod.askedOn(asked)
  await pod.question.waitFor()
  await pod.room.getByRole('button', { name: 'Send', exact: true }).waitFor()
  await press('Control+z')
  await pod.asks.filter({ hasText: asked }).waitFor()
})

test('a letter typed into the message box stays a letter, and its own undo stays the box’s', async () => {
  await pod.message.fill('')
  await pod.message.press('u')
  expect(await pod.message.inputValue()).toBe('u')
  expect(await sheet.sheet.isVisible()).toBe(false)
  await pod.message.press('Control+z')
  expect(await pod.message.inputValue()).toBe('')
})

test('a slash lists the commands; one that is none is kept, and goes out only as it is', async () => {
  await pod.message.pressSequentially('/fa')
  await commands()
    .getByRole('option', { name: /\/fact/ })
    .waitFor()
  await press('Tab')
  expect(await pod.message.inputValue()).toBe('/fact ')
  await pod.message.pressSequentially('The backup of the mail server ran at 02:00')
  await press('Enter')
  await pod.facts.filter({ hasText: 'The backup of the mail server ran at 02:00' }).waitFor()
  expect(await pod.message.inputValue()).toBe('')

  await pod.message.fill('/etc/hosts has an old entry')
  await press('Enter')
  await pod.room.getByText('“/etc/hosts” is no command.').waitFor()
  expect(await pod.message.inputValue()).toBe('/etc/hosts has an old entry')
  await pod.room.getByRole('button', { name: 'Send as it is' }).press('Enter')
  await pod.log.getByText('/etc/hosts has an old entry').first().waitFor()
  await pod.room.getByRole('button', { name: 'Send', exact: true }).waitFor()
})

test('Share Update from the palette; Mod+Z takes the post back while it waits, then it is posted', async () => {
  const before = (await notesOf(stage.simulator, ticketId)).length
  await choose('share client')
  await sheet.sheet.waitFor()
  await press('Enter')
  await sheet.regenerate.waitFor()
  await sheet.postForClient.and(pod.room.locator(':not([aria-disabled])')).waitFor()
  await armingTime()
  await press('Control+Shift+Enter')
  await sheet.undo.waitFor()
  await press('Control+z')
  await sheet.undo.waitFor({ state: 'detached' })
  await sheet.postForClient.and(pod.room.locator(':not([aria-disabled])')).waitFor()
  expect((await notesOf(stage.simulator, ticketId)).length).toBe(before)
  await armingTime()
  await press('Control+Shift+Enter')
  await sheet.posted.waitFor()
  expect((await notesOf(stage.simulator, ticketId)).length).toBe(before + 1)
  await press('Escape')
  await sheet.sheet.waitFor({ state: 'detached' })
})

test('the keys of the screen stand in a list of their own, which has the keys while it is open', async () => {
  await pod.asks.focus().catch(() => {})
  await press('?')
  const list = pod.room.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await list.getByText('Share Update').first().waitFor()
  await press('u')
  expect(await sheet.sheet.isVisible()).toBe(false)
  await press('Escape')
  await list.waitFor({ state: 'detached' })
  expect(ben.troubles).toEqual([])
})
