import { expect, test } from 'vitest'
import type { ProviderUnderTest } from './provider.suite.ts'
import type { NoteOrder } from './provider.ts'

const soon = () => AbortSignal.timeout(10_000)

/** A note as it is asked for. */
export const order = (ticketId: string, more: Partial<NoteOrder> = {}): NoteOrder => ({
  ticket_id: ticketId,
  text: 'Looked at the queue.\nNothing is stuck.\n\nref FP-7K3F9QXH2M',
  placement: 'internal',
  member_identifier: null,
  notify: false,
  ...more,
})

/** What any PSA must do that takes notes. */
export function describeNotes(psa: () => ProviderUnderTest): void {
  test('an internal note is written once, by the member, and mails nobody', async () => {
    const { provider, known, notesAt, mailsAt } = psa()
    const before = notesAt(known.mailing.ticket_id).length
    const mails = mailsAt(known.mailing.ticket_id)
    const outcome = await provider.createNote(
      order(known.mailing.ticket_id, { member_identifier: known.members.active }),
      soon(),
    )
    expect(outcome).toMatchObject({ kind: 'done', as_asked: true })
    const after = notesAt(known.mailing.ticket_id)
    expect(after.length).toBe(before + 1)
    expect(after.at(-1)).toMatchObject({ internal: true, discussion: false, author: known.members.active })
    expect(mailsAt(known.mailing.ticket_id)).toBe(mails)
  })

  test('a client-visible note goes to the discussion and may mail the contact', async () => {
    const { provider, known, notesAt, mailsAt } = psa()
    const mails = mailsAt(known.mailing.ticket_id)
    const outcome = await provider.createNote(
      order(known.mailing.ticket_id, { placement: 'discussion', notify: true }),
      soon(),
    )
    expect(outcome).toMatchObject({ kind: 'done', as_asked: true })
    expect(notesAt(known.mailing.ticket_id).at(-1)).toMatchObject({ internal: false, discussion: true })
    expect(mailsAt(known.mailing.ticket_id)).toBeGreaterThan(mails)
  })

  test('a written note is read back by its id and in the list', async () => {
    const { provider, known } = psa()
    const outcome = await provider.createNote(order(known.ticket.id, { placement: 'resolution' }), soon())
    const id = outcome.kind === 'done' ? outcome.psa_id : ''
    const note = await provider.note(known.ticket.id, id)
    expect(note).toMatchObject({ id, visibility: 'client_visible', placements: ['resolution'] })
    expect(note?.text).toContain('ref FP-7K3F9QXH2M')
    expect(
      (await provider.notes(known.ticket.id)).notes.filter((row) => row.text.includes('FP-7K3F9QXH2M'))
        .length,
    ).toBe(1)
  })

  test('a note is deleted once; after that, and on another ticket, it is gone', async () => {
    const { provider, strangerProvider, known, notesAt } = psa()
    const outcome = await provider.createNote(order(known.ticket.id), soon())
    const id = outcome.kind === 'done' ? outcome.psa_id : ''
    const before = notesAt(known.ticket.id).length
    expect(await strangerProvider.deleteNote(known.ticket.id, id, soon())).toMatchObject({
      kind: 'keys_refused',
    })
    expect(await provider.deleteNote(known.hostile_ticket_id, id, soon())).toMatchObject({ kind: 'gone' })
    expect(notesAt(known.ticket.id).length).toBe(before)
    expect(await provider.deleteNote(known.ticket.id, id, soon())).toMatchObject({ kind: 'done' })
    expect(notesAt(known.ticket.id).map((note) => note.id)).not.toContain(id)
    expect(await provider.deleteNote(known.ticket.id, id, soon())).toMatchObject({ kind: 'gone' })
  })

  test('a note that is not there is null', async () => {
    const { provider, known } = psa()
    expect(await provider.note(known.ticket.id, '999999999')).toBe(null)
  })

  test('a note on a ticket that is not there, or without text, is a definite no', async () => {
    const { provider, known } = psa()
    expect(await provider.createNote(order('1'), soon())).toMatchObject({ kind: 'refused' })
    expect(await provider.createNote(order(known.ticket.id, { text: ' ' }), soon())).toMatchObject({
      kind: 'refused',
    })
    expect(
      await provider.createNote(order(known.ticket.id, { member_identifier: 'nobody' }), soon()),
    ).toMatchObject({ kind: 'refused' })
  })
}
