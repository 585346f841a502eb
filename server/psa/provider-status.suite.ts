import { expect, test } from 'vitest'
import type { ProviderUnderTest } from './provider.suite.ts'

const soon = () => AbortSignal.timeout(10_000)

/** What any PSA must do that changes the status of a ticket. */
export function describeStatus(psa: () => ProviderUnderTest): void {
  const change = (status_id: string, ticket_id = psa().known.ticket.id) =>
    psa().provider.changeStatus({ ticket_id, status_id }, soon())
  const stands = () => psa().standingAt(psa().known.ticket.id).status_id

  test('is changed, read back, and changed to the same again', async () => {
    const { provider, known } = psa()
    const { other } = known.statuses
    for (let time = 0; time < 2; time += 1) {
      expect(await change(other)).toMatchObject({ kind: 'done', psa_id: known.ticket.id, as_asked: true })
      expect(stands()).toBe(other)
      expect(await provider.ticketState(known.ticket.id)).toMatchObject({
        status: { id: other },
        closed: false,
      })
    }
  })

  test('that closes the ticket closes it', async () => {
    const { provider, known } = psa()
    expect(await change(known.statuses.closing)).toMatchObject({ kind: 'done' })
    expect(await provider.ticketState(known.ticket.id)).toMatchObject({ closed: true })
  })

  test('of another board never counts as a success, and the ticket keeps its own', async () => {
    const before = stands()
    expect((await change(psa().known.statuses.foreign)).kind).not.toBe('done')
    expect(stands()).toBe(before)
  })

  test('that the PSA took without changing anything is not known', async () => {
    const before = stands()
    psa().strike('ticket', 'ignored')
    expect(await change(psa().known.statuses.other)).toMatchObject({ kind: 'unknown', status: 200 })
    expect(stands()).toBe(before)
  })

  test('of a ticket in use is tried once more', async () => {
    psa().strike('ticket', 'in_use')
    expect(await change(psa().known.statuses.other)).toMatchObject({ kind: 'done', as_asked: true })
    expect(stands()).toBe(psa().known.statuses.other)
  })

  test('is a definite no where there is no such status or ticket', async () => {
    const { strangerProvider, known } = psa()
    const before = stands()
    expect(await change('1')).toMatchObject({ kind: 'refused' })
    expect(await change('New')).toMatchObject({ kind: 'refused' })
    expect(await change('')).toMatchObject({ kind: 'refused' })
    expect(await change(known.statuses.other, '1')).toMatchObject({ kind: 'refused' })
    expect(await change(known.statuses.other, known.foreign_ticket_id)).toMatchObject({ kind: 'refused' })
    const order = { ticket_id: known.ticket.id, status_id: known.statuses.other }
    expect(await strangerProvider.changeStatus(order, soon())).toMatchObject({ kind: 'keys_refused' })
    expect(stands()).toBe(before)
  })

  test('is not known after a lost answer or a late one, and a fresh reading tells', async () => {
    const { provider, known, strike, settled } = psa()
    const { other } = known.statuses
    const before = stands()
    for (const [trouble, at_once] of [
      ['error_before', before],
      ['late', before],
      ['lost', other],
    ] as const) {
      strike('ticket', trouble)
      expect(await change(other)).toMatchObject({ kind: 'unknown' })
      expect([trouble, (await provider.ticketState(known.ticket.id)).status?.id]).toEqual([trouble, at_once])
    }
    await settled()
    expect(stands()).toBe(other)
  })
}
