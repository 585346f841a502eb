import type { BrowserContext, Page } from 'playwright-core'
import type { browser } from 'wxt/browser'
import type { SessionDetail } from '../shared/contracts/sessions.ts'
import type { Api } from './api.ts'
import { cockpit } from './cockpit.ts'
import { fullPage } from './full-page.ts'
import { shareSheet } from './share-sheet.ts'
import { type Stage, until } from './stage.ts'

declare const chrome: typeof browser

export type PanelScreen = ReturnType<typeof panelScreen>

/** FlowPilot beside the tabs. */
export function panelScreen(page: Page) {
  const head = page.locator('header').first()
  const about = (ticketId: string) => head.filter({ hasText: `#${ticketId}` })
  const log = page.getByRole('log', { name: 'Conversation' })
  return {
    ...cockpit(page),
    page,
    sheet: shareSheet(page),
    signIn: page.getByRole('button', { name: 'Sign in' }),
    /** The ticket or case it is about. */
    head,
    about: (ticketId: string, timeout = 20_000) => about(ticketId).waitFor({ timeout }),
    notAbout: (ticketId: string, timeout = 20_000) => about(ticketId).waitFor({ state: 'detached', timeout }),
    /** The answer that is being written. */
    written: log.locator('[aria-busy="true"]').filter({ hasText: /\w/ }),
    newCase: page.getByRole('heading', { name: 'New Case' }),
    live: page.getByText('Live', { exact: true }),
    keep: page.getByRole('button', { name: 'Keep this case while I look around' }),
    otherTicket: page.getByText(/^This tab shows /),
    switchToTab: page.getByRole('button', { name: 'Switch', exact: true }),
    menu: async (item: string) => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: item }).click()
    },
  }
}

/** Presses Sign in and fills in the page of the server, which the browser shows in a window of its own. */
export async function signInAs(
  panel: PanelScreen,
  context: BrowserContext,
  stage: Pick<Stage, 'app'>,
  email: string,
): Promise<void> {
  const [shown] = await Promise.all([context.waitForEvent('page'), panel.signIn.click()])
  await fullPage(shown, stage).signIn(email)
  await panel.signIn.waitFor({ state: 'detached' })
}

/** Waits until the answer to these words is whole, on the server and then in the panel. */
export async function wholeAnswer(
  panel: PanelScreen,
  api: Api,
  sessionId: string,
  to: string,
): Promise<void> {
  let all: string[] = []
  await until(async () => {
    const { steps, turn_running } = await api.get<SessionDetail>(`/ai-sessions/${sessionId}`)
    const asked = steps.findIndex(({ content }) => content === to)
    const answers = steps.filter(({ author, kind }) => author === 'flowpilot' && kind === 'reply')
    all = answers.map(({ content }) => content)
    return asked >= 0 && !turn_running && steps.slice(asked).some((step) => answers.includes(step))
  })
  const last = all.at(-1) ?? ''
  const count = all.filter((each) => each === last).length
  await until(async () => (await panel.log.getByText(last, { exact: true }).count()) === count)
}

/** The options page, opened from the panel. */
export async function openOptions(panel: PanelScreen, context: BrowserContext) {
  const [page] = await Promise.all([context.waitForEvent('page'), panel.menu('Options')])
  const server = page.getByRole('region', { name: 'Server' })
  return {
    page,
    said: server.getByRole('status').or(server.getByRole('alert')),
    setServer: async (address: string) => {
      await page.getByLabel('Address of the FlowPilot server').fill(address)
      await server.getByRole('button', { name: 'Save' }).click()
      await server.getByRole('status').or(server.getByRole('alert')).waitFor()
    },
  }
}

/** What the toolbar button says over each tab, as one of our own pages may ask the browser. */
export function badges(page: Page): Promise<{ text: string; title: string; active: boolean }[]> {
  return page.evaluate(async () => {
    const tabs = await chrome.tabs.query({})
    return Promise.all(
      tabs.map(async ({ id: tabId = -1, active }) => ({
        text: await chrome.action.getBadgeText({ tabId }),
        title: await chrome.action.getTitle({ tabId }),
        active,
      })),
    )
  })
}

export async function badgeOf(page: Page, title: string, text: string): Promise<void> {
  await until(async () => (await badges(page)).some((each) => each.title === title && each.text === text))
}

/** What the background keeps to stay signed in; undefined when nobody is. */
export function keptToken(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const { sign_in } = (await chrome.storage.local.get('sign_in')) as {
      sign_in?: { value: { refresh_token: string } | null }
    }
    return sign_in?.value?.refresh_token
  })
}

/** Another window of the same browser, on this address. */
export async function newWindow(panel: PanelScreen, context: BrowserContext, url: string): Promise<Page> {
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    panel.page.evaluate((address) => chrome.windows.create({ url: address }), url),
  ])
  return page
}

/** To this page and to a fresh worker no access token is good any more, as after a long pause. */
export async function tenMinutesLater(page: Page): Promise<void> {
  await page.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 10 * 60_000
  })
}
