import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrationsFolder } from '../../db/migrate.ts'
import { inAccount } from '../../db/tx.ts'
import { countStatements } from '../../testing/count-statements.ts'
import { type People, people } from '../../testing/people.ts'
import { plansOf } from '../../testing/plans.ts'
import { createScriptedModel } from '../../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { changeBoardRights } from '../../tickets/board-rights.ts'
import { ask } from '../ask.ts'
import { changeTriage } from '../change-triage.ts'
import { createSession } from '../create-session.ts'
import { listSessions } from '../list-sessions.ts'
import { refreshTicket } from '../refresh-ticket.ts'
import { sessionViews } from '../view-queries.ts'
import { findByWords } from './queries.ts'

type Days = { from?: string; to?: string; mine?: boolean }
const model = createScriptedModel()
let world: TestWorld
let who: People
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
})
afterAll(() => world?.stop())

const inWords = (intake_content: string, more = {}) =>
  createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content, ...more })
const found = async (q: string, name: 'ada' | 'ben' | 'zed' = 'ben', more = {}) =>
  (await listSessions(who.ctxFor(name), { limit: 50, q, ...more })).items.map(({ title }) => title)

describe('a case is found by', () => {
  test('the beginnings of words of its title, client, device and ticket, all of them', async () => {
    await inWords('Scanner jams on the second floor', {
      client_name: 'Müller & Söhne',
      asset_name: 'SCAN-07',
    })
    await inWords('Scanner is slow', { client_name: 'Contoso Dental' })
    expect(await found('scan')).toEqual(['Scanner is slow', 'Scanner jams on the second floor'])
    for (const q of ['jam SCANNER', 'muller sohne', 'MÜLL', 'scan-07', 'second-fl'])
      expect(await found(q)).toEqual(['Scanner jams on the second floor'])
    for (const q of ['canner', 'scanner printer', '07 slow']) expect(await found(q)).toEqual([])
    expect(await found('scan', 'zed')).toEqual([])
  })

  test('the number of its ticket, and its title as the ticket gave it', async () => {
    await createSession(who.ctxFor('ben'), { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
    expect(await found('#48291')).toEqual(['Mail from outside not arriving'])
    expect(await found('outside 482')).toEqual(['Mail from outside not arriving'])
  })

  test('what an engineer types, and no longer by what stood there', async () => {
    const { id } = await inWords('Door phone is silent', { client_name: 'Tailspin' })
    await changeTriage(who.ctxFor('ben'), id, { client_name: 'Woodgrove', issue_category: 'Telephony' })
    expect(await found('door woodgrove')).toEqual(['Door phone is silent'])
    expect(await found('door tailspin')).toEqual([])
    await changeTriage(who.ctxFor('ben'), id, { client_name: null })
    expect(await found('door woodgrove')).toEqual([])
    expect(await found('door phone')).toEqual(['Door phone is silent'])
  })

  test('what the model wrote into its header', async () => {
    const { id } = await inWords('Plotter prints grey')
    model.next({
      reply: 'Which paper is in it?',
      header: { client_name: 'Fabrikam Print', asset_name: 'PLOT-3', issue_category: '', hypothesis: '' },
    })
    await ask(who.ctxFor('ben'), id, { content: '' })
    await world.background.settled()
    expect(await found('fabrikam plot-3')).toEqual(['Plotter prints grey'])
  })

  test('its ticket, once that could be read', async () => {
    world.simulator.addFault({ kind: 'unreachable' })
    const { id } = await createSession(who.ctxFor('ben'), {
      intake_type: 'psa_ticket',
      psa_ticket_id: '48285',
    })
    world.simulator.clearFaults()
    expect(await found('48285')).toEqual(['Ticket #48285'])
    const { title, client_name } = await refreshTicket(who.ctxFor('ben'), id)
    expect(await found(`48285 ${title} ${client_name}`)).toEqual([title])
  })

  test('nobody who does not open its board', async () => {
    const made = await createSession(who.ctxFor('ada'), { intake_type: 'psa_ticket', psa_ticket_id: '48302' })
    expect(await found('48302')).toEqual([made.title])
    await changeBoardRights(who.ctxFor('ada'), { engineer: [] })
    expect(await found('48302')).toEqual([])
    expect(await found('48302', 'ada')).toEqual([made.title])
    await changeBoardRights(who.ctxFor('ada'), { engineer: null })
  })
})

test('words that a turn leaves as they are stay the rows they were, and a turn costs the same either way', async () => {
  const { id } = await inWords('Badge reader blinks')
  const header = { client_name: 'Adatum', asset_name: 'READER-2', issue_category: '', hypothesis: '' }
  const turn = async (reply: string) => {
    model.next({ reply, header })
    await ask(who.ctxFor('ben'), id, { content: reply })
    await world.background.settled()
  }
  const rows = () => world.db.admin`
    select word, xmin::text as written_by from case_words where session_id = ${id} order by word`
  await turn('first')
  const before = await rows()
  const same = await countStatements(world.db, () => turn('second'))
  expect([...(await rows())]).toEqual([...before])
  header.client_name = 'Wingtip'
  expect(await countStatements(world.db, () => turn('third'))).toBeLessThanOrEqual(same)
  expect((await rows()).map(({ word }) => word)).toEqual([
    '2',
    'badge',
    'blinks',
    'reader',
    'reader',
    'wingtip',
  ])
})

test('a migrated case has the words that the application gives it', async () => {
  const words = () => world.db.admin`
    select session_id, place, word from case_words order by session_id, place, word`
  await inWords('Größe: „C:“ — 99,5 % belegt auf PC-9', {
    client_name: 'Éclair & Söhne',
    asset_name: 'ＰＣ-9',
  })
  const written = await words()
  const text = await readFile(join(migrationsFolder(), '0027_case_words.sql'), 'utf8')
  await world.db.admin`delete from case_words`
  await world.db.admin.unsafe(text.slice(text.indexOf('alter table ai_sessions no force')))
  expect(await words()).toEqual(written)
})

describe('among some thousand cases', () => {
  const total = 6000
  beforeAll(async () => {
    const id = (n: string) =>
      world.db.admin.unsafe(`('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`)
    await world.db.admin`delete from case_words`
    await world.db.admin`
      insert into ai_sessions (account_id, id, title, intake_type, user_id, current_handler_id, created_at)
      select ${who.accounts.acme}, ${id('n')}, 'Outlook ' || n, 'free_text', ${who.of.ben.id}, ${who.of.ben.id},
        now() - make_interval(days => 1, secs => (${total} - n)::int) from generate_series(1, ${total}) n`
    await world.db.admin`
      insert into case_words (account_id, word, session_id, place)
      select ${who.accounts.acme}, w, ${id('n')}, 'title'
      from generate_series(1, ${total}) n, unnest(array['outlook', n::text]) w`
    await world.db.admin`
      insert into said_words (account_id, depth, word, session_id)
      select account_id, depth, word || said, session_id
      from case_words, generate_series(1, 2) depth, unnest(array['', 'said']) said`
    // as autovacuum leaves tables; before it, an index is dear to the planner
    await world.db.admin`vacuum analyze ai_sessions, case_words, said_words`
  })

  test.each([
    ['a rare word', ['5999']],
    ['a common word', ['outlook']],
    ['a common word and a rare one', ['outlook', '5999']],
    ['two words that begin many', ['outlook', '1']],
  ])('the plan reaches the words by an index: %s', async (_what, words) => {
    const plans = await plansOf(world, who.accounts.acme, (sql) =>
      findByWords(sql, { limit: 51 }, { words, depth: 0 }),
    )
    expect(plans.length).toBeGreaterThan(1)
    for (const plan of plans) {
      expect(plan).toMatch(/Index Cond: \(.*account_id = .*word >= .*word < /)
      expect(plan).not.toMatch(/Seq Scan on (case_words|ai_sessions)/)
      // one case's words: from its beginning to its end this index is every word of the account
      for (const [, condition] of plan.matchAll(/case_words_by_case on .*\n\s+Index Cond: (.*)/g))
        expect(condition).toMatch(/session_id = /)
    }
  })

  test.each([1, 2] as const)('what was said is reached by an index as well: depth %i', async (depth) => {
    for (const words of [['5999said'], ['outlooksaid'], ['outlooksaid', '5999'], ['outlook', '1']])
      for (const plan of await plansOf(world, who.accounts.acme, (sql) =>
        findByWords(sql, { limit: 51 }, { words, depth }),
      )) {
        expect(plan).toMatch(/Index Cond: \(.*account_id = .*depth = .*word >= .*word < /)
        expect(plan).not.toMatch(/Seq Scan on (said_words|case_words|ai_sessions)/)
        for (const [, condition] of plan.matchAll(/words_by_case on .*\n\s+Index Cond: (.*)/g))
          expect(condition).toMatch(/session_id = /)
      }
  })

  test.each([1, 2] as const)('no case comes twice from one depth to the next: depth %i', async (depth) => {
    const found = (words: string[]) =>
      inAccount(world.db, who.accounts.acme, (sql) => findByWords(sql, { limit: 51 }, { words, depth }))
    expect(await found(['outlook', '42'])).toEqual({ ids: [], looked_to: null })
    expect((await found(['outlooksaid', '42said'])).ids).toHaveLength(depth === 1 ? 1 : 0)
  })

  const began = async (n: number) => {
    const [row] = await world.db.admin<{ at: string }[]>`
      select created_at as at from ai_sessions where id = ${`00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`}`
    return row?.at ?? ''
  }

  test.each([
    ['from and to', { from: 2000, to: 2010 }, [2009, 2008, 2007, 2006, 2005, 2004, 2003, 2002, 2001, 2000]],
    ['from', { from: 5998 }, [6000, 5999, 5998]],
    ['to', { to: 4 }, [3, 2, 1]],
    ['a range of nothing', { from: 10, to: 10 }, []],
  ])(
    'days narrow a list and a search alike: %s',
    async (_how, days: { from?: number; to?: number }, numbers) => {
      const from = days.from && (await began(days.from))
      const to = days.to && (await began(days.to))
      const query = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
      const listed = await listSessions(who.ctxFor('ben'), { limit: 50, ...query })
      const sought = await listSessions(who.ctxFor('ben'), { limit: 50, q: 'outlook', ...query })
      const titles = numbers.map((n) => `Outlook ${n}`)
      expect(listed.items.map(({ title }) => title).filter((title) => title.startsWith('Outlook'))).toEqual(
        titles,
      )
      expect(sought).toMatchObject({ items: titles.map((title) => ({ title })), next_cursor: null })
    },
  )

  test('pages of a range follow each other, those of a search as those of a list', async () => {
    const query = { from: await began(3000), to: await began(3200), status: 'active' as const }
    for (const q of [undefined, 'outlook']) {
      const titles: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await listSessions(who.ctxFor('ben'), {
          limit: 50,
          ...query,
          ...(q ? { q } : {}),
          ...(cursor ? { cursor } : {}),
        })
        titles.push(...page.items.map(({ title }) => title))
        cursor = page.next_cursor
      } while (cursor)
      expect(titles).toEqual(Array.from({ length: 200 }, (_, at) => `Outlook ${3199 - at}`))
    }
  })

  test.each([
    ['a range', { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' }],
    ['from', { from: '2026-10-01T00:00:00.000Z' }],
    ['to', { to: '2026-11-01T00:00:00.000Z' }],
    ['a range, mine', { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', mine: true }],
  ])('the plan reaches the days of a list by an index: %s', async (_what, { mine, ...days }: Days) => {
    const filter = { ...days, limit: 51, ...(mine ? { handler_id: who.of.ben.id } : {}) }
    const plans = await plansOf(world, who.accounts.acme, (sql) => sessionViews(sql, filter))
    for (const plan of plans) {
      expect(plan).toMatch(
        /sessions_by_(age|handler) on ai_sessions s_1\n\s+Index Cond: .*account_id = .*created_at /,
      )
      expect(plan).not.toMatch(/Seq Scan on ai_sessions/)
    }
  })

  test('the plan of a search in days reads a range of ids, whose ends stand in an index', async () => {
    const days = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' }
    const plans = await plansOf(world, who.accounts.acme, (sql) =>
      findByWords(sql, { ...days, limit: 51 }, { words: ['outlook'], depth: 0 }, { hits: [10] }),
    )
    const ranged = plans.filter((plan) => plan.includes('sessions_by_age'))
    expect(ranged.length).toBeGreaterThan(1)
    for (const plan of ranged) {
      expect(plan).toMatch(/ai_sessions_pkey on ai_sessions s\n\s+Index Cond: .*id >= .*id <= /)
      expect(plan).toMatch(/sessions_by_age on ai_sessions l\n\s+Index Cond: .*created_at < /)
      expect(plan).toMatch(/sessions_by_age on ai_sessions f\n\s+Index Cond: .*created_at >= /)
    }
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (case_words|ai_sessions)/)
  })

  /** Page after page, as a list asks for them. */
  async function pagesOf(words: string[], limit: number, limits: Parameters<typeof findByWords>[3]) {
    const pages: Awaited<ReturnType<typeof findByWords>>[] = []
    for (let after: string | null | undefined; after !== null && pages.length < 30; ) {
      const filter = { limit, after: after ?? undefined }
      const page = await inAccount(world.db, who.accounts.acme, (sql) =>
        findByWords(sql, filter, { words, depth: 0 }, limits),
      )
      pages.push(page)
      after = page.ids.length === limit ? page.ids.at(-1) : page.looked_to
    }
    return pages
  }
  const numbersIn = (pages: { ids: string[] }[]) =>
    pages.flatMap(({ ids }) => ids.map((id) => Number.parseInt(id.slice(-12), 16)))
  const beginningWith = (digits: string) =>
    Array.from({ length: total }, (_, n) => total - n).filter((n) => String(n).startsWith(digits))

  test.each([
    ['by few hits', {}],
    ['by more hits', { hits: [10, 200] }],
    ['by the newest cases', { hits: [10] }],
  ])('pages of a search follow each other: %s', async (_how, limits) => {
    expect(numbersIn(await pagesOf(['outlook', '59'], 50, limits))).toEqual(beginningWith('59'))
  })

  test('a page of common words looks at so many cases and says where it stopped', async () => {
    const pages = await pagesOf(['outlook', '42'], 50, { hits: [10], looked: 1000 })
    expect(pages[0]?.ids.length).toBeLessThan(50)
    expect(pages[0]?.looked_to).not.toBeNull()
    expect(pages.at(-1)?.looked_to).toBeNull()
    expect(numbersIn(pages)).toEqual(beginningWith('42'))
  })
})
