import type { Browser, Frame, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '../shared/contracts/sessions.ts'
import { signIn, workedCase } from './api.ts'
import { violationsIn, violationsInBothSchemes } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cockpit, readingTime } from './cockpit.ts'
import { fullPage, signedInPage } from './full-page.ts'
import { armingTime, shareSheet } from './share-sheet.ts'
import { clearFaults, notesOf, setFault } from './simulator.ts'
import { type Stage, startDemo, until } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
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

test('the pod of 380 px: no violation at the start, at work, or sharing', async () => {
  const ben = await visit(browser)
  watched(() => [ben], 'go')
  const screen = await openTicket(ben.page, stage, '48291')
  await screen.podWidth(380)
  const pod = cockpit(screen.pod)
  const sheet = shareSheet(screen.pod)
  await pod.start.waitFor()
  const frame = ben.page.frame({ url: /\/pod\/[0-9a-f]{20}/ }) as Frame
  const check = async () => expect(await violationsInBothSchemes(frame)).toEqual([])
  await check()

  await pod.start.click()
  for (let round = 0; round < 2; round++) {
    await pod.question.waitFor()
    await pod.answer(await pod.firstReply())
  }
  await pod.fix.waitFor()
  await check()

  await pod.share.click()
  await check()
  await sheet.compose('Ticket notes', 'Detailed')
  await sheet.sheet.getByText('Nobody is e-mailed.').waitFor()
  await check()
  await sheet.reader('Client').click()
  await sheet.postForClient.waitFor()
  await check()

  await ben.page.emulateMedia({ forcedColors: 'active' })
  expect(await inSystemColours(sheet.reader('Client'))).toMatchObject({ hasOutline: true })
  expect(await inSystemColours(sheet.reader('Ticket notes'))).toMatchObject({ hasOutline: false })
  await sheet.close()
  expect(await inSystemColours(pod.activeStep)).toMatchObject({ hasEdge: true })
  await pod.message.focus()
  expect(await inSystemColours(pod.message)).toMatchObject({ hasOutline: true })
})

/** What is drawn around a part, or at its edge, in the system's own colour of a selection. */
const inSystemColours = (part: Locator) =>
  part.evaluate((element) => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.cssText = 'forced-color-adjust: none; color: Highlight'
    const highlight = getComputedStyle(probe).color
    probe.remove()
    const edge = getComputedStyle(element, '::before')
    const { outlineColor, outlineStyle } = getComputedStyle(element)
    return {
      hasEdge: edge.width === '2px' && edge.backgroundColor === highlight,
      hasOutline: outlineStyle === 'solid' && outlineColor === highlight,
    }
  })

test('the full page of 1440 px: no violation from the sign-in to the settings', async () => {
  const ada = await visit(browser)
  watched(() => [ada], 'go')
  const full = fullPage(ada.page, stage)
  const room = cockpit(ada.page)
  const check = async () => expect(await violationsInBothSchemes(ada.page.mainFrame())).toEqual([])
  await full.open()
  await full.signInButton.waitFor()
  await check()
  await full.signIn('ada@acme.example')
  await full.choice('48288').waitFor()
  await full.search.press('ArrowDown')
  await check()
  await full.choice('48288').click()
  await full.start.or(ada.page.getByRole('button', { name: /^Open .*case$/ })).waitFor()
  await check()
  await full.start.or(ada.page.getByRole('button', { name: /^Open .*case$/ })).click()
  await room.question.waitFor()
  await check()
  await ada.page.keyboard.press('Control+k')
  await ada.page.getByRole('option', { name: 'Case history' }).waitFor()
  await check()
  await full.open('/app/history?q=vpn&from=2020-01-01')
  await ada.page.getByRole('list', { name: 'Cases' }).locator('mark').first().waitFor()
  await check()
  await full.open('/app/settings')
  await ada.page.getByRole('button', { name: 'Test connection' }).click()
  await ada.page.getByRole('region', { name: 'Result of the test' }).waitFor()
  const closing = ada.page.getByRole('region', { name: 'Closing and escalating' })
  await closing.getByRole('button', { name: /^Service Desk/ }).click()
  await closing.getByLabel('Status after resolve').waitFor()
  await check()
  await full.open('/app/connect')
  await ada.page.getByRole('button', { name: /Keys and rights/ }).click()
  await ada.page.getByRole('region', { name: 'Result of the test' }).waitFor()
  await check()
  await ada.page.getByRole('button', { name: /^4? ?Pod on/ }).click()
  await ada.page.getByRole('button', { name: 'Set it up by hand' }).click()
  await check()
})

