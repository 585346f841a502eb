import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import type { browser } from 'wxt/browser'
import { extensionId } from '../shared/contracts/extension.ts'
import { getBrowser, quietArgs } from './browser.ts'
import { placeExtension } from './panel-extension.ts'
import { freePort, type Stage, startDemo, until } from './stage.ts'
import type { Visit } from './visit.ts'

declare const chrome: typeof browser

const panelAddress = `chrome-extension://${extensionId}/sidepanel.html`
const stepLimitMs = 20_000
/** A browser that has just started its extension may let a press pass without a panel: a person presses again. */
const pressWaitsMs = [5_000, 5_000, 20_000]
/** What the browser itself says of answers that are not 2xx, and of a server that is away. */
const notOurs = /Failed to load resource|net::ERR_/

export type PanelBrowser = Awaited<ReturnType<typeof launchPanelBrowser>>

/** A demo, and Chromium with the built extension for it and with these other extensions. */
export async function startPanelStage(
  env: Record<string, string> = {},
  others: string[] = [],
): Promise<[Stage, PanelBrowser]> {
  const [PORT, SIMULATOR_PORT] = [await freePort(), await freePort()]
  const place = { app: `http://127.0.0.1:${PORT}`, simulator: `http://127.0.0.1:${SIMULATOR_PORT}` }
  return Promise.all([startDemo({ ...env, PORT, SIMULATOR_PORT }), launchPanelBrowser(place, others)])
}

async function launchPanelBrowser(stage: Pick<Stage, 'app' | 'simulator'>, others: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'flowpilot-panel-'))
  const extensions = [placeExtension(stage, join(folder, 'extension')), ...others].join(',')
  const user = join(folder, 'user')
  const context = await chromium.launchPersistentContext(user, {
    executablePath: getBrowser(),
    headless: true,
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    args: [
      ...quietArgs,
      `--disable-extensions-except=${extensions}`,
      `--load-extension=${extensions}`,
      '--remote-debugging-port=0',
    ],
  })
  context.setDefaultTimeout(stepLimitMs)
  const [port] = readFileSync(join(user, 'DevToolsActivePort'), 'utf8').split('\n')
  const lines: Browser[] = []
  const connect = async () => {
    const line = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    lines.push(line)
    for (const each of line.contexts()) each.setDefaultTimeout(stepLimitMs)
    return line
  }
  const control = await (await connect()).newBrowserCDPSession()
  const panelIds = async () => (await targets(control)).filter(isPanel).map(({ targetId }) => targetId)

  /** The panel that comes when `press` has been done. A line to the browser sees only the panels from before it. */
  const openPanel = async (press: () => Promise<void>): Promise<Visit> => {
    const before = new Set(await panelIds())
    const findFresh = async () => (await panelIds()).find((id) => !before.has(id))
    let fresh: string | undefined
    for (const waitMs of pressWaitsMs) {
      await press()
      await until(async () => (await findFresh()) !== undefined, waitMs).catch(() => {})
      fresh = await findFresh()
      if (fresh) break
    }
    if (!fresh) throw new Error(`${pressWaitsMs.length} presses opened no panel.`)
    const line = await connect()
    for (const page of line.contexts().flatMap((each) => each.pages()))
      if (page.url().startsWith(panelAddress) && (await targetOf(page)) === fresh) return watchedPage(page)
    throw new Error('The panel came and went.')
  }
  return {
    context,
    control,
    openPanel,
    panelCount: async () => (await panelIds()).length,
    /** By the small button on the ticket's page. */
    openOn: (page: Page) => openPanel(() => pressTicketButton(page)),
    /** The button of the toolbar, on whichever page. */
    pressToolbar: (page: Page) => pressToolbar(control, page),
    killWorker: (panel: Page) => killWorker(control, panel),
    close: async () => {
      for (const line of lines) await line.close().catch(() => {})
      await context.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function watchedPage(page: Page): Visit {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !notOurs.test(message.text())) troubles.push(message.text())
  })
  return { page, troubles, close: async () => {} }
}

type Target = { targetId: string; type: string; url: string }
const isPanel = ({ type, url }: Target) => type === 'page' && url.startsWith(panelAddress)

async function targets(control: CDPSession): Promise<Target[]> {
  return (await control.send('Target.getTargets', { filter: [{}] })).targetInfos
}

async function targetOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  await session.detach()
  return targetInfo.targetId
}

/** A person's press on the small button: in its closed shadow root only the accessibility tree finds it, by its name. */
export async function pressTicketButton(page: Page): Promise<void> {
  await page.bringToFront()
  await until(async () => (await ticketButton(page)) !== null)
  const { x, y } = (await ticketButton(page)) ?? { x: 0, y: 0 }
  await page.mouse.click(x, y)
}

/** The middle of the small button; null where none is shown. */
export async function ticketButton(page: Page): Promise<{ x: number; y: number } | null> {
  const session = await page.context().newCDPSession(page)
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    const found = nodes.find(
      ({ role, name }) => role?.value === 'button' && name?.value === 'Open FlowPilot beside this ticket',
    )
    if (found?.backendDOMNodeId === undefined) return null
    const { quads } = await session.send('DOM.getContentQuads', { backendNodeId: found.backendDOMNodeId })
    const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? []
    return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 }
  } finally {
    await session.detach()
  }
}

async function pressToolbar(control: CDPSession, page: Page): Promise<void> {
  await page.bringToFront()
  const url = page.url()
  const tab = (await targets(control)).find((each) => each.type === 'tab' && each.url === url)
  if (!tab) throw new Error(`No tab shows ${url}`)
  // not in the typed protocol yet
  const send = control.send.bind(control) as (method: string, params: object) => Promise<unknown>
  await send('Extensions.triggerAction', { id: extensionId, targetId: tab.targetId })
}

/**
 * As the browser does with one that was idle: its memory is gone, and with it every answer it still owed. It may come
 * up again at once as the same target; what tells the two apart is the context.
 */
async function killWorker(control: CDPSession, panel: Page): Promise<void> {
  const contexts = () =>
    panel.evaluate(async () => {
      const found = await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })
      return found.map(({ contextId }) => contextId)
    })
  const before = await contexts()
  await until(async () => {
    for (const { type, url, targetId } of await targets(control))
      if (type === 'service_worker' && url.includes(extensionId))
        await control.send('Target.closeTarget', { targetId })
    return !(await contexts()).some((id) => before.includes(id))
  })
}

/** Runs an expression where our content script lives in this page. */
export async function contentWorld(page: Page): Promise<(expression: string) => Promise<unknown>> {
  const session = await page.context().newCDPSession(page)
  let contextId = 0
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`) contextId = context.id
  })
  await session.send('Runtime.enable')
  await until(() => contextId !== 0)
  return async (expression) => {
    const options = { expression, contextId, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', options)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
}
