import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../e2e/browser.ts'
import { type Cockpit, cockpit } from '../../e2e/cockpit.ts'
import { fullPage } from '../../e2e/full-page.ts'
import { until } from '../../e2e/stage.ts'
import { buildStaleUi } from '../../server/demo-build.ts'
import {
  addAccount,
  benchPassword,
  call,
  type Person,
  signIn,
  startFlowPilot,
  startPostgres,
} from '../house.ts'
import { freePort, startChild } from '../processes.ts'
import { apart } from '../streams/program.ts'
import { percentile, round, table, times, verdict } from '../table.ts'
import { answering, beginWatching, type Typed, type } from './in-page.ts'
import { facts, lengthen, messages } from './long-case.ts'
import { countRequests, type Requests } from './requests.ts'

const slowdown = 4
const leastKeys = 20
const answersPerRound = 3
/** A person takes more for a delay; and one frame of a text box alone is a third of it. */
const mostMs = 50
const most = { fact: 1, post: 2 }
const question = 'Outlook has said disconnected since this morning, web mail works.'

type Kind = 'box' | 'short, still' | 'short, answer streams' | 'long, still' | 'long, answer streams'
type Kept = Record<Kind, Typed[]>

/** Typing in a case while its answer streams in, on a slow machine; and what a page asks for what a colleague did. */
export async function typing(rounds: number): Promise<string> {
  await buildStaleUi(console.error)
  const port = await freePort()
  const args = ['--import', 'tsx', 'bench/streams/upstream.ts']
  const upstream = await startChild({ name: 'upstream', args, port, ready: /upstream is ready/ })
  const postgres = await startPostgres()
  const database = await postgres.database('typing')
  const server = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: upstream.url,
    ANTHROPIC_API_KEY: 'bench',
  })
  const browser = await launchBrowser()
  let kept: Kept
  try {
    const [ben] = await addAccount(database.owner, 'typing')
    if (!ben) throw new Error('nobody to type')
    const token = await signIn(server.url, ben)
    const open = async (isLong: boolean) => {
      const intake = { intake_type: 'free_text', intake_content: question }
      const { id } = await call<{ id: string }>(server.url, token, 'POST', '/ai-sessions', intake)
      await call(server.url, token, 'POST', `/ai-sessions/${id}/messages`, { content: '' })
      if (isLong) await lengthen(database.owner, ben, id)
      return openCase(browser, server.url, ben, id)
    }
    kept = await measure(await openBox(browser), await open(false), await open(true), rounds)
  } finally {
    await browser.close()
    await server.stop()
    await database.end()
    await postgres.stop()
    await upstream.stop()
  }
  return report(kept, await countRequests(rounds))
}

/** What any typing costs at the least: a text box and nothing else. */
async function openBox(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.setContent('<textarea rows="6" cols="80"></textarea>')
  await page.locator('textarea').focus()
  await beginWatching(page, slowdown)
  return page
}

type Case = { page: Page; room: Cockpit }

async function openCase(browser: Browser, app: string, { email }: Person, id: string): Promise<Case> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const full = fullPage(page, { app })
  await full.open(`/app/cases/${id}`)
  await full.signIn(email, benchPassword)
  const room = cockpit(page)
  await room.question.waitFor()
  await room.message.focus()
  await beginWatching(page, slowdown)
  return { page, room }
}

const still = async () => false

/** Rounds of all in turn, so that a busy minute of the machine hits all alike. */
async function measure(box: Page, short: Case, long: Case, rounds: number): Promise<Kept> {
  const kept: Kept = {
    box: [],
    'short, still': [],
    'short, answer streams': [],
    'long, still': [],
    'long, answer streams': [],
  }
  for (let n = 0; n < rounds; n++) {
    await box.bringToFront()
    kept.box.push(await type(box, leastKeys, still))
    for (const [name, one] of [
      ['short', short],
      ['long', long],
    ] as const) {
      await one.page.bringToFront()
      await one.room.message.fill('')
      kept[`${name}, still`].push(await type(one.page, leastKeys, still))
      for (let answer = 0; answer < answersPerRound; answer++)
        kept[`${name}, answer streams`].push(await typeWhileAnswered(one))
    }
    console.error(`  round ${n + 1}`)
  }
  return kept
}

async function typeWhileAnswered({ page, room }: Case): Promise<Typed> {
  await room.say('And what else?')
  await until(answering(page))
  const typed = await type(page, 1, answering(page))
  await room.stop.waitFor({ state: 'detached' })
  await room.message.fill('')
  return typed
}

const keysOf = (all: readonly Typed[]) => all.flatMap(({ keys }) => keys)
const longestOf = (all: readonly Typed[]) => Math.max(...all.map(({ longest }) => longest))

function report(kept: Kept, requests: Requests): string {
  const least = percentile(keysOf(kept.box), 0.95)
  const names: Record<Kind, string> = {
    box: 'a text box alone',
    'short, still': 'a case just begun',
    'short, answer streams': `the same, while ${1000 / apart} pieces a second stream in`,
    'long, still': `a case of ${messages} messages and ${facts} facts`,
    'long, answer streams': `the same, while ${1000 / apart} pieces a second stream in`,
  }
  const rows = (Object.keys(names) as Kind[]).map((kind) => {
    const keys = keysOf(kept[kind])
    const p95 = percentile(keys, 0.95)
    const longest = longestOf(kept[kind])
    return [
      names[kind],
      keys.length,
      round(percentile(keys, 0.5)),
      round(p95),
      times(p95 / least),
      longest === 0 ? 'none' : round(longest),
    ]
  })
  const p95 = percentile(keysOf(kept['long, answer streams']), 0.95)
  const asked = (kind: keyof Requests) => Math.max(...requests[kind])
  return [
    `From a key to the frame that shows it, a page of 1440 × 900, CPU slowed ${slowdown}×.`,
    table(['typed in', 'keys', 'p50 ms', 'p95 ms', 'p95 to the box alone', 'longest task over 50 ms'], rows),
    `The long case while it streams, p95 at most ${mostMs} ms: ${verdict(p95 <= mostMs)}.`,
    'What an open page asks the server for one thing that a colleague did there:',
    table(
      ['done elsewhere', 'requests, most', 'at most', ''],
      [
        ['a fact is added', asked('fact'), most.fact, verdict(asked('fact') <= most.fact)],
        ['an update is posted and read back', asked('post'), most.post, verdict(asked('post') <= most.post)],
      ],
    ),
  ].join('\n\n')
}
