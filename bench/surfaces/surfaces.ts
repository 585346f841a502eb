import type { Browser, Page } from 'playwright-core'
import { signIn as apiOf, workedCase } from '../../e2e/api.ts'
import { launchBrowser } from '../../e2e/browser.ts'
import { cockpit } from '../../e2e/cockpit.ts'
import { fullPage, signedInPage } from '../../e2e/full-page.ts'
import { startDemo } from '../../e2e/stage.ts'
import { openTicket } from '../../e2e/ticket-screen.ts'
import { buildStaleUi } from '../../server/demo-build.ts'
import { addAccount, benchPassword, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { freePort, startChild } from '../processes.ts'
import { type Cell, median, percentile, round, table, times, verdict } from '../table.ts'

const ticketId = '48291'
const factsPerRound = 20
const questionsPerRound = 3

/** What a colleague did, until it is painted beside; and what a screenshot adds before the first word. */
export async function surfaces(rounds: number): Promise<string> {
  await buildStaleUi(console.error)
  return report(await repaints(rounds * factsPerRound), await screenshots(rounds * questionsPerRound))
}

/** Ms from the call that adds a fact to the frame in which the pod, and a colleague's page, show it. */
async function repaints(count: number): Promise<{ answer: number[]; pod: number[]; page: number[] }> {
  const [stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  try {
    const ben = await apiOf(stage.app, 'ben@acme.example')
    const { id } = await workedCase(ben, ticketId)
    const [cleo, ticket] = [await measuredPage(browser), await measuredPage(browser)]
    await signedInPage(cleo, stage, 'cleo@acme.example', `/app/cases/${id}`)
    await cockpit(cleo).question.waitFor()
    const { pod } = await openTicket(ticket, stage, ticketId)
    await cockpit(pod).question.waitFor()
    const frame = ticket.frames().find((one) => one.url().startsWith(stage.app))
    if (!frame) throw new Error('the ticket screen has no pod')
    const kept = { answer: [] as number[], pod: [] as number[], page: [] as number[] }
    for (let n = 0; n < count; n++) {
      const text = `Seen ${n} times since yesterday`
      const seen = [frame.evaluate(shown, text), cleo.evaluate(shown, text)]
      const asked = Date.now()
      const fact = await ben.post<{ id: string }>(`/ai-sessions/${id}/facts`, { text, status: 'confirmed' })
      kept.answer.push(Date.now() - asked)
      const [inPod = 0, inPage = 0] = await Promise.all(seen)
      kept.pod.push(inPod - asked)
      kept.page.push(inPage - asked)
      await ben.ask('DELETE', `/ai-sessions/${id}/facts/${fact.id}`)
    }
    return kept
  } finally {
    await browser.close()
    await stage.stop()
  }
}

/** One of somebody's own, that runs the functions below: the loader of this program calls `__name` in them. */
async function measuredPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext()
  await context.addInitScript('globalThis.__name = (made) => made')
  return context.newPage()
}

/** When, by the clock of the machine, the frame with this text was painted. */
function shown(text: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent?.includes(text)) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
    }
    const watch = new MutationObserver(look)
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
    look()
  })
}

/** Ms from the paste, or from Enter where nothing is pasted, to the first word of the answer on the screen. */
async function screenshots(count: number): Promise<{ with: number[]; without: number[] }> {
  const port = await freePort()
  const args = ['--import', 'tsx', 'bench/streams/upstream.ts']
  const upstream = await startChild({ name: 'upstream', args, port, ready: /upstream is ready/ })
  const postgres = await startPostgres()
  const database = await postgres.database('surfaces')
  const model = { ANTHROPIC_BASE_URL: upstream.url, ANTHROPIC_API_KEY: 'bench' }
  const server = await startFlowPilot(database.url, model)
  const browser = await launchBrowser()
  try {
    const [ben] = await addAccount(database.owner, 'surfaces')
    if (!ben) throw new Error('nobody to ask')
    const token = await signIn(server.url, ben)
    const { id } = await call<{ id: string }>(server.url, token, 'POST', '/ai-sessions', {
      intake_type: 'free_text',
      intake_content: 'Outlook has said disconnected since this morning.',
    })
    await call(server.url, token, 'POST', `/ai-sessions/${id}/messages`, { content: '' })
    const page = await measuredPage(browser)
    const app = fullPage(page, { app: server.url })
    await app.open(`/app/cases/${id}`)
    await app.signIn(ben.email, benchPassword)
    const kept = { with: [] as number[], without: [] as number[] }
    for (let n = 0; n < count; n++) {
      kept.without.push(await askOnce(page, false))
      kept.with.push(await askOnce(page, true))
    }
    return kept
  } finally {
    await browser.close()
    await server.stop()
    await database.end()
    await postgres.stop()
    await upstream.stop()
  }
}

async function askOnce(page: Page, withPicture: boolean): Promise<number> {
  const room = cockpit(page)
  await room.message.fill('This is what it looks like.')
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
  if (withPicture) await page.evaluate(copy)
  const first = page.evaluate(firstWord)
  const asked = Date.now()
  if (withPicture) {
    await page.evaluate(paste)
    await page.getByRole('button', { name: /^Remove/ }).waitFor()
  }
  await room.message.press('Enter')
  const ms = (await first) - asked
  await room.stop.waitFor({ state: 'detached' })
  return ms
}

/** The upstream's words carry tildes, and nothing else does: an answer has begun when there are more of them. */
function firstWord(): Promise<number> {
  return new Promise((resolve) => {
    const count = () => document.body.textContent?.match(/~0\./g)?.length ?? 0
    const before = count()
    const watch = new MutationObserver(() => {
      if (count() <= before) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
    })
    watch.observe(document.body, { childList: true, subtree: true, characterData: true })
  })
}

/** A screenshot of a whole screen, for the clipboard. */
async function copy(): Promise<void> {
  const canvas = new OffscreenCanvas(1920, 1080)
  const ink = canvas.getContext('2d')
  if (!ink) throw new Error('no canvas')
  for (let n = 0; n < 400; n++) {
    ink.fillStyle = `hsl(${(n * 47) % 360} 60% 50%)`
    ink.fillText(`Line ${n} of what the screen says`, (n * 97) % 1900, (n * 53) % 1080)
    ink.fillRect((n * 131) % 1900, (n * 71) % 1080, 60, 24)
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  Object.assign(globalThis, { copied: new File([blob], 'screen.png', { type: 'image/png' }) })
}

/** As the clipboard gives it; a text, because it runs in a page. */
const paste = `
  clipboardData = new DataTransfer()
  clipboardData.items.add(copied)
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))`

function report(
  painted: Awaited<ReturnType<typeof repaints>>,
  asked: Awaited<ReturnType<typeof screenshots>>,
): string {
  const row = (name: string, all: number[], beside: number[], aim: string): Cell[] => {
    const ratio = times(median(all) / median(beside))
    return [name, round(median(all)), round(percentile(all, 0.99)), ratio, aim]
  }
  const within = (all: number[]) => `p99 < 300 ms: ${verdict(percentile(all, 0.99) < 300)}`
  return table(
    ['', 'p50, ms', 'p99, ms', 'p50 to the line above', 'aim'],
    [
      row("a colleague's fact: the answer of the API", painted.answer, painted.answer, '–'),
      row('painted in the pod of another person', painted.pod, painted.answer, within(painted.pod)),
      row('painted in the page of another person', painted.page, painted.answer, within(painted.page)),
      row('a message: Enter to the first word', asked.without, asked.without, '–'),
      row('with a screenshot: paste to the first word', asked.with, asked.without, '–'),
    ],
  )
}
