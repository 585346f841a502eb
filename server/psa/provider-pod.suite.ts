import { beforeEach, describe, expect, test } from 'vitest'
import type { ProviderUnderTest } from './provider.suite.ts'
import type { MemberClaim, PsaPod } from './provider.ts'

export type PodUnderTest = ProviderUnderTest & {
  claimOf(memberIdentifier: string): MemberClaim
  /** A ticket that `members.other` may not see, and `members.active` may. */
  hidden_ticket_id: string
}

/** What a PSA must do that has a place for a pod and vouches for its members. */
export function describePod(name: string, make: () => Promise<PodUnderTest>): void {
  describe(name, () => {
    let psa: PodUnderTest
    beforeEach(async () => {
      psa = await make()
    })
    test('registering the pod twice makes one setup', async () => {
      const pod = podOf(psa)
      const setup = {
        url: 'https://pilot.example/pod/acme?id=[cw_id]&screen=[cw_screen]',
        origin: 'https://pilot.example',
        title: 'FlowPilot',
        height_px: 400,
      }
      const id = await pod.register(setup, null)
      expect(await pod.register(setup, null)).toBe(id)
      const other = { ...setup, url: 'https://pilot.example/pod/other?id=[cw_id]' }
      expect(await pod.register(other, null)).not.toBe(id)
    })

    test('a pod that moves keeps its setup', async () => {
      const pod = podOf(psa)
      const setup = {
        url: 'https://pilot.example/pod/before?id=[cw_id]',
        origin: 'https://pilot.example',
        title: 'FlowPilot',
        height_px: 400,
      }
      const id = await pod.register(setup, null)
      const moved = { ...setup, url: 'https://pilot.example/pod/after?id=[cw_id]' }
      expect(await pod.register(moved, id)).toBe(id)
      expect(await pod.register(moved, null)).toBe(id)
      expect(await pod.register(setup, null)).not.toBe(id)
      expect(await pod.register({ ...setup, url: `${setup.url}&x` }, '99999')).not.toBe(id)
    })

    test('a member is confirmed by the own session only', async () => {
      const pod = podOf(psa)
      const { known, claimOf } = psa
      const claim = claimOf(known.members.active)
      expect(await pod.verifyMember(claim)).toMatchObject({
        identifier: known.members.active,
        active: true,
      })
      expect(await pod.verifyMember({ ...claim, member_id: claim.member_id.toUpperCase() })).toMatchObject({
        identifier: known.members.active,
      })
      expect(await pod.verifyMember({ ...claim, member_id: known.members.other })).toBe(null)
      expect(await pod.verifyMember({ ...claim, member_hash: 'x'.repeat(24) })).toBe(null)
      expect(await pod.verifyMember({ ...claim, member_context: 'elsewhere' })).toBe(null)
    })

    test('a claim that would break out of its header is not sent', async () => {
      const pod = podOf(psa)
      const { known, claimOf } = psa
      const claim = claimOf(known.members.active)
      for (const bad of ['a b', 'a;b', 'a,b', 'a"b', 'a\\b', 'a\r\nX: y', 'ü', ''])
        for (const field of ['member_id', 'member_hash', 'member_context'] as const) {
          const broken = { ...claim, [field]: field === 'member_hash' ? `12345678${bad}` : bad }
          if (field !== 'member_hash' || bad !== '') expect(await pod.verifyMember(broken)).toBe(null)
        }
    })

    test('the ticket is asked for with the member\u2019s own rights', async () => {
      const pod = podOf(psa)
      const { known, claimOf } = psa
      const [active, other] = [claimOf(known.members.active), claimOf(known.members.other)]
      expect(await pod.memberSeesTicket(active, psa.hidden_ticket_id)).toBe(true)
      expect(await pod.memberSeesTicket(other, psa.hidden_ticket_id)).toBe(false)
      expect(await pod.memberSeesTicket(other, known.ticket.id)).toBe(true)
      expect(await pod.memberSeesTicket(active, known.foreign_ticket_id)).toBe(false)
      expect(await pod.memberSeesTicket({ ...active, member_hash: 'x'.repeat(24) }, known.ticket.id)).toBe(
        false,
      )
    })
  })
}

const podOf = ({ provider }: PodUnderTest): PsaPod => {
  if (!provider.pod) throw new Error('this PSA has no pod')
  return provider.pod
}
