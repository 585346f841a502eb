import { describe, expect, test } from 'vitest'
import type { Clicked } from './clicks.ts'
import { type End, type FinalEnd, wrongEnds } from './ends.ts'
import type { FinalPost } from './fault-queries.ts'
import { createTruth, type Thing, type Truth } from './psa-truth.ts'
import { makeTickets } from './seed.ts'
import { judge } from './verdict.ts'

const internal = { internal: true, discussion: false, resolution: false }
const marker = 'abcdefgh-1'
const click = {
  kind: 'note',
  behind: null,
  keys: ['k'],
  update_id: 'u',
  ticket_id: '1000',
  placement: 'internal',
  marker,
  post_ids: new Set(['p']),
}
const post = {
  id: 'p',
  update_id: 'u',
  intent_key: 'k',
  is_held: false,
  state: 'verified',
  psa_id: '5000000',
  check_at: null,
  reason: 'one_near',
}

function fateOf(write: (truth: Truth) => void, more: Partial<FinalPost> | null = {}): string | undefined {
  const truth = createTruth(makeTickets())
  write(truth)
  const posts = more ? [{ ...post, ...more } as FinalPost] : []
  return judge([click as unknown as Clicked], posts, truth).judged[0]?.fate
}
const note = (truth: Truth, more: Partial<{ ticket_id: string; flags: typeof internal }> = {}) =>
  truth.commit({
    company: 'msp1',
    ticket_id: '1000',
    asked_at: 0,
    hidden_ms: 0,
    flags: internal,
    text: `mark-${marker}`,
    ...more,
  })
const none = () => {}

test.each<[string, (truth: Truth) => void, Partial<FinalPost> | null, string]>([
  ['once, as asked', note, {}, 'ok'],
  ['two beside each other', (truth) => [note(truth), note(truth)], {}, 'duplicated'],
  [
    'two, one deleted since',
    (truth) => [note(truth), Object.assign(note(truth), { deleted_at: 1 })],
    {},
    'duplicated',
  ],
  [
    'again after it was deleted',
    (truth) => [Object.assign(note(truth), { deleted_at: 1 }), note(truth)],
    { psa_id: '5000001' },
    'ok',
  ],
  ['promised, and nothing there', none, null, 'lost'],
  ['said posted, never written', none, {}, 'lost'],
  ['never at an end', note, { state: 'checking' }, 'lost'],
  ['another note than it says', note, { psa_id: '77' }, 'unexpected'],
  ['in another ticket', (truth) => note(truth, { ticket_id: '1001' }), {}, 'unexpected'],
  [
    'for other readers',
    (truth) => note(truth, { flags: { ...internal, internal: false, discussion: true } }),
    {},
    'unexpected',
  ],
  [
    'said verified, turned by the PSA',
    (truth) =>
      Object.assign(note(truth), {
        distorted: true,
        flags: { ...internal, internal: false, discussion: true },
      }),
    {},
    'unexpected',
  ],
  ['said refused, and stands there', note, { state: 'rejected' }, 'unexpected'],
  ['refused, and not there', none, { state: 'rejected' }, 'refused'],
  ['left to a person', note, { state: 'needs_human' }, 'asked'],
  ['a note that no post knows', note, null, 'lost'],
])('the judge of the fault run: %s', (_, write, more, fate) => {
  expect(fateOf(write, more)).toBe(fate)
})

