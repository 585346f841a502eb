import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { inAccount } from '../db/tx.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { repetitions } from '../testing/chance.ts'
import { type People, people } from '../testing/people.ts'
import { fc } from '../testing/property.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addCause } from './add-cause.ts'
import { addFact, writeFact } from './add-fact.ts'
import { addTask } from './add-task.ts'
import { ask } from './ask.ts'
import { chooseFork } from './choose-fork.ts'
import { createSession } from './create-session.ts'
import { applyFix } from './decide-fix.ts'
import type { Follow, TurnEvent } from './live-turns.ts'
import { workable } from './load-session.ts'
import { pause } from './pause.ts'
import { refreshTicket } from './refresh-ticket.ts'
import { sessionDetail } from './session-detail.ts'
import { stopTurn } from './stop-turn.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { TURNS_PER_HOUR: '10000' } })
  who = await people(world)
})
afterAll(() => world?.stop())

const begin = (): Promise<Session> =>
  createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: 'Nobody can print' })
const detail = (id: string) => sessionDetail(who.ctxFor('ben'), id)
const heard = (follow: Follow): Promise<TurnEvent[]> =>
  new Promise((resolve) => {
    const events: TurnEvent[] = []
    follow((event) => {
      events.push(event)
      if (event.kind === 'done' || event.kind === 'error') resolve(events)
    })
  })
const fact = (text: string) => ({
  text,
  status: 'confirmed' as const,
  known: 'told' as const,
  source: 'model',
})
/** A case as a surface shows it that follows a turn: its patches over what it showed before. */
const shown = (before: SessionDetail, events: TurnEvent[]): SessionDetail => {
  const patches = events.map((event) => (event.kind === 'session' ? event.patch : {}))
  return Object.assign({}, before, ...patches)
}

/** Cleo writes a fact and holds the lock of the case until `release`. */
async function holdWithFact(id: string, text: string): Promise<{ release(): Promise<void> }> {
  let go = () => {}
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  let wrote = () => {}
  const written = new Promise<void>((resolve) => {
    wrote = resolve
  })
  const cleo = who.ctxFor('cleo')
  const done = inAccount(world.db, who.accounts.acme, async (sql) => {
    await workable(cleo, sql, id)
    await writeFact(cleo, sql, id, {
      text,
      status: 'confirmed',
      known: 'told',
      source_kind: 'engineer',
      source_ref: null,
    })
    wrote()
    await held
  })
  await written
  return {
    release: async () => {
      go()
      await done
    },
  }
}

const waitsForLock = () =>
  expect
    .poll(
      async () =>
        (
          await world.db.admin`
            select count(*)::int as n from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`
        )[0]?.n,
      { timeout: 10_000 },
    )
    .toBe(1)

describe('a colleague’s fact that is committed while a turn waits for the lock of the case', () => {
  test('is told to the model when the turn is taken', async () => {
    const made = await begin()
    const colleague = await holdWithFact(made.id, 'Spooler restarted twice')
    const asking = ask(who.ctxFor('ben'), made.id, { content: 'Hello' })
    await waitsForLock()
    await colleague.release()
    const before = await detail(made.id)
    const events = await heard(await asking)
    const [, told] = JSON.stringify(model.bodies.at(-1)).match(/(Spooler restarted twice)/) ?? []
    expect(told).toBe('Spooler restarted twice')
    expect(shown(before, events)).toEqual(await detail(made.id))
  })

  test('is in the plan and in the view when the turn ends', async () => {
    const made = await begin()
    const held = model.held({
      reply: 'The spooler it is.',
      new_facts: [fact('Spooler restarted twice'), fact('Second floor only')],
    })
    const before = await detail(made.id)
    const following = heard(await ask(who.ctxFor('ben'), made.id, { content: 'Hello' }))
    await held.reached
    const colleague = await holdWithFact(made.id, 'Spooler restarted twice')
    held.release()
    await waitsForLock()
    await colleague.release()
    const view = shown(before, await following)
    // the model named Cleo's fact too: it stands once, as hers
    expect(view.facts.map(({ text, created_by }) => [text, created_by])).toEqual([
      ['Spooler restarted twice', who.of.cleo.id],
      ['Second floor only', null],
    ])
    expect(view).toEqual(await detail(made.id))
  })
})

