import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'
import type { Note } from '../../../simulator/records.ts'
import { type Outbox, outbox, ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { loneQuotations, noon, postRow, quotations, ticketNote } from '../../testing/post-rows.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import { noteAudited } from '../note/look.ts'
import { taggedText } from '../tag.ts'
import { startPostWorker } from '../worker/worker.ts'
import type { Finding } from './finding.ts'
import { onAudit } from './on-audit.ts'
import type { NotePost, PostRow } from './row.ts'
import { later } from './times.ts'

const at = (seconds: number) => later(noon, seconds)
const clock = (seconds: number) => ({ now: at(seconds), settle_s: 180, audit_s: 600 })
const verified = (more: Partial<PostRow> = {}) =>
  postRow({
    state: 'verified',
    owner: null,
    lease_until: null,
    look_count: 1,
    psa_id: '77',
    posted_at: noon,
    ...more,
  })
const ours = (more: Partial<TicketNote> = {}) =>
  ticketNote({ id: '77', text: taggedText(postRow().body, postRow().tag), ...more })
type Sight = { kind: 'read'; notes: TicketNote[]; complete: boolean } | Finding
const read = (...notes: TicketNote[]): Sight & { kind: 'read' } => ({
  kind: 'read',
  notes: [ticketNote(), ...notes],
  complete: true,
})
const seen = (row: NotePost, sight: Sight, seconds = 600) => {
  const finding = sight.kind === 'read' ? noteAudited(row, sight) : sight
  return onAudit(row, { number: 1, began_at: at(seconds) }, finding, clock(seconds))
}
const set = (row: NotePost, sight: Sight, seconds = 600) => {
  const verdict = seen(row, sight, seconds)
  return verdict?.kind === 'change' ? verdict.change.set : undefined
}

describe('what an audit makes of a posted note', () => {
  test('there once: it stays, is looked at again at the age of a day, and then no more', () => {
    expect(set(verified(), read(ours()))).toMatchObject({ audit_due: at(86_400), audit_count: 1 })
    const last = set(verified({ audit_count: 1 }), read(ours()), 86_400)
    expect(last).toMatchObject({ audit_due: null, audit_count: 2 })
    expect(last?.state).toBeUndefined()
  })

  test('its tag cut off, its text changed: it stays, and that is said', () => {
    const set1 = set(verified(), read(ours({ text: 'Changed by a colleague' })))
    expect(set1?.state).toBeUndefined()
    expect(set1?.why).toEqual({ code: 'differs', differences: [{ part: 'reference' }] })
    const client = verified({ placement: 'discussion' })
    const theirs = ours({
      text: `Mended. ref FP-${client.tag}`,
      visibility: 'client_visible',
      placements: ['discussion'],
    })
    expect(set(client, read(theirs))?.why).toEqual({
      code: 'differs',
      differences: [{ part: 'text_since' }],
    })
  })

  test('an internal note that the client can read by now asks a person', () => {
    const visible = ours({ visibility: 'client_visible', placements: ['discussion', 'internal'] })
    expect(set(verified(), read(visible))).toMatchObject({
      state: 'needs_human',
      audit_due: null,
      why: { code: 'client_reads_internal_note' },
    })
  })

  test('not there: believed at the second whole reading a while later, and never sent again', () => {
    const first = set(verified(), read())
    expect(first).toMatchObject({ clean_absences: 1, audit_due: at(660) })
    expect(first?.state).toBeUndefined()
    const second = set(verified({ clean_absences: 1 }), read(), 660)
    expect(second?.state).toBe('needs_human')
    expect(second?.why).toEqual({ code: 'deleted_since' })
    const partial: Sight = { kind: 'read', notes: [], complete: false }
    expect(set(verified({ clean_absences: 1 }), partial)).toEqual({
      unreadable_since: at(600),
      audit_due: at(630),
    })
  })

  test('unreadable is tried for ten settle times, then at the next audit; nobody is asked', () => {
    expect(set(verified(), { kind: 'unreadable', why: '.' })).toEqual({
      unreadable_since: at(600),
      audit_due: at(630),
    })
    expect(set(verified({ unreadable_since: at(5) }), { kind: 'unreadable', why: '.' }, 2_400)).toEqual({
      unreadable_since: at(2_400),
      audit_due: at(2_430),
    })
    const given = set(verified({ unreadable_since: at(600) }), { kind: 'unreadable', why: '.' }, 2_400)
    expect(given).toMatchObject({ audit_due: at(86_400), audit_count: 1, unreadable_since: null })
  })

  test('a ticket that is gone ends it with a word', () => {
    const gone: Sight = { kind: 'gone' }
    expect(set(verified(), gone)?.clean_absences).toBe(1)
    const end = set(verified({ clean_absences: 1 }), gone)
    expect(end).toMatchObject({ audit_due: null, why: { code: 'ticket_gone_since' } })
    expect(end?.state).toBeUndefined()
  })

  const later1 = ours({ id: '90', created_at: '2026-11-20T12:05:00Z' })
  test('twice: the newest internal copy goes, and what a colleague or the client touched stays', () => {
    expect(seen(verified(), read(ours(), later1))).toMatchObject({
      kind: 'remove',
      copy: { id: '90' },
      kept: { id: '77' },
    })
    expect(seen(verified({ psa_id: '90' }), read(later1, ours()))).toMatchObject({ copy: { id: '90' } })
    const asked = { state: 'needs_human', candidates: [{ psa_id: '77' }, { psa_id: '90' }] }
    const visible = { ...later1, visibility: 'client_visible' as const }
    expect(set(verified(), read(ours(), visible))).toMatchObject(asked)
    expect(set(verified({ deleted_count: 3 }), read(ours(), later1))).toMatchObject(asked)
    expect(set(verified({ placement: 'discussion' }), read(ours(), later1))).toMatchObject(asked)
  })

  test.each(quotations)('%s is no second note: nobody is asked, nothing is deleted', (_, more) => {
    const quoted = ticketNote({ id: '90', created_at: '2026-11-20T12:05:00Z', ...more })
    for (const sight of [read(ours(), quoted), read(quoted, ours())])
      for (const placement of ['internal', 'discussion'] as const) {
        const visibility = placement === 'internal' ? 'internal' : 'client_visible'
        const there: Partial<TicketNote> = { placements: [placement], visibility }
        const notes = sight.notes.map((note) => ({ ...note, ...there }))
        const kept = set(verified({ placement }), { kind: 'read', notes, complete: true })
        expect(kept).toMatchObject({ psa_id: '77', audit_count: 1, why: { code: 'read_back' } })
        expect(kept?.state).toBeUndefined()
      }
  })

  test('a quotation does not stand for a note that was deleted', () => {
    for (const [, more] of loneQuotations)
      expect(set(verified({ clean_absences: 1 }), read(ticketNote({ id: '90', ...more })))).toMatchObject({
        state: 'needs_human',
      })
  })

  test('of a note that a colleague edited the second copy is still found', () => {
    const edited = ours({ text: `Edited.\n\nref FP-${postRow().tag}` })
    expect(seen(verified(), read(edited, later1))).toMatchObject({ kind: 'remove', copy: { id: '90' } })
  })

  test('a look that was overtaken says nothing', () => {
    expect(seen(verified({ look_count: 2 }), read())).toBeNull()
    expect(seen(verified({ state: 'needs_human' }), read())).toBeNull()
  })
})

describe('audits of the worker', () => {
  let world: TestWorld
  let who: People
  let box: Outbox
  beforeAll(async () => {
    world = await createTestWorld({
      settings: { POSTS_PER_MINUTE: '1000', POST_AUDIT_SECONDS: '1', POST_SETTLE_SECONDS: '3' },
    })
    who = await people(world)
    box = outbox(world, who, world.simulator)
  })
  afterAll(() => world?.stop())
  afterEach(() => world.simulator.clearFaults())

  const notes = () => world.simulator.state.tenants.acme?.notes ?? []
  const noteOf = (text: string) => box.notesWith(text)[0] as Note
  const copyOf = (note: Note, more: Partial<Note> = {}) => {
    const copy = { ...note, id: note.id + 500_000, ...more }
    notes().push(copy)
    return copy
  }
  const audits = async (postId: string, until: (row: PostRow) => boolean) => {
    const worker = startPostWorker(world)
    try {
      for (let tries = 0; tries < 600; tries++) {
        const row = await box.read(postId)
        if (until(row)) return row
        await pause(20)
      }
      throw new Error(`never: ${JSON.stringify(await box.read(postId))}`)
    } finally {
      await worker.stop()
    }
  }

  test('a note that is there stays verified; the next audit is a day after it was posted', async () => {
    const post = await box.click()
    const row = await audits(post.id, (row) => row.audit_count === 1)
    expect(row.state).toBe('verified')
    expect(Date.parse(row.audit_due ?? '') - Date.parse(row.posted_at ?? '')).toBe(86_400_000)
  })

  test('a note that somebody deleted asks a person; what was discarded is not looked at again', async () => {
    const text = ownWords()
    const post = await box.click({ text })
    notes().splice(notes().indexOf(noteOf(text)), 1)
    const row = await audits(post.id, (row) => row.state === 'needs_human')
    expect(row.reason).toBe('deleted_since')
    expect(box.notesWith(text)).toEqual([])
    expect(row.queue).toBeNull()
  })

  test('of two internal copies the newer is deleted, with a line before and after', async () => {
    const text = ownWords()
    const post = await box.click({ text })
    const copy = copyOf(noteOf(text))
    const row = await audits(post.id, (row) => row.deleted_count === 1 && row.audit_count === 1)
    expect(row).toMatchObject({ state: 'verified', psa_id: post.psa_id })
    expect(box.notesWith(text).map(({ id }) => String(id))).toEqual([post.psa_id])
    const log = await box.auditOf(post.id)
    expect(log.map(({ action }) => action)).toContain('post.copy_deleting')
    expect(log.at(-2)?.detail).toMatchObject({
      audit: 'copy_deleted',
      deleted: String(copy.id),
      kept: post.psa_id,
    })
  })

  test('when the newer one is the one we knew, we know the older one afterwards', async () => {
    const text = ownWords()
    const post = await box.click({ text })
    const older = copyOf(noteOf(text), { id: 7 })
    const row = await audits(post.id, (row) => row.deleted_count === 1)
    expect(row.psa_id).toBe(String(older.id))
    expect(box.notesWith(text)).toEqual([older])
  })

  test('of two copies for the client none is deleted: a person is asked', async () => {
    const text = ownWords()
    const post = await box.click({ text, placement: 'discussion' })
    const worker = startPostWorker(world)
    await box.until(post.id, 'verified')
    await worker.stop()
    copyOf(noteOf(text))
    const row = await audits(post.id, (row) => row.state === 'needs_human')
    expect([row.reason, row.reason_params]).toEqual(['copies_found', { count: 2, client_reads: true }])
    expect(row.candidates).toHaveLength(2)
    expect(box.notesWith(text)).toHaveLength(2)
  })

  test('a deletion that ConnectWise refuses asks a person', async () => {
    const text = ownWords()
    const post = await box.click({ text })
    copyOf(noteOf(text))
    world.simulator.addFault({ kind: 'status', status: 403, match: { method: 'DELETE' } })
    const row = await audits(post.id, (row) => row.state === 'needs_human')
    expect(row.candidates).toHaveLength(2)
    expect(box.notesWith(text)).toHaveLength(2)
  })

  test('a deletion whose answer is lost is looked into before anything else', async () => {
    const text = ownWords()
    const post = await box.click({ text })
    copyOf(noteOf(text))
    world.simulator.addFault({ kind: 'reply_lost', match: { method: 'DELETE' }, times: 1 })
    const row = await audits(post.id, (row) => row.audit_count === 1)
    expect(row).toMatchObject({ state: 'verified', psa_id: post.psa_id, deleted_count: 1 })
    expect(box.notesWith(text)).toHaveLength(1)
  })
})
