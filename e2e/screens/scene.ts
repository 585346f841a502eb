import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { cockpit } from '../cockpit.ts'
import { shareSheet } from '../share-sheet.ts'
import type { Stage } from '../stage.ts'
import { openTicket } from '../ticket-screen.ts'
import type { Album, Place, Theme } from './album.ts'

/** Some states that follow from one another, on a stage of their own. */
export type Scene = { name: string; play(album: Album): Promise<void> }

/** Wide: it ends a wait that hangs, and measures nothing. */
export const stepLimitMs = 90_000

/** A page of a person of their own. */
export async function newPage(browser: Browser, colorScheme: Theme = 'dark'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(stepLimitMs)
  return context.newPage()
}

/** At once: where another layout begins, an element does not stay to be waited for. */
export const scrollTo = (element: Locator) =>
  element.evaluate((one) => one.scrollIntoView({ block: 'nearest' }))

/** A browser for as long as `act` lasts. */
export async function withBrowser<T>(act: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchBrowser()
  try {
    return await act(browser)
  } finally {
    await browser.close()
  }
}

export type Seat = Awaited<ReturnType<typeof podSeat>>

/** A member in the ticket screen, and what stands in the pod beside the ticket. */
export async function podSeat(browser: Browser, stage: Stage, ticketId: string, member = 'Ben Okafor') {
  const page = await newPage(browser)
  const screen = await openTicket(page, stage, ticketId, member)
  return { ...seatOf(page), screen }
}

export function seatOf(page: Page) {
  const frame = page.frameLocator('iframe')
  const place: Place = { surface: 'pod', page }
  return { page, frame, place, room: cockpit(frame), share: shareSheet(frame) }
}

/** Holds every answer to this path until it is let go, so that what waits for it can be looked at. */
export async function holdAnswers(page: Page, path: RegExp): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(path, async (route) => {
    await held
    // whoever asked may have given up
    await route.continue().catch(() => undefined)
  })
  return letGo
}

/** Lets the answers to GETs of this path through with some of their values changed: states that no one can bring about yet. */
export async function answerWith(page: Page, path: string | RegExp, change: Record<string, unknown>) {
  await page.route(path, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const response = await route.fetch()
    const body = (await response.json()) as Record<string, unknown>
    await route.fulfill({ response, json: { ...body, ...change } })
  })
}
