import { expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import type { ProviderUnderTest } from './provider.suite.ts'
import type { TimeOrder } from './provider.ts'

const soon = () => AbortSignal.timeout(10_000)
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)
const reference = 'ref FP-7K3F9QXH2M'

/** What any PSA must do that books time. */
export function describeTime(psa: () => ProviderUnderTest): void {
  const order = (more: Partial<TimeOrder> = {}): TimeOrder => ({
    ticket_id: psa().known.ticket.id,
    member_identifier: psa().known.members.active,
    started_at: '2026-11-20T09:00:00.000Z',
    ended_at: '2026-11-20T09:52:31.250Z',
    minutes: 45,
    work_type_id: psa().known.work_type_id,
    notes: 'Looked at the rules and\nturned one off.',
    internal_notes: `The rule was "Fwd - all".\n\n${reference}`,
    ...more,
  })
  const ours = () =>
    psa()
      .timeAt(psa().known.ticket.id)
      .filter((row) => row.internal_notes.includes(reference))

  test('is booked once, with the minutes asked for, by the member, and mails nobody', async () => {
    const { provider, known, mailsAt } = psa()
    const mails = mailsAt(known.mailing.ticket_id)
    const ticket_id = known.mailing.ticket_id
    const outcome = await provider.createTimeEntry(order({ ticket_id }), soon())
    expect(outcome).toMatchObject({ kind: 'done', as_asked: true })
    const booked = psa()
      .timeAt(ticket_id)
      .filter((row) => row.internal_notes.includes(reference))
    expect(booked).toMatchObject([{ member: known.members.active, minutes: 45 }])
    expect(mailsAt(ticket_id)).toBe(mails)
  })

  test.each([1, 7, 20, 45, 50, 59, 60, 100, 7 * 60 + 1])(
    '%i minutes are read back as they were booked',
    async (minutes) => {
      const { provider, known } = psa()
      const outcome = await provider.createTimeEntry(order({ minutes }), soon())
      expect(outcome).toMatchObject({ kind: 'done', as_asked: true })
      const id = outcome.kind === 'done' ? outcome.psa_id : ''
      const entry = await provider.timeEntry(id)
      expect(entry).toMatchObject({
        id,
        ticket_id: known.ticket.id,
        member_identifier: known.members.active,
        started_at: '2026-11-20T09:00:00.000Z',
        minutes,
        work_type_id: known.work_type_id,
        billed: false,
      })
      expect(entry?.internal_notes.endsWith(reference)).toBe(true)
      expect(entry?.notes).not.toContain(reference)
      expect((await provider.timeEntries(known.ticket.id)).entries).toContainEqual(entry)
    },
  )

  test('does not become a note of the ticket', async () => {
    const { provider, known } = psa()
    const before = await provider.notes(known.ticket.id)
    await provider.createTimeEntry(order(), soon())
    expect(await provider.notes(known.ticket.id)).toEqual(before)
  })

  test('is read over all pages, and only of the ticket', async () => {
    const { provider, known } = psa()
    const before = (await provider.timeEntries(known.ticket.id)).entries.length
    for (let count = 0; count < 30; count += 1) await provider.createTimeEntry(order({ minutes: 5 }), soon())
    const { entries, complete } = await provider.timeEntries(known.ticket.id)
    expect([entries.length, complete]).toEqual([before + 30, true])
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    expect(entries.every((entry) => entry.ticket_id === known.ticket.id)).toBe(true)
    expect(await provider.timeEntries(known.absent_ticket_id)).toEqual({ entries: [], complete: true })
    expect(await provider.timeEntries('12abc').catch(codeOf)).toBe('ticket_not_found')
  })

  test('of a member is read by when it was, what began before and reaches in among it', async () => {
    const { provider, known } = psa()
    const member = known.members.active
    const span = { from: '2031-05-06T22:00:00.000Z', to: '2031-05-07T22:00:00.000Z' }
    const read = async () =>
      (await provider.memberTime(member, span)).entries.map((entry) => entry.started_at)
    expect(await read()).toEqual([])
    for (const [started_at, minutes] of [
      ['2031-05-06T21:00:00.000Z', 60],
      ['2031-05-06T21:30:00.000Z', 45],
      ['2031-05-07T09:00:00.000Z', 30],
      ['2031-05-07T22:00:00.000Z', 30],
    ] as const)
      await provider.createTimeEntry(order({ started_at, minutes }), soon())
    const other = order({ member_identifier: known.members.other, started_at: '2031-05-07T10:00:00.000Z' })
    await provider.createTimeEntry(other, soon())
    expect(await read()).toEqual(['2031-05-06T21:30:00.000Z', '2031-05-07T09:00:00.000Z'])
    const { entries, complete } = await provider.memberTime(member, span)
    expect([entries.at(-1)?.ticket_id, complete]).toEqual([known.ticket.id, true])
    expect((await provider.memberTime('nobody', span)).entries).toEqual([])
  })

  test('that is not there is null; that is billed says so', async () => {
    const { provider, bill } = psa()
    expect(await provider.timeEntry('999999999')).toBe(null)
    const outcome = await provider.createTimeEntry(order(), soon())
    const id = outcome.kind === 'done' ? outcome.psa_id : ''
    bill(id)
    expect(await provider.timeEntry(id)).toMatchObject({ billed: true })
  })

  test('is a definite no where the PSA takes none', async () => {
    const { provider, strangerProvider, known } = psa()
    const before = ours().length
    for (const more of [
      { ticket_id: known.closed_ticket_id },
      { ticket_id: known.foreign_ticket_id },
      { ticket_id: '12abc' },
      { work_type_id: '99999' },
      { work_type_id: 'Remote' },
      { member_identifier: 'nobody' },
      { member_identifier: known.members.inactive },
      { member_identifier: known.members.api },
    ])
      expect([more, await provider.createTimeEntry(order(more), soon())]).toMatchObject([
        more,
        { kind: 'refused' },
      ])
    expect(await strangerProvider.createTimeEntry(order(), soon())).toMatchObject({ kind: 'keys_refused' })
    expect(await strangerProvider.timeEntries(known.ticket.id).catch(codeOf)).toBe('psa_keys_refused')
    expect(ours().length).toBe(before)
  })

  test('is not known after a lost answer or a late one, and found when it is there', async () => {
    const { provider, strike, settled, known } = psa()
    for (const [trouble, at_once] of [
      ['lost', 1],
      ['error_after', 1],
      ['error_before', 0],
      ['late', 0],
    ] as const) {
      const before = ours().length
      strike('time', trouble)
      expect(await provider.createTimeEntry(order(), soon())).toMatchObject({ kind: 'unknown' })
      expect([trouble, ours().length]).toEqual([trouble, before + at_once])
    }
    await settled()
    const { entries } = await provider.timeEntries(known.ticket.id)
    expect(entries.filter((entry) => entry.internal_notes.includes(reference)).length).toBe(3)
  })

  test('has work types by number and name, none of them twice', async () => {
    const types = await psa().provider.workTypes()
    expect(types.map(({ id }) => id)).toContain(psa().known.work_type_id)
    expect(types.every(({ name }) => name !== '')).toBe(true)
    expect(new Set(types.map(({ id }) => id)).size).toBe(types.length)
  })
}
