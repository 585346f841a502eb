import { expect, test } from 'vitest'
import type { Me } from '../../shared/contracts/accounts.ts'
import { whyNoPost } from './why-no-post.ts'

const me = (connected: boolean) => ({ psa: { connected } }) as Me
const ofTicket = { psa_ticket_id: '48291', psa_connection_id: 'c1' }

test('a case has a place to post to once its ticket and its connection are known', () => {
  expect(whyNoPost(ofTicket, me(true))).toBeNull()
  expect(whyNoPost({ psa_ticket_id: null, psa_connection_id: null }, me(true))).toContain('no ticket')
  expect(whyNoPost(ofTicket, me(false))).toContain('No PSA is connected')
  expect(whyNoPost({ ...ofTicket, psa_connection_id: null }, me(true))).toContain('never read')
  expect(whyNoPost(null, null)).toBeNull()
})
