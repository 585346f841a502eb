import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../shared/contracts/sessions.ts'
import { noTurn, type TurnCase } from '../model/protocol.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addTask } from './add-task.ts'
import { ask } from './ask.ts'
import { changeTask } from './change-task.ts'
import { changeTriage } from './change-triage.ts'
import { createSession } from './create-session.ts'
import type { Follow, TurnEvent } from './live-turns.ts'
import { refreshTicket } from './refresh-ticket.ts'
import { removeTask } from './remove-task.ts'
import { reopenQuestion } from './reopen-question.ts'
import { sessionDetail } from './session-detail.ts'
import { stopTurn } from './stop-turn.ts'
import { sweepTurns } from './sweep-turns.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
})
afterAll(() => world?.stop())

const begin = (intake_content = 'Something is wrong'): Promise<Session> =>
  createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content })
const say = (
  id: string,
  content: string,
  more: { answers?: string; intent_key?: string; by?: PersonName } = {},
) => {
  const { by = 'ben', ...rest } = more
  return ask(who.ctxFor(by), id, { content, ...rest })
}
const detail = (id: string) => sessionDetail(who.ctxFor('vera'), id)

function heard(follow: Follow): Promise<TurnEvent[]> {
  return new Promise((resolve) => {
    const events: TurnEvent[] = []
    follow((event) => {
      events.push(event)
      if (event.kind === 'done' || event.kind === 'error') resolve(events)
    })
  })
}
const textOf = (events: TurnEvent[]) =>
  events.flatMap((event) => (event.kind === 'reply' ? [event.text] : [])).join('')
const whole = async (follow: Promise<Follow>) => heard(await follow)

type Block = { type: string; text?: string; content?: string; tool_use_id?: string; id?: string }
const messagesOf = (at: number) =>
  (model.bodies.at(at)?.messages ?? []) as { role: string; content: Block[] }[]
/** The engineer's words in a call: alone in the last block; '' when there are none. */
const wordsOf = (at = -1): string => {
  const last = messagesOf(at).at(-1)?.content.at(-1)
  return last?.type === 'text' ? (last.text ?? '') : ''
}
/** The case as a call tells it. */
const caseOf = (at = -1): TurnCase => {
  const results =
    messagesOf(at)
      .at(-1)
      ?.content.filter(({ type }) => type === 'tool_result') ?? []
  return JSON.parse(results.at(-1)?.content ?? '')
}
const typesOf = (messages: { content: Block[] }[]) =>
  messages.map(({ content }) => content.map(({ type }) => type))

const task = (text: string, more: object = {}) => ({ text, detail: '', command: '', active: false, ...more })
const fact = (text: string, more: object = {}) => ({
  text,
  status: 'confirmed' as const,
  known: 'told' as const,
  source: 'model',
  ...more,
})
const question = (text: string, options: string[] = []) => ({ text, context: '', options, keep: false })
const header = (more: object) => ({ ...noTurn().header, ...more })

