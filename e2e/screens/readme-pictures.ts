import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { type Cockpit, cockpit } from '../cockpit.ts'
import { signedInPage } from '../full-page.ts'
import { armingTime, shareSheet } from '../share-sheet.ts'
import { type Stage, startDemo } from '../stage.ts'
import { openTicket, type TicketScreen } from '../ticket-screen.ts'
import { newPage } from './scene.ts'
import { settled } from './settled.ts'

const podHeightPx = 760
type Keep = (name: string) => string

async function keep(page: Page, path: string): Promise<void> {
  await page.mouse.move(0, 0)
  for (const frame of page.frames()) await settled(frame)
  await page.screenshot({ path })
  console.log(path)
}

/** The pod's frame alone, 420 px wide, as high as a pod mostly is. */
async function keepPod({ page }: TicketScreen, path: string): Promise<void> {
  const frame = page.locator('iframe[title="FlowPilot"]')
  const { height = 0 } = (await frame.boundingBox()) ?? {}
  await page.setViewportSize({ width: 1440, height: Math.round(900 + podHeightPx - height) })
  await page.mouse.move(0, 0)
  for (const each of page.frames()) await settled(each)
  await frame.screenshot({ path })
  await page.setViewportSize({ width: 1440, height: 900 })
  console.log(path)
}

/** Ben comes to suspect a transport rule on #48291. */
async function workOn(room: Cockpit): Promise<void> {
  for (const words of ['Yes, too wide', 'Yes, just before']) await room.answer(words)
  await room.field('Hypothesis').filter({ hasText: 'A transport rule is too wide' }).waitFor()
}

async function takeAll(stage: Stage, browser: Browser, at: Keep): Promise<void> {
  const dark = await openTicket(await newPage(browser, 'dark'), stage, '48291')
  const pod = cockpit(dark.pod)
  await pod.start.click()
  await pod.question.waitFor()
  await workOn(pod)
  await keep(dark.page, at('ticket-dark'))
  await keepPod(dark, at('pod-dark'))

  const full = await signedInPage(await newPage(browser, 'dark'), stage, 'ben@acme.example')
  await full.cases.getByRole('link', { name: /Mail from outside/ }).click()
  await cockpit(full.page).question.waitFor()
  await keep(full.page, at('full-page'))

  const light = await openTicket(await newPage(browser, 'light'), stage, '48291')
  await cockpit(light.pod).question.waitFor()
  await keepPod(light, at('pod-light'))

  await pod.share.click()
  const sheet = shareSheet(dark.pod)
  await sheet.compose('Ticket notes', 'Detailed')
  await sheet.sheet.getByText('Nobody is e-mailed.').waitFor()
  await keepPod(dark, at('share-ticket-notes'))
  await armingTime()
  await sheet.postInternal.click()
  await sheet.posted.waitFor()
  await light.notes('Internal')
  await keep(light.page, at('ticket-light'))

  await cockpit(light.pod).share.click()
  const lightSheet = shareSheet(light.pod)
  await lightSheet.compose('Client', 'Detailed')
  await lightSheet.sheet.getByText('Contoso Dental can read this').waitFor()
  await keepPod(light, at('share-client'))
}

/** The README's screenshots, taken of the demo as it is. */
export async function takeReadmePictures(folder: string): Promise<void> {
  const [stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  try {
    await takeAll(stage, browser, (name) => join(folder, `${name}.png`))
  } finally {
    await browser.close()
    await stage.stop()
  }
}
