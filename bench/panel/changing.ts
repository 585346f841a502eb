import type { Page } from 'playwright-core'
import type { PanelBrowser } from '../../e2e/panel-browser.ts'
import type { Stage } from '../../e2e/stage.ts'
import { sum } from '../table.ts'

const changesPerSecond = 5_000
const seconds = 2
const slicesPerRound = 6
const ticketId = '48291'
const kinds = ['watched', 'alone', 'again'] as const
export type Changes = { cpu: Record<(typeof kinds)[number], number[]>; own: number }

/** A ticket's screen as ConnectWise names it, whose rows change without end: a text, a class, a place. */
const screen = `<!doctype html><title>Ticket</title><div class="cw_BannerView"><span class="detailLabel">Service Ticket #${ticketId} - Mail</span></div>
<main>${'<div class="gwt-Label">row</div>'.repeat(100)}</main>
<script>
  const main = document.querySelector('main')
  let made = 0
  const one = () => {
    const row = main.children[(made * 7) % main.children.length]
    if (made % 3 === 0) row.firstChild.data = 'row ' + made
    else if (made % 3 === 1) row.classList.toggle('is-new')
    else main.append(row)
    made++
  }
  const change = (ms) => new Promise((done) => {
    const [from, before] = [performance.now(), made]
    const step = () => {
      const past = Math.min(performance.now() - from, ms)
      while (made - before < (past / 1000) * ${changesPerSecond}) one()
      past < ms ? setTimeout(step, 4) : done(made - before)
    }
    step()
  })
</script>`

/**
 * The same page in turn: where the manifest lets the content script in, and twice at an address of the same machine
 * where it does not: what differs between those two is chance.
 */
export async function changeInTurn(
  { simulator }: Stage,
  browser: PanelBrowser,
  rounds: number,
): Promise<Changes> {
  const path = `/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=${ticketId}`
  await browser.context.route(`**${path}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: screen }),
  )
  const open = async (origin: string) => {
    const page = await browser.context.newPage()
    await page.goto(`${origin}${path}`)
    return page
  }
  const elsewhere = simulator.replace('127.0.0.1', 'localhost')
  const pages = { watched: await open(simulator), alone: await open(elsewhere), again: await open(elsewhere) }
  await pages.watched.locator('flowpilot-button').waitFor({ state: 'attached' })
  const cpu: Changes['cpu'] = { watched: [], alone: [], again: [] }
  for (let slice = 0; slice <= rounds * slicesPerRound; slice++)
    for (const at of kinds.keys()) {
      const kind = kinds[(at + slice) % kinds.length] ?? 'alone'
      const used = await change(browser, pages[kind])
      // the first of each warms it up
      if (slice > 0) cpu[kind].push(used)
    }
  return { cpu, own: await ownShare(pages.watched) }
}

/** CPU microseconds per change of the one renderer that works; the pages of the others lie still. */
async function change({ control }: PanelBrowser, page: Page): Promise<number> {
  await page.bringToFront()
  const used = async () => {
    const { processInfo } = await control.send('SystemInfo.getProcessInfo')
    return new Map(processInfo.filter(({ type }) => type === 'renderer').map((one) => [one.id, one.cpuTime]))
  }
  const before = await used()
  const changes = await page.evaluate<number>(`change(${seconds * 1000})`)
  const spent = [...(await used())].map(([id, cpu]) => cpu - (before.get(id) ?? 0))
  return (Math.max(...spent) * 1e6) / changes
}

/** The share of the main thread's busy time in the content script and below it, by the browser's profiler. */
async function ownShare(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await page.bringToFront()
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 100 })
  await session.send('Profiler.start')
  await page.evaluate(`change(${seconds * 5000})`)
  const { nodes } = (await session.send('Profiler.stop')).profile
  const own = new Set<number>()
  // a node comes before those that it calls
  for (const { id, callFrame, children = [] } of nodes)
    if (own.has(id) || callFrame.url.startsWith('chrome-extension:'))
      for (const each of [id, ...children]) own.add(each)
  const hits = (some: typeof nodes) => sum(some.map(({ hitCount = 0 }) => hitCount))
  const busy = nodes.filter(({ callFrame }) => callFrame.functionName !== '(idle)')
  return hits(busy.filter(({ id }) => own.has(id))) / hits(busy)
}
