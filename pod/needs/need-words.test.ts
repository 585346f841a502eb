import { expect, test } from 'vitest'
import type { Need } from '../../shared/contracts/needs.ts'
import { routeOf, whyOf } from './need-words.ts'

const session_id = '0190b0c8-1111-7000-8000-000000000001'
const need = (more: Partial<Need>): Need => ({
  kind: 'client_waits',
  session_id,
  post_id: null,
  ticket_id: '48291',
  title: 'Mail from outside not arriving',
  client_name: 'Contoso Dental',
  since: '2026-11-30T09:00:00.000Z',
  words: null,
  audience: null,
  post: null,
  ...more,
})

test.each<[Partial<Need>, string]>([
  [{ words: 'Lila Tran' }, 'Lila Tran wrote last'],
  [{}, 'The client wrote last'],
  [
    { words: 'Lila Tran', post: { kind: 'note', state: 'needs_human' } },
    'Lila Tran wrote last; the note needs a decision',
  ],
  [{ kind: 'your_turn', words: 'Is it all mail?' }, 'FlowPilot asks: Is it all mail?'],
  [
    { kind: 'reminder', audience: 'client_update' },
    'You wanted to be reminded: an update for the client is due',
  ],
  [{ kind: 'paused_long' }, 'Nothing happens until somebody goes on with it'],
  [{ kind: 'post', post: { kind: 'note', state: 'needs_human' } }, 'The note needs a decision'],
  [
    { kind: 'post', post: { kind: 'time_entry', state: 'rejected' } },
    'The time entry was refused by ConnectWise',
  ],
  [{ kind: 'post', post: { kind: 'status', state: 'blocked' } }, 'The change of the status is held back'],
])('%j: %s', (more, words) => {
  expect(whyOf(need(more))).toBe(words)
})

test('a post is decided in the outbox, all else in its case', () => {
  expect(routeOf(need({}))).toEqual({ screen: 'case', session_id })
  expect(routeOf(need({ kind: 'post' }))).toEqual({ screen: 'posts', query: { state: 'needing' } })
})