describe('the judge of the fault run, of other kinds', () => {
  const ofKind = (kind: string, more: object = {}) => ({
    ...click,
    kind,
    update_id: 'none',
    order: {},
    ...more,
  })
  const fateOfKind = (judgedClick: object, write: (truth: Truth) => void, more: Partial<FinalPost> = {}) => {
    const truth = createTruth(makeTickets())
    write(truth)
    const own = { ...post, update_id: null, ...more } as unknown as FinalPost
    return judge([judgedClick as Clicked], [own], truth).judged[0]?.fate
  }
  const commit = (truth: Truth, thing: Thing, more: object = {}) =>
    truth.commit({
      ...{
        company: 'msp1',
        ticket_id: '1000',
        asked_at: 0,
        hidden_ms: 0,
        text: '',
        thing,
        marker,
        minutes: 30,
      },
      ...more,
    })

  test.each<[string, Thing, (truth: Truth) => void, Partial<FinalPost>, string]>([
    ['hours once', 'time_entry', (truth) => commit(truth, 'time_entry'), {}, 'ok'],
    [
      'hours twice',
      'time_entry',
      (truth) => [commit(truth, 'time_entry'), commit(truth, 'time_entry')],
      {},
      'duplicated',
    ],
    ['other hours', 'time_entry', (truth) => commit(truth, 'time_entry', { minutes: 60 }), {}, 'unexpected'],
    [
      'a status set twice',
      'status',
      (truth) => [commit(truth, 'status'), commit(truth, 'status')],
      { psa_id: '1000' },
      'ok',
    ],
    ['a status said, never set', 'status', none, { psa_id: '1000' }, 'lost'],
    [
      'assigned twice',
      'assignment',
      (truth) => [commit(truth, 'assignment'), commit(truth, 'assignment')],
      {},
      'duplicated',
    ],
    ['held behind one that waits for a person', 'status', none, { state: 'ready', is_held: true }, 'asked'],
  ])('%s', (_, kind, write, more, fate) => {
    expect(fateOfKind(ofKind(kind), write, more)).toBe(fate)
  })

  test('a status that was set while the note in front of it was still to come', () => {
    const [behind, status] = [click, ofKind('status', { marker: 'status-100', behind: click, keys: ['s'] })]
    const own = {
      ...post,
      id: 's',
      update_id: null,
      intent_key: 's',
      psa_id: '1000',
      after_post_id: 'p',
    } as unknown as FinalPost
    const fates = (noteState: string, write: (truth: Truth) => void) => {
      const truth = createTruth(makeTickets())
      write(truth)
      const posts = [{ ...post, state: noteState } as FinalPost, own]
      const clicks = [behind, { ...status, post_ids: new Set(['s']) }] as unknown as Clicked[]
      return judge(clicks, posts, truth).judged.at(-1)?.fate
    }
    const set = (truth: Truth) => commit(truth, 'status', { marker: 'status-100' })
    expect(fates('verified', (truth) => [note(truth), set(truth)])).toBe('ok')
    expect(
      fates('verified', (truth) => [set(truth), Object.assign(note(truth), { at: Date.now() + 9 })]),
    ).toBe('unexpected')
    expect(fates('needs_human', set)).toBe('unexpected')
    expect(fates('rejected', set)).toBe('ok')
  })
})

describe('the judge of the fault run, of cases that were closed or handed on', () => {
  const promised = new Map([
    ['note', 'p'],
    ['time_entry', 'q'],
    ['status', 'r'],
  ])
  const end = (kind: End['kind'], more: Partial<End> = {}): End => ({
    ...{ kind, session_id: 's', body: {}, presses: 1, promised, refusals: [] },
    ...{ made: new Set(['m']), claimed_by: new Set<string>(), ...more },
  })
  const handoff = (more: Partial<FinalEnd['handoffs'][number]> = {}) => ({
    ...{ id: 'm', claimed_by: null, is_waiting: true, ...more },
  })
  const taken = handoff({ claimed_by: 'cleo', is_waiting: false })

  test.each<[string, End, Partial<FinalEnd>, string | null]>([
    ['closed once', end('closing'), { closings: ['m'] }, null],
    ['nobody took the press', end('closing', { made: new Set() }), { status: 'active' }, null],
    ['closed twice', end('closing'), { closings: ['m', 'n'] }, 'duplicated'],
    ['promised, and open', end('closing'), { status: 'active' }, 'lost, but promised'],
    ['closed, and said to be open', end('closing'), { closings: ['m'], status: 'active' }, 'falsely closed'],
    [
      'two answers, two closings',
      end('closing', { made: new Set(['m', 'n']) }),
      { closings: ['m'] },
      'one press',
    ],
    ['a write less', end('closing', { promised: new Map() }), { closings: ['m'] }, 'promised in part'],
    ['handed on, waits', end('handoff'), { handoffs: [handoff()], status: 'escalated' }, null],
    ['handed on twice', end('handoff'), { handoffs: [handoff(), handoff({ id: 'n' })] }, 'duplicated'],
    [
      'picked up by one',
      end('handoff', { claimed_by: new Set(['cleo']) }),
      { handoffs: [taken], status: 'active' },
      null,
    ],
    [
      'two were told that they have it',
      end('handoff', { claimed_by: new Set(['cleo', 'ada']) }),
      { handoffs: [taken], status: 'active' },
      'two were told',
    ],
    [
      'another one has it',
      end('handoff', { claimed_by: new Set(['ada']) }),
      { handoffs: [taken], status: 'active' },
      'somebody else',
    ],
    ['picked up, still waits', end('handoff'), { handoffs: [taken], status: 'escalated' }, 'stands as'],
  ])('%s', (_, told, more, wrong) => {
    const final = { session_id: 's', status: 'resolved', closings: [], handoffs: [], ...more }
    const found = wrongEnds([told], [final])
    expect(found[0] ?? null).toEqual(wrong === null ? null : expect.stringContaining(wrong))
  })
})