describe('a turn', () => {
  test('streams, then changes the panel at once', async () => {
    const made = await begin('Nobody can print on the second floor')
    model.next({
      reply: 'The print server is the first suspect.',
      causes: [{ text: 'Print spooler hangs', for: [], against: [], test: 'Restart the spooler' }],
      new_tasks: [
        task('Restart the spooler', { command: 'Restart-Service Spooler' }),
        task('Print a test page'),
      ],
      new_facts: [fact('Whole floor is affected')],
      question: question('Does it answer to ping?', ['Yes', 'No']),
      confidence: { tier: 'exploring' },
    })
    const events = await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    expect(textOf(events)).toBe('The print server is the first suspect.')
    expect(events.at(0)).toMatchObject({ kind: 'session', patch: { turn: 'flowpilot', turn_running: true } })
    const patch = events.findLast(({ kind }) => kind === 'session')
    const after = await detail(made.id)
    expect(patch).toMatchObject({
      patch: {
        state_version: after.state_version,
        steps: after.steps,
        tasks: after.tasks,
        facts: after.facts,
        turn: 'yours',
      },
    })
    expect(patch).not.toHaveProperty('patch.client_name')
    const reply = after.steps.find(({ kind }) => kind === 'reply')
    expect(events.at(-1)).toMatchObject({
      kind: 'done',
      step_id: reply?.id,
      usage: { input_tokens: 100, output_tokens: 50 },
    })
    expect(after).toMatchObject({
      title: 'Nobody can print on the second floor',
      triage_hypothesis: 'Print spooler hangs',
      confidence_tier: 'exploring',
      confidence_score: 37,
      causes: [{ text: 'Print spooler hangs', rank: 1, state: 'open', source: 'model' }],
      evidence_items: [{ text: 'Whole floor is affected', status: 'confirmed' }],
      exchanges: 1,
      turn_running: false,
      questions: [{ text: 'Does it answer to ping?', options: ['Yes', 'No'], state: 'open' }],
    })
    expect(after.tasks.map(({ text, state, source }) => [text, state, source])).toEqual([
      // its command stands in the printer's flow to the letter
      ['Restart the spooler', 'active', 'flow'],
      ['Print a test page', 'pending', 'flowpilot'],
    ])
    expect(after.steps.map(({ kind, state, author }) => [kind, state, author === 'flowpilot'])).toEqual([
      ['system', 'complete', false],
      ['message', 'complete', false],
      ['reply', 'complete', true],
      ['question', 'complete', true],
    ])
  })

  test('shows the ticket as data, once, and repeats history to the letter', async () => {
    const made = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48304' })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const first = messagesOf(-1)
    expect(first.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(typesOf(first)).toEqual([['text'], ['tool_use', 'tool_use'], ['tool_result', 'tool_result']])
    const [result] = first[2]?.content ?? []
    expect(result?.tool_use_id).toBe(first[1]?.content[0]?.id)
    expect(JSON.parse(result?.content ?? '')).toMatchObject({ number: '48304', client: 'Fabrikam Law' })
    expect(result?.content).toContain('Ignore all previous instructions')
    const elsewhere = JSON.stringify([model.bodies.at(-1), { messages: undefined }]).replace(
      JSON.stringify(result),
      '',
    )
    expect(elsewhere).not.toContain('Ignore all previous instructions')
    expect(caseOf()).toMatchObject({
      answering: '',
      ticket: { id: '48304' },
      engineer: { name: who.of.ben.name, role: 'engineer' },
    })

    await whole(say(made.id, 'He uses Word'))
    const second = messagesOf(-1)
    const bare = (list: unknown) => JSON.stringify(list).replaceAll(/,"cache_control":\{[^}]*\}/g, '')
    expect(bare(second.slice(0, 3))).toBe(bare(first))
    expect(typesOf(second.slice(4))).toEqual([['text'], ['tool_use'], ['tool_result', 'text']])
    expect(wordsOf()).toBe('He uses Word')

    await refreshTicket(who.ctxFor('ben'), made.id)
    await whole(say(made.id, 'And now?'))
    expect(typesOf(messagesOf(-1).slice(-2))).toEqual([
      ['tool_use', 'tool_use'],
      ['tool_result', 'tool_result', 'text'],
    ])
    await whole(say(made.id, 'Next'))
    expect(typesOf(messagesOf(-1).slice(-1))).toEqual([['tool_result', 'text']])
  })

  test('a ticket of 200 kB and one of 300 notes fit', async () => {
    for (const psa_ticket_id of ['48296', '48299']) {
      const made = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id })
      const events = await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
      expect(events.at(-1)?.kind).toBe('done')
      expect(messagesOf(-1)[2]?.content[0]?.content?.length).toBeLessThanOrEqual(60_000)
    }
  })

  test('secrets stay here: in the message, in a step’s result, in a fact', async () => {
    const made = await begin('The admin password: Sommer2026! does not work')
    const added = await addTask(who.ctxFor('ben'), made.id, { text: 'Log in' })
    await changeTask(who.ctxFor('ben'), made.id, added.id, {
      revision: 1,
      result: 'pwd = "Winter2027!" worked',
    })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const sent = JSON.stringify(model.bodies.at(-1))
    expect(sent).not.toMatch(/Sommer2026|Winter2027/)
    expect(wordsOf()).toBe('The admin password: [redacted password] does not work')
    expect(caseOf().tasks[0]).toMatchObject({ id: 't1', text: 'Log in', by_person: true })
  })

  test('of a long answer the beginning is told, without its secrets, also when it was taken back', async () => {
    const made = await begin()
    model.next({ question: question('What does the log say?') })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const asked = (await detail(made.id)).questions[0]?.id ?? ''
    const words = `admin password: Sommer2026! ${'line of a log '.repeat(7_000)}`
    model.next({ answer_to_question: 'a log', question: question('Anything else?') })
    await whole(say(made.id, words, { answers: asked }))
    expect(caseOf().questions[0]?.answer).toMatch(/^admin password: \[redacted password\] line of a log/)
    expect(caseOf().questions[0]?.answer.length).toBeLessThan(1_000)
    await reopenQuestion(who.ctxFor('ben'), made.id, asked)
    await whole(say(made.id, 'Go on'))
    expect(caseOf().changed[0]).toMatch(/^Took back the answer/)
    expect(JSON.stringify(caseOf()).length).toBeLessThan(5_000)
    expect(JSON.stringify(caseOf())).not.toContain('Sommer2026')
  })

  test('of endless lists the beginning is read', async () => {
    const made = await begin()
    const list = <Item>(item: (text: string) => Item, last: string) => [
      ...Array.from({ length: 5_000 }, () => item('')),
      item(last),
    ]
    model.next({
      new_tasks: [task('First step'), ...list((text) => task(text), 'Last step')],
      new_facts: [fact('First fact'), ...list((text) => fact(text), 'Last fact')],
      causes: list((text) => ({ text, for: [], against: [], test: '' }), 'Last cause'),
    })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const { tasks, facts, causes } = await detail(made.id)
    expect([...tasks, ...facts, ...causes].map(({ text }) => text)).toEqual(['First step', 'First fact'])
  })

  test('text that no database holds does no harm', async () => {
    const made = await begin()
    model.next({ reply: 'a\u0000b \ud800 c', new_facts: [fact('x\u0000y')], new_tasks: [task('\u0000')] })
    expect((await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))).at(-1)?.kind).toBe('done')
    const after = await detail(made.id)
    expect(after.steps.at(-1)?.content).toBe('ab \ufffd c')
    expect(after.facts.map(({ text }) => text)).toEqual(['xy'])
    expect(after.tasks).toEqual([])
  })
})

