import { expect, test } from 'vitest'
import type { PostEvent } from '../../shared/contracts/posts.ts'
import { historyLine } from './history-words.ts'

const ben = { id: '0190b0c8-1111-7000-8000-000000000001', name: 'Ben Okafor' }
const at = '2026-11-20T10:41:07.000Z'
const said = (action: string, detail: PostEvent['detail'] = {}, who: PostEvent['who'] = null) => {
  const line = historyLine({ at, who, action, result: action.replace('post.', ''), detail })
  return line.who ? `${line.who} ${line.words}` : line.words
}

test.each([
  [said('post.enqueued', { placement: 'internal' }, ben), 'Ben Okafor clicked Post, for an internal note'],
  [said('post.sending', { attempt: 1 }), 'Sending'],
  [said('post.sending', { attempt: 2 }), 'Sending, try 2'],
  [said('post.posted', { psa_id: '1712', status: 201 }), 'ConnectWise took it as note 1712'],
  [
    said('post.verified', { from: 'posted', psa_id: '1712' }),
    'Read back: note 1712 stands there as it was sent',
  ],
  [
    said('post.verified', { from: 'checking', psa_id: '1712' }),
    'Found in the ticket as note 1712, as it was sent',
  ],
  [said('post.uncertain', { attempt: 1 }), 'No clear answer: it is looked for before anything else'],
  [said('post.ready', { from: 'checking', looks: 5 }), 'Not in the ticket after 5 looks: sent again'],
  [said('post.ready', { from: 'sending' }), 'Nothing was posted: it waits for the next try'],
  [said('post.ready', { decision: 'post_again' }, ben), 'Ben Okafor asked to post it again'],
  [said('post.needs_human', { looks: 1 }), 'A person is asked, after one look'],
  [
    said('post.needs_human', { compared: 'client_reads_internal_note', psa_id: '1712' }),
    'Read back: the client can read note 1712',
  ],
  [
    said('post.needs_human', { compared: 'client_cannot_read_note', psa_id: '1712' }),
    'Read back: the client cannot read note 1712',
  ],
  [said('post.needs_human', { audit: 'client_cannot_read_note' }), 'Looked again: the client cannot read it'],
  [said('post.needs_human', { audit: 'copies', psa_ids: ['1', '2'] }), 'Looked again: 2 copies stand there'],
  [
    said('post.verified', { decision: 'it_is_there', psa_id: '1712' }, ben),
    'Ben Okafor said that it is note 1712',
  ],
  [said('post.rejected', { status: 403 }), 'ConnectWise refused it (403)'],
  [said('post.cancelled', { undo: true }, ben), 'Ben Okafor took it back'],
  [said('post.cancelled', { decision: 'discard' }, ben), 'Ben Okafor discarded it'],
])('%s', (words, expected) => {
  expect(words).toBe(expected)
})

test('no word of ours for machines comes through, whatever happened', () => {
  const states = [
    'ready',
    'sending',
    'posted',
    'verified',
    'uncertain',
    'checking',
    'needs_human',
    'rejected',
    'blocked',
    'cancelled',
    'copy_deleting',
    'not_known_yet',
  ]
  const details: PostEvent['detail'][] = [
    { from: 'posted', attempt: 1, psa_id: '7' },
    { audit: 'copy_not_deleted', note: '9', why: 'x' },
    { audit: 'not_known_yet' },
    { decision: 'not_known_yet', from: 'needs_human' },
    { epoch: 2, before: 1 },
  ]
  for (const state of states)
    for (const detail of details) expect(said(`post.${state}`, detail)).not.toMatch(/_|undefined|\[object/)
})
