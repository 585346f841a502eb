import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { commits } from './commits.ts'
import { cost } from './cost/cost.ts'
import { events } from './events/events.ts'
import { handoffs } from './handoffs/handoffs.ts'
import { metrics } from './handoffs/metrics.ts'
import { history } from './history/history.ts'
import { intake } from './intake/intake.ts'
import { myDay } from './my-day/my-day.ts'
import { panel } from './panel/panel.ts'
import { reminders } from './reminders/reminders.ts'
import { scale } from './scale/scale.ts'
import { search } from './search/search.ts'
import { signins } from './signins.ts'
import { streams } from './streams/streams.ts'
import { surfaces } from './surfaces/surfaces.ts'
import { typing } from './typing/typing.ts'
import { updates } from './updates/updates.ts'

/**
 * `npm run bench`: all of them; `npm run bench -- streams cost`: these; with `--keep` their tables go into
 * docs/performance.md too. BENCH_ROUNDS: how often each is repeated.
 */
const benches: Record<string, { title: string; run(rounds: number): Promise<string> }> = {
  streams: { title: 'Streams', run: streams },
  intake: { title: 'Ticket intake and notes', run: intake },
  cost: { title: 'Cost of a case', run: cost },
  sessions: { title: 'A thousand cases and a million', run: scale },
  search: { title: 'Search among a thousand cases and a million', run: search },
  history: { title: 'History and start page at a hundred thousand cases', run: history },
  events: { title: 'Live events', run: events },
  commits: { title: 'Commits and notifications', run: commits },
  signins: { title: 'A crowd signs in', run: signins },
  panel: { title: 'Panel', run: panel },
  surfaces: { title: 'Two surfaces, and a screenshot', run: surfaces },
  'my-day': { title: 'My day: proposed times', run: myDay },
  reminders: { title: 'Ten thousand reminders in a minute', run: reminders },
  handoffs: { title: 'Handed on and closed', run: handoffs },
  metrics: { title: 'Metrics of a thousand escalations and a million', run: metrics },
  updates: { title: 'Drafted updates', run: updates },
  typing: { title: 'Typing in a long case', run: typing },
}
const results = join(import.meta.dirname, 'results')
const page = join(import.meta.dirname, '..', 'docs', 'performance.md')
const rounds = Number(process.env.BENCH_ROUNDS) || 5

const asked = process.argv.slice(2).filter((word) => word !== '--keep')
const isKept = process.argv.includes('--keep')
const unknown = asked.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

mkdirSync(results, { recursive: true })
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) continue
  console.error(`── ${name}`)
  const before = loadavg()[0] ?? 0
  const body = await bench.run(rounds)
  const text = `## ${bench.title}\n\n${circumstances(before)}\n\n${body}\n`
  writeFileSync(join(results, `${name}.md`), text)
  if (isKept) keep(name, text)
  console.log(`\n${text}`)
}
process.exit(0)

function circumstances(load: number): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 1024 ** 3)} GB`
  const when = `${new Date().toISOString().slice(0, 16)}Z`
  return `${when} · ${machine} · Node ${process.version} · ${process.platform} · load before it began ${load.toFixed(1)} · ${rounds} rounds`
}

/** Between `<!-- name -->` and `<!-- /name -->`. */
function keep(name: string, text: string): void {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const whole = readFileSync(page, 'utf8')
  const [start, end] = [whole.indexOf(from), whole.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`docs/performance.md has no place for ${name}`)
  writeFileSync(page, `${whole.slice(0, start)}${from}\n${text}${whole.slice(end)}`)
}