test('the suggested fix, where I am needed and the flows: no violation, wide and in the width of a panel', async () => {
  const cleo = await visit(browser)
  watched(() => [cleo], 'go')
  const { page } = cleo
  const check = async () => expect(await violationsInBothSchemes(page.mainFrame())).toEqual([])
  const widths = async () => {
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await check()
    }
    await page.setViewportSize({ width: 1440, height: 800 })
  }
  const full = await signedInPage(page, stage, 'cleo@acme.example', '/app/needs')
  await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor()
  await check()
  const room = cockpit(page)
  const api = await signIn(stage.app, 'cleo@acme.example')
  const { items } = await api.get<{ items: Session[] }>('/ai-sessions?ticket_id=48291')
  await full.open(`/app/cases/${(items[0] ?? (await workedCase(api, '48291'))).id}`)
  await room.fix.waitFor()
  await widths()
  await full.open('/app?ticket=48279')
  await full.start.click()
  await room.question.waitFor()
  await full.open('/app/needs')
  await page
    .getByRole('main')
    .getByText(/^(Answer|Continue)$/)
    .first()
    .waitFor()
  await widths()
  await full.open('/app/flows')
  const flow = page.getByRole('main').getByRole('link').first()
  await flow.waitFor()
  await widths()
  await flow.click()
  await page.getByRole('heading', { name: 'Versions' }).waitFor()
  await widths()
})

test('a ticket typed by its number while ConnectWise is away: no violation', async () => {
  const ada = await visit(browser)
  watched(() => [ada], 'go')
  const full = fullPage(ada.page, stage)
  await full.open()
  await full.signIn('ada@acme.example')
  await full.choice('48288').waitFor()
  await setFault(stage.simulator, { kind: 'unreachable' })
  try {
    await full.search.fill('48289')
    await ada.page.getByRole('button', { name: 'Go on with #48289' }).waitFor()
    expect(await violationsIn(ada.page.mainFrame())).toEqual([])
    await full.search.press('Enter')
    await ada.page.getByLabel('Notes and details of the ticket').waitFor()
    expect(await violationsIn(ada.page.mainFrame())).toEqual([])
  } finally {
    await clearFaults(stage.simulator)
  }
})

test('with the keyboard alone: start, answer by a number key and in own words, share, post', async () => {
  const ben = await visit(browser)
  watched(() => [ben], 'go')
  const screen = await openTicket(ben.page, stage, '48297')
  const pod = cockpit(screen.pod)
  const sheet = shareSheet(screen.pod)
  const { keyboard } = ben.page
  const before = (await notesOf(stage.simulator, '48297')).length
  await pod.start.waitFor()
  await pod.start.focus()
  await keyboard.press('Enter')
  await pod.question.waitFor()
  const asked = await pod.question.innerText()
  await readingTime()
  await keyboard.press('1')
  await pod.askedOn(asked)
  await pod.message.focus()
  await keyboard.type('A blank page after every job since Monday')
  await keyboard.press('Enter')
  await until(async () => (await pod.share.getAttribute('aria-disabled')) !== 'true')
  await pod.message.focus()
  await keyboard.press('Escape')
  await keyboard.press('u')
  await sheet.sheet.waitFor()
  await keyboard.press('1')
  await keyboard.press('Enter')
  await sheet.postInternal.waitFor()
  await armingTime()
  await keyboard.press('Control+Enter')
  await sheet.posted.waitFor()
  await until(async () => (await notesOf(stage.simulator, '48297')).length === before + 1)
  await keyboard.press('Escape')
  await sheet.sheet.waitFor({ state: 'detached' })
  expect(await pod.share.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
  expect(ben.troubles).toEqual([])
})
