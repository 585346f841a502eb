import { setTimeout as sleep } from 'node:timers/promises'
import type { Frame, Page } from 'playwright-core'
import { type PanelBrowser, pressTicketButton } from '../../e2e/panel-browser.ts'
import type { PanelScreen } from '../../e2e/panel-screen.ts'
import { type Stage, until } from '../../e2e/stage.ts'
import type { TicketScreen } from '../../e2e/ticket-screen.ts'
import { attach, isCase, isCaseOf, isNoCaseOf, soon, whenClicked, whenSo } from './in-page.ts'

export type Tab = { ticket_id: string; screen: TicketScreen; id: number }
export type Switch = { panel: number; beside: number }

type Followed = { stage: Stage; browser: PanelBrowser; panel: PanelScreen; tabs: Tab[] }

const blocks = 20
/** Of one block: switches of tabs, of tickets within a tab, changes of the case made elsewhere. */
const block = { tabs: 150, tickets: 24, changes: 6 }

/** From the moment its frame begins to load; what the ticket's screen does before is not the pod's. */
export async function openPod(page: Page, stage: Stage): Promise<number> {
  await page.bringToFront()
  await page.reload()
  const pod = await podOf(page, stage)
  return pod.evaluate<number>(`${whenSo(isCase)}.then((at) => at - performance.timeOrigin)`)
}

async function podOf(page: Page, stage: Stage): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(stage.app))
  await until(() => find() !== undefined)
  return find() ?? page.mainFrame()
}

/** From the press until one can write in the case; then it is closed again. */
export async function openPanel({ control, panelCount }: PanelBrowser, page: Page): Promise<number> {
  const pressed = page.evaluate<number>(whenClicked)
  await pressTicketButton(page)
  const panel = await attach(control, 'sidepanel.html')
  const ms = (await panel.evaluate(whenSo(isCase))) - (await pressed)
  await control.send('Target.closeTarget', { targetId: panel.target_id })
  await until(async () => (await panelCount()) === 0)
  return ms
}

/** Each of the tabs in turn, as fast as the panel follows; beside it, when the browser itself had switched. */
export function switchTabs({ page }: PanelScreen, tabs: Tab[], count: number): Promise<Switch[]> {
  const turns = tabs.map(({ id, ticket_id }) => `{ id: ${id}, isSo: () => ${isCaseOf(ticket_id)} }`)
  return page.evaluate<Switch[]>(`(async () => {
    const [tabs, soon, found] = [[${turns}], ${soon}, []]
    const now = () => performance.timeOrigin + performance.now()
    for (let n = 0; n < ${count}; n++) {
      const { id, isSo } = tabs[(n + 1) % tabs.length]
      const began = now()
      const switched = chrome.tabs.update(id, { active: true }).then(now)
      found.push({ panel: (await soon(isSo)) - began, beside: (await switched) - began })
    }
    return found
  })()`)
}

/** To the next ticket within a tab and back, at no certain moment; beside it, when the pod of that tab was there. */
export async function switchTickets({ stage, panel, tabs: [tab] }: Followed, count: number) {
  if (!tab) throw new Error('no tab to follow')
  const { page, next, previous } = tab.screen
  const found: Switch[] = []
  await page.bringToFront()
  await panel.about(tab.ticket_id)
  const pod = await podOf(page, stage)
  for (let n = 0; n < count; n++) {
    const isBack = n % 2 === 1
    const shown = whenSo(isBack ? isCaseOf(tab.ticket_id) : isNoCaseOf(tab.ticket_id))
    const clicked = page.evaluate<number>(whenClicked)
    const [inPanel, inPod] = [panel.page.evaluate<number>(shown), pod.evaluate<number>(shown)]
    // the page is looked at four times a second
    await sleep(Math.random() * 250)
    await (isBack ? previous() : next())
    const began = await clicked
    found.push({ panel: (await inPanel) - began, beside: (await inPod) - began })
  }
  return found
}

/** What an hour brings at one event a second, one right after the other; `change` is made elsewhere, on the first. */
export async function followAnHour(followed: Followed, change: (device: string) => Promise<unknown>) {
  const { browser, panel, tabs } = followed
  const ofPanel = await attach(browser.control, 'sidepanel.html')
  const ofWorker = await attach(browser.control, 'background.js')
  const heaps = async () => ({ panel: await ofPanel.heap(), worker: await ofWorker.heap() })
  const follow = async (name: string) => {
    await switchTabs(panel, tabs, block.tabs)
    await switchTickets(followed, block.tickets)
    for (let n = 0; n < block.changes; n++) {
      await change(`CD-${name}-${n}`)
      await panel
        .field('Device')
        .filter({ hasText: `CD-${name}-${n}` })
        .waitFor()
    }
  }
  await follow('before')
  await ofWorker.evaluate('self.hour = 1')
  const [start, began] = [await heaps(), Date.now()]
  for (let n = 0; n < blocks / 2; n++) await follow(String(n))
  const middle = await heaps()
  for (let n = blocks / 2; n < blocks; n++) await follow(String(n))
  const events = blocks * (block.tabs + block.tickets + block.changes)
  const minutes = (Date.now() - began) / 60_000
  if ((await ofWorker.evaluate('self.hour ?? 0')) !== 1) throw new Error('The worker ended meanwhile.')
  return { events, minutes, start, middle, end: await heaps() }
}
