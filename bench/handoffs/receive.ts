import { readEvents } from '../../pod/line/read-events.ts'
import type { EscalationPage, HandedOff, PickedUp } from '../../shared/contracts/handoff-calls.ts'
import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { nowUs, timed } from '../clock.ts'
import { type CountingModel, startCountingModel } from '../cost/counting-model.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { median, round, table, times, verdict } from '../table.ts'
import { type EventReader, openEventReader } from './event-reader.ts'

/** One call of the model, whatever it is asked for. */
const modelMs = 3_000

type Stage = { app: string; ben: string; cleo: string; events: EventReader; model: CountingModel }
/** From the click, in ms. */
type Handed = { answered: number; told: number; basic: number; brief: number }

/** How soon the brief of an escalated case is on the screen of whoever is to pick it up. */
export async function receive(rounds: number): Promise<string> {
  const model = await startCountingModel()
  const postgres = await startPostgres()
  const database = await postgres.database('receive')
  const server = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'bench',
  })
  try {
    const [, ben, cleo] = await addAccount(database.owner, 'acme', 3)
    if (!ben || !cleo) throw new Error('nobody to sign in')
    const [bens, cleos] = [await signIn(server.url, ben), await signIn(server.url, cleo)]
    const events = await openEventReader(server.url, cleos)
    await events.since(0, 'ready')
    const stage = { app: server.url, ben: bens, cleo: cleos, events, model }
    await escalate(stage, await begunCase(stage), { waits: false })
    const [atOnce, written]: [Handed[], Handed[]] = [[], []]
    const [basics, wholes, pickUps]: [number[], number[], number[]] = [[], [], []]
    for (let n = 0; n < rounds; n++) {
      atOnce.push(await escalate(stage, await begunCase(stage), { waits: false }))
      const id = await begunCase(stage)
      const handed = await escalate(stage, id, { waits: true })
      written.push(handed)
      basics.push(handed.dialogBasic)
      wholes.push(handed.dialogWhole)
      const { ms } = await timed(() =>
        call<PickedUp>(server.url, cleos, 'POST', `/ai-sessions/${id}/pickup`, { resume_mode: 'continue' }),
      )
      pickUps.push(ms)
    }
    events.close()
    return report({ atOnce, written, basics, wholes, pickUps })
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    await model.stop()
  }
}

async function begunCase({ app, ben, model }: Stage): Promise<string> {
  model.think(() => 0)
  const wanted = { intake_type: 'free_text', intake_content: 'Outlook is disconnected since this morning.' }
  const { id } = await call<Session>(app, ben, 'POST', '/ai-sessions', wanted)
  for (const content of ['', 'Only Outlook, web mail works.', 'It is the same on another network.'])
    await call(app, ben, 'POST', `/ai-sessions/${id}/messages`, { content })
  model.think(() => modelMs)
  return id
}

/** `waits`: whoever escalates reads the brief in the dialog before the click. Both begin as the dialog does. */
async function escalate(stage: Stage, id: string, { waits }: { waits: boolean }) {
  const { app, ben, cleo, events } = stage
  const openedUs = nowUs()
  const dialog = await openDialog(app, ben, id)
  const dialogBasic = (nowUs() - openedUs) / 1000
  if (waits) await dialog.whole
  const dialogWhole = (nowUs() - openedUs) / 1000
  const clickedUs = nowUs()
  const since = (us: number) => (us - clickedUs) / 1000
  const order = { reason: 'Nothing of this helped.' }
  const answer = call<HandedOff>(app, ben, 'POST', `/ai-sessions/${id}/escalate`, order).then(() => nowUs())
  const told = await events.since(clickedUs, 'notification.created')
  const first = await readBrief(app, cleo, id)
  const basic = nowUs()
  const answered = await answer
  dialog.leave()
  let brief = basic
  if (first !== 'model') {
    await events.since(clickedUs, 'handoff.brief_ready')
    if ((await readBrief(app, cleo, id)) !== 'model') throw new Error('the brief is not the model’s')
    brief = nowUs()
  }
  return {
    dialogBasic,
    dialogWhole,
    answered: since(answered),
    told: since(told),
    basic: since(basic),
    brief: since(brief),
  }
}

/** The queue and the case, as the screen of whoever is told reads them. */
async function readBrief(app: string, cleo: string, id: string): Promise<string | undefined> {
  const [queue, detail] = await Promise.all([
    call<EscalationPage>(app, cleo, 'GET', '/ai-sessions/escalation-queue'),
    call<SessionDetail>(app, cleo, 'GET', `/ai-sessions/${id}`),
  ])
  if (!queue.items.some(({ session }) => session.id === id)) throw new Error('it is not in the queue')
  return detail.handoffs.find(({ claimed_at }) => claimed_at === null)?.brief.kind
}

/** Resolves with the brief that the case gives at once; `whole` with that of the model. */
async function openDialog(app: string, token: string, id: string) {
  const leaving = new AbortController()
  const response = await fetch(`${app}/api/v1/ai-sessions/${id}/escalation-package/preview`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
    signal: leaving.signal,
  })
  const frames = readEvents(response)
  const until = async (wanted: string) => {
    for (;;) {
      const { value, done } = await frames.next()
      if (done) throw new Error(`the dialog never had ${wanted}`)
      if (value.event === wanted) return
    }
  }
  await until('basic')
  const whole = until('done')
  whole.catch(() => {})
  return { whole, leave: () => leaving.abort() }
}

type Found = { atOnce: Handed[]; written: Handed[]; basics: number[]; wholes: number[]; pickUps: number[] }

function report({ atOnce, written, basics, wholes, pickUps }: Found): string {
  const of = (handed: Handed[], key: keyof Handed) => median(handed.map((one) => one[key]))
  const row = (what: string, ms: number, aim: string, isMet: boolean | null = null) => [
    what,
    round(ms),
    times(ms / modelMs),
    isMet === null ? aim : `${aim}: ${verdict(isMet)}`,
  ]
  const slow = of(atOnce, 'brief')
  return [
    `A model that takes ${modelMs.toLocaleString('en')} ms for whatever it is asked; two people signed in, one of them listening. The dialog asks for the brief when it opens.`,
    table(
      ['Escalated', 'ms', "to the model's call", 'aim'],
      [
        row('dialog opened to the basic brief in it', median(basics), '≤ 300 ms', median(basics) <= 300),
        row(
          "dialog opened to the model's brief in it",
          median(wholes),
          '≤ 1.1×',
          median(wholes) <= 1.1 * modelMs,
        ),
        row('click at once to the answer', of(atOnce, 'answered'), '–'),
        row('click at once to the colleague being told', of(atOnce, 'told'), '–'),
        row('click at once to a basic brief on their screen', of(atOnce, 'basic'), '–'),
        row("click at once to the model's brief on their screen", slow, '≤ 1.1×', slow <= 1.1 * modelMs),
        row('click after the brief was read to it on their screen', of(written, 'brief'), '–'),
        row('pick up to the briefing', median(pickUps), '–'),
      ],
    ),
  ].join('\n\n')
}
