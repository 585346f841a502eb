import { expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import type { ProviderUnderTest } from './provider.suite.ts'
import type { AssignmentOrder } from './provider.ts'

const soon = () => AbortSignal.timeout(10_000)
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)

/** What any PSA must do that says who works on a ticket. */
export function describeAssignment(psa: () => ProviderUnderTest): void {
  const idOf = async (identifier: string) => {
    const members = await psa().provider.members()
    return members.find((member) => member.identifier === identifier)?.id ?? ''
  }
  const assign = async (act: AssignmentOrder['act'], identifier: string, ticket_id = psa().known.ticket.id) =>
    psa().provider.assign({ ticket_id, act, member_id: await idOf(identifier) }, soon())
  const stands = () => psa().standingAt(psa().known.ticket.id)
  const open = async () =>
    (await psa().provider.resources(psa().known.ticket.id)).resources.filter(({ done }) => !done)

  test('of an owner is made, read back, and made again', async () => {
    const { provider, known } = psa()
    const { other } = known.members
    for (let time = 0; time < 2; time += 1) {
      const outcome = await assign('own', other)
      expect(outcome).toMatchObject({ kind: 'done', psa_id: known.ticket.id, as_asked: true })
      expect(stands().owner).toBe(other)
      const state = await provider.ticketState(known.ticket.id)
      expect(state.owner).toEqual({ member_id: await idOf(other), member_identifier: other })
    }
  })

  test('of a resource is made once, however often it is asked for, and mails nobody', async () => {
    const { known, mailsAt } = psa()
    const mails = mailsAt(known.ticket.id)
    const owner = stands().owner
    const first = await assign('add', known.members.other)
    expect(first).toMatchObject({ kind: 'done', as_asked: true })
    expect(await assign('add', known.members.other)).toMatchObject({
      kind: 'done',
      psa_id: first.kind === 'done' ? first.psa_id : '',
    })
    expect(stands().resources.filter((name) => name === known.members.other)).toHaveLength(1)
    expect(stands().owner).toBe(owner)
    expect(mailsAt(known.ticket.id)).toBe(mails)
    const found = (await open()).find(({ member_identifier }) => member_identifier === known.members.other)
    expect(found).toMatchObject({
      entry_id: first.kind === 'done' ? first.psa_id : '',
      member_id: await idOf(known.members.other),
    })
  })

  test('is taken back; whoever is gone already counts as removed', async () => {
    const { known } = psa()
    const added = await assign('add', known.members.other)
    const removed = await assign('remove', known.members.other)
    expect(removed).toMatchObject({ kind: 'done', psa_id: added.kind === 'done' ? added.psa_id : '' })
    expect(stands().resources).not.toContain(known.members.other)
    expect(stands().resources).toContain(known.members.active)
    expect(await assign('remove', known.members.other)).toMatchObject({
      kind: 'done',
      psa_id: known.ticket.id,
    })
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'done' })
  })

  test('of finished work does not stand in the way of a new one', async () => {
    const { provider, known } = psa()
    await assign('add', known.members.other)
    const { closing, other } = known.statuses
    for (const status_id of [closing, other])
      await provider.changeStatus({ ticket_id: known.ticket.id, status_id }, soon())
    expect(await open()).toEqual([])
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'done', as_asked: true })
    expect((await open()).map(({ member_identifier }) => member_identifier)).toEqual([known.members.other])
    expect(await assign('remove', known.members.other)).toMatchObject({ kind: 'done' })
    expect(await open()).toEqual([])
  })

  test('is a definite no for who cannot be assigned, and on tickets that are not there', async () => {
    const { provider, strangerProvider, known } = psa()
    const before = stands()
    for (const act of ['own', 'add'] as const) {
      expect(await assign(act, known.members.inactive)).toMatchObject({ kind: 'refused' })
      expect(await assign(act, known.members.api)).toMatchObject({ kind: 'refused' })
      expect(await assign(act, known.members.other, '1')).toMatchObject({ kind: 'refused' })
      expect(await assign(act, known.members.other, known.foreign_ticket_id)).toMatchObject({
        kind: 'refused',
      })
    }
    for (const act of ['own', 'add', 'remove'] as const) {
      const order = { ticket_id: known.ticket.id, act, member_id: 'ben' }
      expect(await provider.assign(order, soon())).toMatchObject({ kind: 'refused' })
      const stranger = { ...order, member_id: await idOf(known.members.other) }
      expect(await strangerProvider.assign(stranger, soon())).toMatchObject({ kind: 'keys_refused' })
    }
    expect(await strangerProvider.resources(known.ticket.id).catch(codeOf)).toBe('psa_keys_refused')
    expect(await provider.resources('12abc').catch(codeOf)).toBe('ticket_not_found')
    expect(stands()).toEqual(before)
  })

  test('is not known after a lost answer or a late one, and a second try adds nothing', async () => {
    const { known, strike, settled } = psa()
    strike('resource', 'error_before')
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'unknown' })
    expect(stands().resources).not.toContain(known.members.other)
    strike('resource', 'lost')
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'unknown' })
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'done' })
    expect(stands().resources.filter((name) => name === known.members.other)).toHaveLength(1)
    strike('removal', 'lost')
    expect(await assign('remove', known.members.other)).toMatchObject({ kind: 'unknown' })
    expect(await assign('remove', known.members.other)).toMatchObject({ kind: 'done' })
    strike('resource', 'late')
    expect(await assign('add', known.members.other)).toMatchObject({ kind: 'unknown' })
    await settled()
    expect((await open()).map(({ member_identifier }) => member_identifier)).toContain(known.members.other)
  })

  test('of an owner that the PSA took without changing anything is not known', async () => {
    const { known, strike } = psa()
    const before = stands()
    strike('ticket', 'ignored')
    expect(await assign('own', known.members.other)).toMatchObject({ kind: 'unknown', status: 200 })
    strike('ticket', 'lost')
    expect(await assign('own', known.members.other)).toMatchObject({ kind: 'unknown' })
    expect([before.owner, stands().owner]).toEqual([known.members.active, known.members.other])
    strike('ticket', 'in_use')
    expect(await assign('own', known.members.active)).toMatchObject({ kind: 'done' })
  })

  test('is refused where the role does not allow it, with the words of the PSA', async () => {
    const { known, strike } = psa()
    strike('resource', 'refused')
    const outcome = await assign('add', known.members.other)
    expect(outcome).toMatchObject({ kind: 'refused', status: 403 })
    expect(outcome.says).toContain('403')
  })
}
