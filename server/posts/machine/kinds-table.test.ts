import { describe, expect, test } from 'vitest'
import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import type { Post } from '../../../shared/contracts/posts.ts'
import type { WriteOutcome } from '../../psa/provider.ts'
import { noon, postRow } from '../../testing/post-rows.ts'
import type { Finding } from './finding.ts'
import { onLook } from './on-look.ts'
import { onWriteResult } from './on-write.ts'
import type { PostRow } from './row.ts'
import { later } from './times.ts'

const clock = { now: later(noon, 20), settle_s: 180, audit_s: 600 }
type Kind = Exclude<Post['kind'], 'note'>
type Name = Kind | 'add' | 'remove'
type Made = Partial<PostRow> & { why?: Partial<NewPostReason> & { code: NewPostReason['code'] } }

/** A change of a status, an owner who is changed, a resource who is added or taken off. */
const orders: Record<Name, object> = {
  time_entry: { minutes: 30 },
  status: { status_id: '7' },
  assignment: { act: 'own', member_id: '103' },
  add: { act: 'add', member_id: '103' },
  remove: { act: 'remove', member_id: '103' },
}
const row = (name: Name, more: Partial<PostRow> = {}) =>
  postRow({
    kind: name === 'add' || name === 'remove' ? 'assignment' : name,
    order: orders[name],
    placement: null,
    body: null,
    body_hash: null,
    ...(name === 'time_entry' ? {} : { tag: null }),
    ...more,
  })
const checking = (name: Name, more: Partial<PostRow> = {}) =>
  row(name, { state: 'checking', owner: null, lease_until: null, look_count: 1, ...more })
const outcome = (kind: WriteOutcome['kind'], status: number | null) => ({
  kind,
  status,
  at: noon,
  attempt: 1,
})
const look = (post: PostRow, finding: Finding) =>
  onLook(post, { number: post.look_count, began_at: clock.now }, finding, clock)?.set

const found: Finding = { kind: 'found', psa_id: '9', by: 'tag', match: { kind: 'as_asked' }, candidates: [] }
const absent: Finding = { kind: 'absent' }
const changed = (code: 'status_changed' | 'owner_changed'): Finding => ({
  kind: 'near',
  candidates: [],
  reason: { code, found: 'Escalated' },
})

describe('what a look makes of an uncertain one', () => {
  test.each<[Name, string, Finding, Partial<PostRow>, Made]>([
    [
      'time_entry',
      'found',
      found,
      {},
      { state: 'verified', why: { code: 'read_back' }, audit_due: later(clock.now, 600) },
    ],
    ['status', 'found', found, {}, { state: 'verified', why: { code: 'read_back' }, audit_due: null }],
    ['assignment', 'found', found, {}, { state: 'verified', why: { code: 'read_back' }, audit_due: null }],
    [
      'time_entry',
      'absent before the settle time',
      absent,
      {},
      { check_at: later(noon, 30), why: { code: 'not_found_yet', looks: 1, until: later(noon, 180) } },
    ],
    ['add', 'absent before the settle time', absent, {}, { check_at: later(noon, 30) }],
    ['status', 'absent at once', absent, {}, { state: 'ready', why: { code: 'sent_again', looks: 1 } }],
    ['assignment', 'absent at once', absent, {}, { state: 'ready', why: { code: 'sent_again', looks: 1 } }],
    ['remove', 'absent at once', absent, {}, { state: 'ready', why: { code: 'sent_again', looks: 1 } }],
    [
      'status',
      'absent at the third try',
      absent,
      { attempt: 3 },
      { state: 'needs_human', why: { code: 'tries_used_up', looks: 1 } },
    ],
    [
      'status',
      'as it was, after a 200',
      absent,
      { last_outcome: outcome('unknown', 200) },
      { state: 'needs_human', why: { code: 'change_not_taken', status: 200, answered_at: noon } },
    ],
    [
      'assignment',
      'as it was, after a 200',
      absent,
      { last_outcome: outcome('unidentified', 200) },
      { state: 'needs_human', why: { code: 'change_not_taken' } },
    ],
    ['status', 'absent after a 502', absent, { last_outcome: outcome('unknown', 502) }, { state: 'ready' }],
    [
      'status',
      'changed by somebody else',
      changed('status_changed'),
      {},
      { state: 'needs_human', why: { code: 'status_changed', found: 'Escalated' } },
    ],
    [
      'assignment',
      'owned by somebody else',
      changed('owner_changed'),
      {},
      { state: 'needs_human', why: { code: 'owner_changed' } },
    ],
    [
      'time_entry',
      'several',
      { kind: 'several', candidates: [] },
      {},
      { state: 'needs_human', check_at: null, why: { code: 'several_found', count: 0 } },
    ],
    [
      'time_entry',
      'alike',
      { kind: 'near', candidates: [] },
      {},
      { state: 'needs_human', why: { code: 'one_near' } },
    ],
    [
      'status',
      'gone',
      { kind: 'gone' },
      {},
      { check_at: later(noon, 30), why: { code: 'ticket_not_seen', next_at: later(noon, 30) } },
    ],
    [
      'time_entry',
      'unreadable',
      { kind: 'unreadable', why: 'ConnectWise is away.' },
      {},
      { unreadable_since: clock.now, why: { code: 'unreadable', says: 'ConnectWise is away.' } },
    ],
  ])('%s, %s', (name, _, finding, more, set) => {
    const made = look(checking(name, more), finding)
    expect(made).toMatchObject(set)
    if (!set.state) expect(made?.state).toBeUndefined()
  })
})

