import { expect, test } from 'vitest'
import type { Clicked } from './clicks.ts'
import type { FinalPost } from './fault-queries.ts'
import { createTruth, type Truth } from './psa-truth.ts'
import { makeTickets } from './seed.ts'
import { judge } from './verdict.ts'

const internal = { internal: true, discussion: false, resolution: false }
const marker = 'abcdefgh-1'
const click = { update_id: 'u', ticket_id: '1000', placement: 'internal', marker, post_ids: new Set(['p']) }
const post = {
  id: 'p',
  update_id: 'u',
  state: 'verified',
  psa_id: '5000000',
  check_at: null,
  explanation: 'Why',
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
