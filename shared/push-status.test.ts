import { expect, test } from 'vitest'
import type { PostState } from './contracts/post-states.ts'
import { pushStatus } from './push-status.ts'

test.each<[PostState[], string]>([
  [[], 'no_psa'],
  [['cancelled'], 'no_psa'],
  [['verified', 'posted', 'cancelled'], 'sent'],
  [['verified', 'ready'], 'pending_retry'],
  [['uncertain', 'ready'], 'pending_retry'],
  [['rejected', 'ready'], 'failed'],
  [['blocked', 'ready'], 'failed'],
  [['needs_human', 'rejected'], 'needs_human'],
])('%j together are %s', (states, status) => {
  expect(pushStatus(states.map((state) => ({ state })))).toBe(status)
})