describe('one at a time', () => {
  test('a second message waits; the same message is the same turn', async () => {
    const made = await begin()
    const held = model.held({ reply: 'One moment, thinking about it.' })
    const intent_key = randomUUID()
    const first = await say(made.id, 'Hello', { intent_key })
    await held.reached
    await expect(say(made.id, 'Also', { by: 'cleo' })).rejects.toMatchObject({
      code: 'turn_in_progress',
      status: 409,
    })
    const second = await say(made.id, 'Hello', { intent_key })
    const both = Promise.all([heard(first), heard(second)])
    held.release()
    const [one, two] = await both
    expect(textOf(two)).toBe('One moment, thinking about it.')
    expect(two.at(-1)).toEqual(one.at(-1))
    const replayed = await whole(say(made.id, 'Hello', { intent_key }))
    expect(textOf(replayed)).toBe('One moment, thinking about it.')
    expect(replayed.at(-1)).toMatchObject({
      kind: 'done',
      step_id: (one.at(-1) as { step_id: string }).step_id,
    })
    expect(
      (await detail(made.id)).steps.filter(({ kind }) => kind === 'message').map(({ content }) => content),
    ).toEqual(['Something is wrong', 'Hello'])
  })

  test('twenty clicks at once are one message', async () => {
    const made = await begin()
    const intent_key = randomUUID()
    const follows = await Promise.all(Array.from({ length: 20 }, () => say(made.id, 'Click', { intent_key })))
    const ends = (await Promise.all(follows.map(heard))).map((events) => events.at(-1))
    expect(new Set(ends.map((end) => (end?.kind === 'done' ? end.step_id : end?.kind))).size).toBe(1)
    const { steps } = await detail(made.id)
    expect(steps.filter(({ kind }) => kind === 'reply')).toHaveLength(1)
  })

  test('the turn goes on without its reader, and what was said so far is there', async () => {
    const made = await begin()
    const held = model.held({ reply: 'A long answer that nobody waits for.' })
    const leave = (await say(made.id, 'Hello'))(() => {})
    await held.reached
    leave()
    await expect
      .poll(async () => (await detail(made.id)).steps.at(-1))
      .toMatchObject({ state: 'streaming', content: 'A long answer that' })
    held.release()
    await expect
      .poll(async () => (await detail(made.id)).steps.at(-1))
      .toMatchObject({ state: 'complete', content: 'A long answer that nobody waits for.' })
  })

  test('a stream is no new version: another process reads it from the turn, and nobody is told', async () => {
    const other = await createTestWorld({ database: world.db, simulator: world.simulator })
    const made = await begin()
    const held = model.held({ reply: 'Half of it is said slowly.' })
    const follow = await say(made.id, 'Hello')
    await held.reached
    const told = async () =>
      (await world.db.admin`select count(*) as n from events where payload ->> 'session_id' = ${made.id}`)[0]
        ?.n
    const [before, events] = [await detail(made.id), await told()]
    await expect
      .poll(
        async () => (await sessionDetail({ ...who.ctxFor('vera'), world: other }, made.id)).steps.at(-1),
        {
          timeout: 5_000,
        },
      )
      .toMatchObject({ state: 'streaming', content: 'Half of it is' })
    expect((await detail(made.id)).state_version).toBe(before.state_version)
    expect(await told()).toBe(events)
    held.release()
    await heard(follow)
    expect((await detail(made.id)).state_version).toBe(before.state_version + 1)
    expect(await told()).toBe(Number(events) + 1)
    expect(await world.db.admin`select from turns where session_id = ${made.id}`).toHaveLength(0)
    await other.stop()
  })

  test('empty content needs something unanswered', async () => {
    const made = await begin()
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    await expect(ask(who.ctxFor('ben'), made.id, { content: '' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { content: expect.any(String) },
    })
  })
})

describe('stopping', () => {
  test('keeps the partial text and leaves the panel; the next turn knows what was asked', async () => {
    const made = await begin()
    const held = model.held({ reply: 'Half of this is enough.', new_facts: [fact('Never written')] })
    const follow = await say(made.id, 'Tell me everything')
    await held.reached
    await stopTurn(who.ctxFor('cleo'), made.id)
    const events = await heard(follow)
    expect(events.at(-1)).toMatchObject({ kind: 'done', usage: null })
    const after = await detail(made.id)
    expect(after.steps.at(-1)).toMatchObject({ kind: 'reply', state: 'stopped', content: 'Half of this' })
    expect(after).toMatchObject({ facts: [], exchanges: 0, turn_running: false })
    await whole(say(made.id, 'Shorter, please'))
    expect(wordsOf()).toBe('Something is wrong\n\nTell me everything\n\nShorter, please')
    expect((await detail(made.id)).exchanges).toBe(1)
    await stopTurn(who.ctxFor('ben'), made.id)
  })

  test('works from another process, which can follow the turn as well', async () => {
    const other = await createTestWorld({
      database: world.db,
      simulator: world.simulator,
      model: model.fetch,
    })
    const there = { ...who.ctxFor('ben'), world: other }
    const made = await begin()
    const intent_key = randomUUID()
    const held = model.held({ reply: 'Said by the first process.' })
    const here = await say(made.id, 'Hello', { intent_key })
    await held.reached
    await expect(ask(there, made.id, { content: 'Also' })).rejects.toMatchObject({ code: 'turn_in_progress' })
    const followed = heard(await ask(there, made.id, { content: 'Hello', intent_key }))
    await stopTurn(there, made.id)
    expect((await heard(here)).at(-1)?.kind).toBe('done')
    const events = await followed
    expect(textOf(events)).toBe('Said by the f')
    expect(events.at(-1)).toMatchObject({ kind: 'done', usage: null })
    await other.stop()
  })
})

describe('people and model on one panel', () => {
  test('what a person typed and changed, also during the turn, stays', async () => {
    const made = await begin()
    await changeTriage(who.ctxFor('ben'), made.id, { client_name: 'Typed before' })
    model.next({
      new_tasks: ['One', 'Two', 'Three', 'Four'].map((text) => task(text)),
      new_facts: [fact('Old')],
    })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const before = await detail(made.id)
    const [one, two, three] = before.tasks
    const held = model.held({
      reply: 'Everything is different now.',
      header: header({ client_name: 'Model', hypothesis: 'Model', asset_name: 'PC-1' }),
      new_tasks: [task('Three')],
      task_changes: [
        { id: 't1', state: 'done', known: 'checked', result: 'Model' },
        { id: 't4', state: 'active', known: 'keep', result: '' },
        { id: 't99', state: 'done', known: 'keep', result: '' },
      ],
      removed_tasks: ['t2'],
    })
    const turn = await say(made.id, 'Go on')
    await held.reached
    const cleo = who.ctxFor('cleo')
    expect(caseOf(-2).typed_fields).toEqual(['client_name'])
    await changeTriage(cleo, made.id, { triage_hypothesis: 'Typed during' })
    await changeTask(cleo, made.id, one?.id ?? '', { revision: one?.revision ?? 0, state: 'skipped' })
    await changeTask(cleo, made.id, two?.id ?? '', {
      revision: (two?.revision ?? 0) + 1,
      text: 'Two by Cleo',
    })
    await removeTask(cleo, made.id, three?.id ?? '')
    held.release()
    expect((await heard(turn)).at(-1)?.kind).toBe('done')
    const after = await detail(made.id)
    expect(after).toMatchObject({
      client_name: 'Typed before',
      triage_hypothesis: 'Typed during',
      asset_name: 'PC-1',
    })
    // Cleo's skip made Two the active step during the turn, so the model's choice of Four has come too late.
    expect(after.tasks.map(({ text, state, result }) => [text, state, result])).toEqual([
      ['One', 'skipped', null],
      ['Two by Cleo', 'active', null],
      ['Four', 'pending', null],
    ])
  })

  test('two people on one case: one answers, the other hears that it is answered', async () => {
    const made = await begin()
    model.next({ question: question('Wired or Wi-Fi?', ['Wired', 'Wi-Fi']) })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const asked = (await detail(made.id)).questions[0]
    const answers = asked?.id ?? ''
    model.next({
      new_facts: [fact('Wi-Fi only', { source: 'q1' })],
      question: question('Which network name?'),
    })
    await whole(say(made.id, 'Wi-Fi', { answers, by: 'cleo' }))
    expect(wordsOf()).toBe('Wi-Fi')
    expect(caseOf()).toMatchObject({
      answering: 'q1',
      questions: [{ id: 'q1', state: 'answered', answer: 'Wi-Fi' }],
    })
    await expect(say(made.id, 'Wired', { answers })).rejects.toMatchObject({
      code: 'revision_stale',
      extra: { current: { id: answers, answer: 'Wi-Fi', state: 'answered' } },
    })
    await expect(say(made.id, 'Wired', { answers: randomUUID() })).rejects.toMatchObject({ code: 'invalid' })
    const after = await detail(made.id)
    expect(after.facts).toMatchObject([
      { source_kind: 'question', source_label: 'Question: Wired or Wi-Fi?', editable: false },
    ])
    expect(after.questions.map(({ state }) => state)).toEqual(['answered', 'open'])
    expect(after.steps.filter(({ kind }) => kind === 'message').at(-1)?.author).toEqual({
      user_id: who.of.cleo.id,
      name: who.of.cleo.name,
    })
  })

  test('the same question keeps its id; another one takes its place', async () => {
    const made = await begin()
    for (const text of ['Since when?', ' since  WHEN', 'Who else?']) {
      model.next({ question: question(text) })
      await whole(say(made.id, `about ${text}`))
    }
    const { questions } = await detail(made.id)
    expect(questions.map(({ text, state }) => [text, state])).toEqual([
      ['Since when?', 'dropped'],
      ['Who else?', 'open'],
    ])
  })

  test('Vera and Zed say nothing and stop nothing', async () => {
    const made = await begin()
    for (const [name, code] of [
      ['vera', 'not_allowed'],
      ['zed', 'not_found'],
    ] as const) {
      await expect(say(made.id, 'x', { by: name })).rejects.toMatchObject({ code })
      await expect(stopTurn(who.ctxFor(name), made.id)).rejects.toMatchObject({ code })
    }
    expect((await detail(made.id)).steps).toHaveLength(2)
  })
})

describe('bad days', () => {
  test('a process that died leaves what it had said, and the case is free', async () => {
    const died = async (made: Session) => {
      const turn = randomUUID()
      await world.db.admin`
        insert into ai_session_steps (account_id, session_id, id, seq, kind, content, state)
        values (${who.accounts.acme}, ${made.id}, ${turn}, 50, 'reply', '', 'streaming')`
      await world.db.admin`update ai_sessions set next_seq = 51 where id = ${made.id}`
      await world.db.admin`
        insert into turns (account_id, session_id, id, owner, lease_until, partial)
        values (${who.accounts.acme}, ${made.id}, ${turn}, 'dead', now() - interval '1 second', 'I was about to')`
    }
    const [swept, asked, stopped] = [await begin(), await begin(), await begin()]
    for (const made of [swept, asked, stopped]) await died(made)
    await whole(ask(who.ctxFor('ben'), asked.id, { content: '' }))
    await stopTurn(who.ctxFor('ben'), stopped.id)
    expect(await sweepTurns(world)).toBe(1)
    expect(await sweepTurns(world)).toBe(0)
    for (const made of [swept, asked, stopped]) {
      const after = await detail(made.id)
      expect(after.turn_running).toBe(false)
      expect(after.steps.find(({ seq }) => seq === 50)).toMatchObject({
        state: 'interrupted',
        content: 'I was about to',
        remark: expect.stringContaining('interrupted'),
      })
    }
  })

  test('an answer that cannot be written changes nothing, and asking again works', async () => {
    const made = await begin()
    model.next({
      reply: 'Whole answer.',
      new_facts: [fact('Half-written')],
      new_tasks: [task('Half-written')],
    })
    await world.db.admin`revoke insert on model_turns from flowpilot_app`
    const events = await whole(say(made.id, 'Hello')).finally(
      () => world.db.admin`grant insert on model_turns to flowpilot_app`,
    )
    expect(events.at(-1)).toMatchObject({ kind: 'error', code: 'internal' })
    const after = await detail(made.id)
    expect(after).toMatchObject({ facts: [], tasks: [], turn_running: false, exchanges: 0 })
    expect(after.steps.at(-1)).toMatchObject({
      state: 'failed',
      content: 'Whole answer.',
      remark: expect.any(String),
    })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    expect(wordsOf()).toBe('Something is wrong\n\nHello')
    expect((await detail(made.id)).exchanges).toBe(1)
  })

  test('only so many turns an hour', async () => {
    const strict = await createTestWorld({
      database: world.db,
      simulator: world.simulator,
      model: model.fetch,
      settings: { TURNS_PER_HOUR: '2' },
    })
    const cleo = { ...who.ctxFor('ada'), world: strict }
    const made = await begin()
    for (const content of ['1', '2']) await whole(ask(cleo, made.id, { content }))
    await expect(ask(cleo, made.id, { content: '3' })).rejects.toMatchObject({
      code: 'too_often',
      status: 429,
    })
    await strict.stop()
  })

  test('a restart waits a little, then keeps what was said', async () => {
    const leaving = await createTestWorld({
      database: world.db,
      simulator: world.simulator,
      model: model.fetch,
    })
    const there = { ...who.ctxFor('ben'), world: leaving }
    const made = await begin()
    const held = model.held({ reply: 'Said before the restart.' })
    const follow = await ask(there, made.id, { content: 'Hello' })
    await held.reached
    leaving.drain()
    await expect(ask(there, made.id, { content: 'More' })).rejects.toMatchObject({
      code: 'draining',
      status: 503,
    })
    expect((await heard(follow)).at(-1)).toMatchObject({ kind: 'error', code: 'draining' })
    await leaving.stop()
    expect((await detail(made.id)).steps.at(-1)).toMatchObject({
      state: 'interrupted',
      content: 'Said before '.trim(),
    })
  })
})

describe('a conversation with the model', () => {
  test('tells the whole case once, then what changed', async () => {
    const made = await begin('Nobody can print')
    model.next({ new_facts: [fact('Whole floor')], new_tasks: [task('Restart the spooler')] })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    expect(caseOf()).toMatchObject({ title: 'Nobody can print', facts: [], earlier: [] })
    await whole(say(made.id, 'Go on'))
    const news = caseOf()
    expect(news).toMatchObject({ facts: [{ id: 'f1', text: 'Whole floor' }], tasks: [{ id: 't1' }] })
    expect(news).not.toHaveProperty('title')
    await whole(say(made.id, 'And?'))
    expect(caseOf()).not.toHaveProperty('facts')
  })

  test('begins anew from the case as it stands when it has grown too long', async () => {
    const made = await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48288' })
    model.next({ new_facts: [fact('Said at first')] })
    await whole(ask(who.ctxFor('ben'), made.id, { content: '' }))
    const long = JSON.stringify([{ type: 'text', text: 'x'.repeat(250_000) }])
    await world.db.admin`
      update model_turns set content = ${long}::json
      where session_id = ${made.id} and role = 'user' and seq = (select min(seq) from model_turns where session_id = ${made.id})`
    await whole(say(made.id, 'Where were we?'))
    expect(messagesOf(-1)).toHaveLength(3)
    expect(typesOf(messagesOf(-1))).toEqual([
      ['text'],
      ['tool_use', 'tool_use'],
      ['tool_result', 'tool_result', 'text'],
    ])
    expect(caseOf()).toMatchObject({
      facts: [{ text: 'Said at first' }],
      earlier: [
        { by: 'FlowPilot', text: 'Noted.' },
        { by: who.of.ben.name, text: 'Where were we?' },
      ],
    })
    await whole(say(made.id, 'Go on'))
    expect(messagesOf(-1)).toHaveLength(7)
    expect(wordsOf()).toBe('Go on')
  })
})
