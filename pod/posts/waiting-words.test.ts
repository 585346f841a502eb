import { expect, test } from 'vitest'
import { at, shownPost } from '../../server/testing/shown-posts.ts'
import { isAlarmed, isForClient } from './post-words.ts'
import { waitingWords } from './WaitingPosts.tsx'

test('what waits is counted by its kind', () => {
  const note = shownPost()
  const time = shownPost({ kind: 'time_entry' })
  expect(waitingWords([note])).toBe('1 note waits and goes out by itself.')
  expect(waitingWords([note, note])).toBe('2 notes wait and go out by themselves.')
  expect(waitingWords([time, time])).toBe('2 time entries wait and go out by themselves.')
  expect(waitingWords([note, time])).toBe('2 posts wait and go out by themselves.')
})

test('the client reads what was read back for the client, whatever was asked for', () => {
  const alarm = { code: 'client_reads_internal_note', psa_id: '7', at } as const
  const wrong = shownPost({ state: 'needs_human', reason: alarm })
  expect([isForClient(wrong), isAlarmed(wrong)]).toEqual([true, true])
  expect(isForClient(shownPost({ state: 'verified' }))).toBe(false)
  const hidden = shownPost({
    state: 'needs_human',
    visibility: 'client_visible',
    reason: { ...alarm, code: 'client_cannot_read_note' },
  })
  expect([isForClient(hidden), isAlarmed(hidden)]).toEqual([false, true])
  const said = { code: 'confirmed', by: 'Ben Okafor', client_reads: true, at } as const
  expect(isForClient(shownPost({ state: 'verified', reason: said }))).toBe(true)
})
