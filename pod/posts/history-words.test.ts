import { expect, test } from 'vitest'
import { machineLines } from '../../server/testing/machine-lines.ts'
import { type PostReasonCode, postReason } from '../../shared/contracts/post-reasons.ts'
import type { Post, PostEvent } from '../../shared/contracts/posts.ts'
import { historyLine } from './history-words.ts'

const ben = { id: '0190b0c8-1111-7000-8000-000000000001', name: 'Ben Okafor' }
const at = '2026-11-20T10:41:07.000Z'
const wordsOf = (event: PostEvent, kind: Post['kind'] = 'note') => {
  const line = historyLine(event, kind)
  return line.who ? `${line.who} ${line.words}` : line.words
}
const said = (
  action: string,
  detail: PostEvent['detail'] = {},
  { who = null, kind = 'note' }: { who?: PostEvent['who']; kind?: Post['kind'] } = {},
) => wordsOf({ at, who, action, result: action.replace('post.', ''), detail }, kind)

test.each([
  [
    said('post.enqueued', { placement: 'internal' }, { who: ben }),
    'Ben Okafor clicked Post, for an internal note',
  ],
  [
    said('post.enqueued', { placement: null }, { who: ben, kind: 'time_entry' }),
    'Ben Okafor asked for the time entry',
  ],
  [said('post.sending', { attempt: 1 }), 'Sending'],
  [said('post.sending', { attempt: 2 }), 'Sending, try 2'],
  [
    said('post.sending', { attempt: 2, psa_id: '1712', late: true }),
    'An earlier try was answered after all: ConnectWise took it as note 1712',
  ],
  [said('post.posted', { reason: 'taken', psa_id: '1712', status: 201 }), 'ConnectWise took it as note 1712'],
  [
    said('post.posted', { reason: 'taken', psa_id: '77' }, { kind: 'time_entry' }),
    'ConnectWise took it as time entry 77',
  ],
  [said('post.posted', { reason: 'taken', psa_id: '48291' }, { kind: 'status' }), 'ConnectWise took it'],
  [
    said('post.verified', { reason: 'read_back', from: 'posted', psa_id: '1712' }),
    'Read back: note 1712 stands there as it was sent',
  ],
  [
    said('post.verified', { reason: 'read_back', from: 'checking', psa_id: '1712' }),
    'Found in the ticket as note 1712, as it was sent',
  ],
  [said('post.checking', { from: 'uncertain', attempt: 1 }), 'Looking for it in the ticket'],
  [said('post.ready', { reason: 'sent_again', looks: 5 }), 'Not in the ticket after 5 looks: sent again'],
  [said('post.ready', { decision: 'post_again' }, { who: ben }), 'Ben Okafor asked to send it again'],
  [
    said('post.verified', { decision: 'post_again', psa_id: '1712' }, { who: ben }),
    'Ben Okafor asked to send it again; note 1712 is in the ticket already',
  ],
  [
    said('post.needs_human', { reason: 'tries_used_up', looks: 1 }),
    'Not in the ticket after one look, and no try is left: a person is asked',
  ],
  [
    said('post.needs_human', { reason: 'ticket_merged', found: '48297' }),
    'The ticket was merged into #48297: a person is asked',
  ],
  [
    said('post.needs_human', { reason: 'ticket_moved', found: null }),
    'The ticket belongs to no company now: a person is asked',
  ],
  [
    said('post.needs_human', { reason: 'client_reads_internal_note', psa_id: '1712' }),
    'Read back: the client can read note 1712',
  ],
  [said('post.needs_human', { audit: 'client_cannot_read_note' }), 'Looked again: the client cannot read it'],
  [said('post.needs_human', { audit: 'copies', psa_ids: ['1', '2'] }), 'Looked again: 2 copies stand there'],
  [
    said('post.verified', { decision: 'it_is_there', psa_id: '1712' }, { who: ben }),
    'Ben Okafor said that it is note 1712',
  ],
  [said('post.rejected', { reason: 'psa_refused', status: 403 }), 'ConnectWise refused it (403)'],
  [said('post.cancelled', { undo: true }, { who: ben }), 'Ben Okafor took it back'],
  [said('post.cancelled', { decision: 'discard' }, { who: ben }), 'Ben Okafor discarded it'],
])('%s', (words, expected) => {
  expect(words).toBe(expected)
})

const lines = machineLines()
/** What stands only in the view of a post, or in its row without a line of its own. */
const unsaid: PostReasonCode[] = [
  'waits_for_post',
  'connection_stopped',
  'connection_trying',
  'connection_paused',
  'sending',
  'not_found_yet',
  'ticket_not_seen',
  'unreadable',
  'not_shown_yet',
  'read_back_failed',
  'not_read_back',
]

test('the lines are those of every reason that a history can name', () => {
  const named = new Set(lines.map(({ reason }) => reason))
  const codes = postReason.options.map(({ entries }) => entries.code.literal)
  expect(codes.filter((code) => !named.has(code)).toSorted()).toEqual(unsaid.toSorted())
})

test('every line that the machine can write has its own words, of its own kind', () => {
  const general = [
    'Something changed',
    'Looked again',
    'A person is asked',
    'It waits for the next try',
    'decided',
  ]
  const wrong = lines.filter(({ event, kind }) => {
    const words = wordsOf(event, kind)
    const isOther = kind !== 'note' && /\bnotes?\b/i.test(words)
    return isOther || general.includes(words) || /_|undefined|null|NaN|\[object/.test(words)
  })
  expect(wrong.map(({ event, kind }) => [kind, wordsOf(event, kind), event.action, event.detail])).toEqual([])
})

test('a line of another version is told by its state, and no word of ours for machines comes through', () => {
  const details: PostEvent['detail'][] = [
    {},
    { from: 'posted', attempt: 1, psa_id: '7' },
    { audit: 'not_known_yet' },
    { reason: 'not_known_yet' },
    { decision: 'not_known_yet', from: 'needs_human' },
  ]
  for (const action of ['post.needs_human', 'post.verified', 'post.not_known_yet'])
    for (const detail of details) expect(said(action, detail)).not.toMatch(/_|undefined|\[object/)
  expect(said('post.rejected')).toBe('Not sent, and not tried again')
})
