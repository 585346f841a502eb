import { describe, expect, test } from 'vitest'
import { noon, postRow, ticketNote } from '../../testing/post-rows.ts'
import { fc } from '../../testing/property.ts'
import { foundNote } from '../note/compare.ts'
import { taggedText } from '../tag.ts'
import type { Finding } from './finding.ts'
import { onLook } from './on-look.ts'
import type { PostRow } from './row.ts'
import { later } from './times.ts'

const settle_s = 180
const at = (seconds: number) => later(noon, seconds)
const clock = (seconds: number) => ({ now: at(seconds), settle_s, audit_s: 600 })
const checking = (more: Partial<PostRow> = {}) =>
  postRow({ state: 'checking', owner: null, lease_until: null, look_count: 1, ...more })
const absent: Finding = { kind: 'absent' }
const look = (row: PostRow, seconds: number, finding: Finding) =>
  onLook(row, { number: row.look_count, began_at: at(seconds) }, finding, clock(seconds))?.set

const ours = ticketNote({ id: '77', text: taggedText(postRow().body, postRow().tag) })

describe('what a look makes of an uncertain post', () => {
  test('absent before the settle time only plans the next look', () => {
    expect(look(checking(), 10.5, absent)).toMatchObject({ check_at: at(30) })
    expect(look(checking(), 30.5, absent)).toMatchObject({ check_at: at(90) })
    expect(look(checking(), 90.5, absent)).toMatchObject({ check_at: at(180) })
    expect(look(checking(), 90.5, absent)?.clean_absences).toBeUndefined()
  })

  test('two clean absences a third of the settle time apart send it again', () => {
    const first = look(checking(), 181, absent)
    expect(first).toMatchObject({ clean_absences: 1, check_at: at(241) })
    const row = checking({ ...first, look_count: 5 })
    expect(look(row, 200, absent)?.state).toBeUndefined()
    expect(look(row, 241, absent)).toMatchObject({ state: 'ready', send_after: at(241), clean_absences: 0 })
  })

  test('after the third attempt, or once ConnectWise said yes, a person is asked', () => {
    const again = { clean_absences: 1, last_absence_at: at(181) }
    const asked = look(checking({ ...again, attempt: 3, look_count: 4 }), 250, absent)
    expect(asked?.state).toBe('needs_human')
    expect(asked?.why).toEqual({ code: 'tries_used_up', looks: 4 })
    const last_outcome = { kind: 'unidentified' as const, status: 201, at: noon, attempt: 1 }
    expect(look(checking({ ...again, last_outcome }), 250, absent)).toMatchObject({
      state: 'needs_human',
      why: { code: 'taken_not_found', looks: 1 },
    })
  })

  test('found is posted and read back in one', () => {
    expect(look(checking(), 1, foundNote(postRow(), ours, 'tag'))).toMatchObject({
      state: 'verified',
      psa_id: '77',
    })
  })

  test.each([
    ['several_found', { kind: 'several', candidates: [] }],
    ['one_near', { kind: 'near', candidates: [] }],
  ] as [string, Finding][])('%s asks a person', (code, finding) => {
    expect(look(checking(), 1, finding)).toMatchObject({ state: 'needs_human', why: { code } })
  })

  test('unreadable is no absence; after ten settle times a person is asked', () => {
    const unreadable: Finding = { kind: 'unreadable', why: 'ConnectWise is away.' }
    const row = checking({ clean_absences: 1, last_absence_at: at(181) })
    expect(look(row, 300, unreadable)).toMatchObject({ unreadable_since: at(300), check_at: at(330) })
    expect(look({ ...row, unreadable_since: at(300) }, 2099, unreadable)?.state).toBeUndefined()
    expect(look({ ...row, unreadable_since: at(300) }, 2100, unreadable)?.why).toEqual({
      code: 'unreadable_too_long',
      since: at(300),
    })
  })

  test('a look that was overtaken says nothing', () => {
    const row = checking({ look_count: 3 })
    expect(onLook(row, { number: 2, began_at: at(400) }, absent, clock(400))).toBeNull()
    expect(
      onLook(checking({ state: 'verified' }), { number: 1, began_at: at(400) }, absent, clock(400)),
    ).toBeNull()
  })

  test('an internal note that the client can read is said loudly', () => {
    const seen = { ...ours, visibility: 'client_visible' as const, placements: ['discussion' as const] }
    const set = look(checking(), 1, foundNote(postRow(), seen, 'tag'))
    expect(set?.state).toBe('needs_human')
    expect(set?.why).toEqual({ code: 'client_reads_internal_note' })
  })

  test('never sent again without two whole readings that began after the settle time and a third of it apart', () => {
    const finding = fc.constantFrom<Finding>(absent, { kind: 'unreadable', why: '.' })
    const looks = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), finding), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(looks, (plan) => {
        let row: PostRow = checking()
        let seconds = 0
        const clean: number[] = []
        for (const [gap, found] of plan) {
          if (row.state !== 'checking') break
          seconds += gap
          if (found.kind === 'absent' && seconds >= settle_s) clean.push(seconds)
          row = { ...row, ...look(row, seconds, found), look_count: row.look_count + 1 }
        }
        if (row.state !== 'ready') return
        expect(clean.length).toBeGreaterThanOrEqual(2)
        expect((clean.at(-1) ?? 0) - (clean[0] ?? 0)).toBeGreaterThanOrEqual(settle_s / 3)
      }),
    )
  })
})

describe('what a look makes of a posted one', () => {
  const posted = (more: Partial<PostRow> = {}) =>
    checking({ state: 'posted', psa_id: '77', posted_at: noon, ...more })

  test.each([
    ['as asked', ours, 'verified', { code: 'read_back' }],
    [
      'its text changed',
      { ...ours, text: `Changed. ref FP-${postRow().tag}` },
      'posted',
      { code: 'differs', differences: [{ part: 'text' }] },
    ],
  ] as const)('%s', (_, note, state, why) => {
    const set = look(posted(), 1, foundNote(postRow(), note, 'tag'))
    expect(set?.state).toBe(state)
    expect(set?.why).toEqual(why)
  })

  test('not there is waited for, and then a person is asked; it is never sent again', () => {
    expect(look(posted(), 1, absent)).toMatchObject({
      check_at: at(10),
      why: { code: 'not_shown_yet', next_at: at(10) },
    })
    expect(look(posted(), 181, absent)).toMatchObject({
      state: 'needs_human',
      why: { code: 'taken_not_there' },
    })
  })

  test('unreadable stays posted for good', () => {
    const unreadable: Finding = { kind: 'unreadable', why: '.' }
    expect(look(posted(), 1, unreadable)).toMatchObject({
      check_at: at(31),
      why: { code: 'read_back_failed' },
    })
    const last = look(posted({ unreadable_since: noon }), 1800, unreadable)
    expect(last).toMatchObject({ check_at: null, why: { code: 'not_read_back', since: noon } })
    expect(last?.state).toBeUndefined()
  })
})