test('rows stand in the order in which they were written, whoever’s transaction began first', async () => {
  const made = await begin()
  const cleo = who.ctxFor('cleo')
  const engineer = { known: 'told', status: 'confirmed', source_kind: 'engineer', source_ref: null } as const
  await inAccount(world.db, who.accounts.acme, async (sql) => {
    await sql`select 1`
    await addFact(who.ctxFor('ben'), made.id, { text: 'Written first', status: 'confirmed', known: 'told' })
    await workable(cleo, sql, made.id)
    await writeFact(cleo, sql, made.id, { text: 'Written second', ...engineer })
  })
  expect((await detail(made.id)).facts.map(({ text }) => text)).toEqual(['Written first', 'Written second'])
})

describe('the model is asked while the turn is being committed', () => {
  test('a commit that fails aborts the call: nothing is shown, the words can be sent again', async () => {
    const made = await begin()
    await world.db.admin`
      create function refuse_turn() returns trigger language plpgsql as $$
      begin
        perform pg_sleep(0.3);
        raise exception 'no turn today' using errcode = '40001';
      end $$`
    await world.db.admin`
      create constraint trigger refuse_turn after insert on turns deferrable initially deferred
      for each row execute function refuse_turn()`
    const before = await detail(made.id)
    const asked = model.bodies.length
    const held = model.held({ reply: 'Nobody is to read this.' })
    const intent_key = randomUUID()
    const asking = ask(who.ctxFor('ben'), made.id, { content: 'Hello', intent_key })
    // it is at work before the commit is refused
    await held.reached
    expect(model.bodies.length).toBe(asked + 1)
    await expect(asking).rejects.toMatchObject({ code: 'conflict' })
    // the held answer was never released: the call has been aborted
    await world.background.settled()
    expect(await detail(made.id)).toEqual(before)
    await world.db.admin`drop trigger refuse_turn on turns`
    await world.db.admin`drop function refuse_turn`
    const events = await heard(await ask(who.ctxFor('ben'), made.id, { content: 'Hello', intent_key }))
    expect(events.at(-1)?.kind).toBe('done')
    expect(JSON.stringify(events)).not.toContain('Nobody is to read this')
    expect((await detail(made.id)).steps.filter(({ content }) => content === 'Hello')).toHaveLength(1)
  })

  test('what the aborted call cost is entered all the same', async () => {
    const [row] = await world.db.admin`
      select count(*)::int as calls from model_ledger where outcome = 'stopped'`
    expect(row).toEqual({ calls: 1 })
  })
})

const texts = ['Spooler', 'Printer is new', 'Wi-Fi only', 'Paper', 'Since Monday', 'Toner']
const text = fc.constantFrom('', ...texts)
const shortId = (letter: string) => fc.integer({ min: 1, max: 5 }).map((n) => `${letter}${n}`)
const refs = fc.array(fc.oneof(shortId('f'), shortId('t'), shortId('q'), shortId('n'), fc.constant('x9')), {
  maxLength: 4,
})
const flag = fc.boolean()
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 })

