import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { signIn, workedCase } from '../../e2e/api.ts'
import { type PanelBrowser, startPanelStage } from '../../e2e/panel-browser.ts'
import { panelScreen, signInAs } from '../../e2e/panel-screen.ts'
import type { Stage } from '../../e2e/stage.ts'
import { openTicket } from '../../e2e/ticket-screen.ts'
import { type Cell, median, percentile, round, table, times, verdict } from '../table.ts'
import { type Changes, changeInTurn } from './changing.ts'
import {
  followAnHour,
  openPanel,
  openPod,
  type Switch,
  switchTabs,
  switchTickets,
  type Tab,
} from './following.ts'
import { endWorker } from './in-page.ts'

/** Each with a case of Ben's open on it. */
const tickets = ['48291', '48288', '48297']
const ben = 'ben@acme.example'
const built = 'dist/extension/chrome-demo'

/** The built extension in a real browser's real side panel, beside the ticket screen of the demo. */
export async function panel(rounds: number): Promise<string> {
  execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', 'chrome'], {
    stdio: 'ignore',
    env: { ...process.env, DEMO_EXTENSION: '1', NODE_ENV: 'production' },
  })
  const [stage, browser] = await startPanelStage({ REFRESHES_PER_MINUTE: '100000' })
  try {
    const followed = await follow(stage, browser, rounds)
    for (const page of browser.context.pages().slice(1)) await page.close()
    return report(followed, await changeInTurn(stage, browser, rounds))
  } finally {
    await browser.close()
    await stage.stop()
  }
}

type Followed = Awaited<ReturnType<typeof follow>>

async function follow(stage: Stage, browser: PanelBrowser, rounds: number) {
  const api = await signIn(stage.app, ben)
  const [worked] = await Promise.all(tickets.map((ticket) => workedCase(api, ticket)))
  const open = async (ticket: string) => openTicket(await browser.context.newPage(), stage, ticket)
  const first = await open(tickets[0] ?? '')
  const before = panelScreen((await browser.openOn(first.page)).page)
  await signInAs(before, browser.context, stage, ben)
  await before.question.waitFor()
  await before.page.close()
  const opened = { pod: [] as number[], warm: [] as number[], cold: [] as number[] }
  for (let n = 0; n < rounds * 2; n++) {
    const isCold = n % 2 === 1
    opened.pod.push(await openPod(first.page, stage))
    if (isCold) await endWorker(browser.control)
    opened[isCold ? 'cold' : 'warm'].push(await openPanel(browser, first.page))
  }
  const panel = panelScreen((await browser.openOn(first.page)).page)
  const tabs: Tab[] = []
  for (const [at, ticket_id] of tickets.entries()) {
    const screen = at === 0 ? first : await open(ticket_id)
    await panel.about(ticket_id)
    const active = 'chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) => tab.id)'
    tabs.push({ ticket_id, screen, id: await panel.page.evaluate<number>(active) })
  }
  const followed = { stage, browser, panel, tabs }
  const change = (asset_name: string) => api.ask('PATCH', `/ai-sessions/${worked?.id}/triage`, { asset_name })
  return {
    opened,
    tabs: await switchTabs(panel, tabs, rounds * 12),
    tickets: await switchTickets(followed, rounds * 4),
    hour: await followAnHour(followed, change),
  }
}

function report({ opened, tabs, tickets, hour }: Followed, { cpu, own }: Changes): string {
  const { start, middle, end } = hour
  const size = (file: string) => gzipSync(readFileSync(`${built}/${file}`), { level: 9 }).length / 1000
  const chunks = readdirSync(`${built}/chunks`).filter((name) => !name.startsWith('options'))
  const panelSize = chunks.reduce((all, name) => all + size(`chunks/${name}`), 0)
  const without = [...cpu.alone, ...cpu.again]
  const rows = [
    row('panel: JavaScript, kB gzipped', [panelSize], [70], 'its limit', 1),
    row('background: the same', [size('background.js')], [15], 'its limit', 1),
    row('content script: the same', [size('psa.js')], [6], 'its limit', 1),
    row('press to a case one can write in, worker awake, ms', opened.warm, opened.pod, 'pod'),
    row('the same, no worker, ms', opened.cold, opened.warm, 'worker awake'),
    row('tab switch to its case in the panel, ms', ...sides(tabs), 'the browser switched'),
    row('next ticket within a tab to the same, ms', ...sides(tickets), 'pod in that tab'),
    row('renderer at 5,000 changes/s, µs per change', cpu.watched, without, 'no content script', 1.05),
    row('chance in that', cpu.again, cpu.alone, 'none in either'),
    row('heap of the panel after the hour, kB', [end.panel / 1000], [start.panel / 1000], 'before', 1.2),
    row('heap of the worker, kB', [end.worker / 1000], [start.worker / 1000], 'before', 1.2),
    row('panel, second half alone, kB', [end.panel / 1000], [middle.panel / 1000], 'in the middle'),
    row('worker, second half alone, kB', [end.worker / 1000], [middle.worker / 1000], 'in the middle'),
  ]
  const late = [...tabs, ...tickets].filter((one) => one.panel >= 1_000).length
  return [
    table(['', 'measured', 'beside it', 'which is', 'ratio', 'aim'], rows),
    `Of ${tabs.length + tickets.length} switches ${late} took a second or more; p95 ${round(percentile(sides(tabs)[0], 0.95))} ms between tabs, ${round(percentile(sides(tickets)[0], 0.95))} ms within one.`,
    `Of the busy time of that page's main thread the content script has ${round(own * 100)} %: ${round(own * median(cpu.watched))} µs per change. The hour was ${hour.events.toLocaleString('en')} events in ${round(hour.minutes)} minutes.`,
  ].join('\n\n')
}

const sides = (all: Switch[]) =>
  [all.map((one) => one.panel), all.map((one) => one.beside)] as [number[], number[]]

function row(name: string, measured: number[], beside: number[], which: string, most?: number): Cell[] {
  const ratio = median(measured) / median(beside)
  const aim = most === undefined ? '–' : `≤ ${most}×: ${verdict(ratio <= most)}`
  return [name, round(median(measured)), round(median(beside)), which, times(ratio), aim]
}