describe('what a look makes of one that ConnectWise took', () => {
  const taken = { state: 'posted' as const, psa_id: '9', posted_at: noon, last_outcome: outcome('done', 200) }

  test.each<[Name, Finding, Made]>([
    ['status', absent, { state: 'needs_human', why: { code: 'change_not_taken' } }],
    ['status', changed('status_changed'), { state: 'needs_human', why: { code: 'status_changed' } }],
    ['assignment', changed('owner_changed'), { state: 'needs_human', why: { code: 'owner_changed' } }],
    ['time_entry', absent, { check_at: later(noon, 30) }],
    ['add', absent, { check_at: later(noon, 30) }],
  ])('%s that is not there, or otherwise', (name, finding, set) => {
    expect(look(checking(name, taken), finding)).toMatchObject(set)
  })
})

describe('what the result of a write makes of it', () => {
  const claim = { owner: 'here/1', attempt: 1 }
  const says = 'ConnectWise said so.'
  const result = (name: Name, made: WriteOutcome) => onWriteResult(row(name), claim, made, clock)?.set

  test.each<[Name, WriteOutcome, Made]>([
    [
      'time_entry',
      { kind: 'done', psa_id: '9', status: 201, as_asked: true, says },
      { state: 'posted', why: { code: 'taken' } },
    ],
    [
      'status',
      { kind: 'done', psa_id: '48291', status: 200, as_asked: true, says },
      { state: 'posted', why: { code: 'taken' } },
    ],
    [
      'time_entry',
      { kind: 'refused', status: 400, says },
      { state: 'rejected', why: { code: 'psa_refused', status: 400, says } },
    ],
    [
      'status',
      { kind: 'refused', status: 409, says },
      { state: 'rejected', why: { code: 'psa_refused', status: 409, says } },
    ],
    [
      'status',
      { kind: 'unknown', status: 200, says },
      { state: 'uncertain', why: { code: 'no_clear_answer', status: 200 } },
    ],
    [
      'add',
      { kind: 'unidentified', status: 201, says },
      { state: 'uncertain', why: { code: 'taken_unnamed' } },
    ],
    [
      'remove',
      { kind: 'keys_refused', status: 401, says },
      { state: 'blocked', attempt: 0, why: { code: 'keys_refused', says } },
    ],
    [
      'assignment',
      { kind: 'not_sent', status: null, retry_after_s: null, says },
      { state: 'ready', why: { code: 'psa_not_reached', says } },
    ],
  ])('%s: %o', (name, made, set) => {
    expect(result(name, made)).toMatchObject(set)
  })
})