const output: fc.Arbitrary<Partial<TurnOutput>> = fc.record({
  reply: fc.constantFrom('Look at the spooler.', 'Thank you.'),
  header: fc.record({ hypothesis: text, client_name: text, asset_name: text, issue_category: text }),
  question: fc.record({ text, context: text, options: few(text), keep: flag }),
  answer_to_question: text,
  new_tasks: few(fc.record({ text, detail: text, command: text, active: flag })),
  task_changes: few(
    fc.record({
      id: shortId('t'),
      state: fc.constantFrom('keep', 'pending', 'active', 'done', 'skipped'),
      known: fc.constantFrom('keep', 'told', 'checked'),
      result: text,
    }),
  ),
  removed_tasks: few(shortId('t')),
  new_facts: few(
    fc.record({
      text,
      status: fc.constantFrom('confirmed', 'ruled_out', 'pending'),
      known: fc.constantFrom('told', 'checked'),
      source: fc.oneof(fc.constantFrom('engineer', 'ticket', 'model'), shortId('q'), shortId('t')),
    }),
  ),
  fact_changes: few(
    fc.record({
      id: shortId('f'),
      status: fc.constantFrom('keep', 'confirmed', 'ruled_out', 'pending'),
      text,
    }),
  ),
  removed_facts: few(shortId('f')),
  causes: few(fc.record({ text, for: refs, against: refs, test: text })),
  removed_causes: few(shortId('c')),
  fix: fc.record({
    title: text,
    description: text,
    script: text,
    confidence: fc.integer({ min: -20, max: 140 }),
    outcome_proposal: fc.constantFrom('none', 'success', 'failed', 'partial'),
  }),
  fork: fc.record({ paths: few(fc.record({ text, shows: text, cause: text })), settled: flag }),
  confidence: fc.record({ tier: fc.constantFrom('discovery', 'exploring', 'confident') }),
}) as fc.Arbitrary<Partial<TurnOutput>>

const acts: Record<string, (id: string) => Promise<unknown>> = {
  nothing: async () => {},
  fact: (id: string) =>
    addFact(who.ctxFor('cleo'), id, { text: 'Cleo saw it', status: 'confirmed', known: 'told' }),
  task: (id: string) => addTask(who.ctxFor('cleo'), id, { text: 'Ask Lila' }),
  cause: (id: string) => addCause(who.ctxFor('cleo'), id, { text: 'Paper' }),
  applied: async (id: string) => {
    const { active_fix } = await detail(id)
    if (active_fix) await applyFix(who.ctxFor('cleo'), id, active_fix.id)
  },
  chosen: async (id: string) => {
    const fork = (await detail(id)).forks.find(({ superseded_at }) => superseded_at === null)
    const path_id = fork?.paths.at(-1)?.id
    if (fork && path_id)
      await chooseFork(who.ctxFor('cleo'), id, fork.id, {
        path_id,
        instead_of: fork.chosen?.path_id ?? null,
      })
  },
  refresh: (id: string) => refreshTicket(who.ctxFor('cleo'), id),
  pause: (id: string) => pause(who.ctxFor('ben'), id),
  stop: (id: string) => stopTurn(who.ctxFor('cleo'), id),
}
/** Not every act fits every case: one without a ticket has none to read. */
const did = (name: string, id: string) =>
  acts[name]?.(id).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
const act = fc.constantFrom(...Object.keys(acts))
const turn = fc.record({
  output,
  words: fc.constantFrom('Spooler', 'No, take that back', 'It prints again', 'Wi-Fi only'),
  answers: flag,
  before: act.filter((name) => name !== 'stop'),
  during: act,
})

test('the view after a turn, made of what was read and planned, is the case as it is read anew', async () => {
  let tickets = ['48288', '48291', '48297', '48285', '48302', '48304']
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 4 }), async (turns) => {
      const psa_ticket_id = tickets[0]
      tickets = tickets.slice(1)
      const made = await createSession(
        who.ctxFor('ben'),
        psa_ticket_id
          ? { intake_type: 'combined', psa_ticket_id, intake_content: 'Nobody can print' }
          : { intake_type: 'free_text', intake_content: 'Nobody can print' },
      )
      for (const { output, words, answers, before, during } of turns) {
        await did(before, made.id)
        const view = await detail(made.id)
        const open = view.questions.find(({ state }) => state === 'open')
        const held = model.held(output)
        const follow = await ask(who.ctxFor('ben'), made.id, {
          content: words,
          ...(answers && open ? { answers: open.id } : {}),
        })
        const following = heard(follow)
        await held.reached
        await did(during, made.id)
        held.release()
        const events = await following
        expect(['done', 'error']).toContain(events.at(-1)?.kind)
        const after = await detail(made.id)
        // what this person may do comes with a reading alone: the patches are everybody's
        expect({ ...shown(view, events), may: after.may }).toEqual(after)
      }
    }),
    { numRuns: repetitions(400), endOnFailure: true },
  )
}, 120_000)
