import { Hono } from 'hono'
import { addNote, keptText } from '../add-note.ts'
import { readOperations } from '../change-ticket.ts'
import type { Note, Tenant } from '../records.ts'
import { invalidObject, notFound, refusal, unknownMember } from '../refusal.ts'
import { findMember, type Store, touch } from '../store.ts'
import { oneOf, openTicket } from './access.ts'
import { requireWrite } from './auth.ts'
import { answer, isRecord, type RestContext, readJson, type SimulatorEnv } from './env.ts'
import { answerCount, answerList, answerOne } from './listing.ts'
import { isProperty } from './models.ts'
import { noteView, ticketNoteView, timeNoteView } from './views.ts'

const textLimit = 50_000

type Flags = Pick<Note, 'discussion' | 'internal' | 'resolution' | 'issue'>

function requirePlacement(flags: Flags): void {
  if (flags.discussion || flags.internal || flags.resolution || flags.issue) return
  throw refusal(
    400,
    'InvalidObject',
    'Please choose where to display the notes in order to save this record.',
    [
      {
        code: 'InvalidField',
        message: 'Please choose where to display the notes in order to save this record.',
        resource: 'ServiceNote',
        field: 'detailDescriptionFlag',
      },
    ],
  )
}

function readText(value: unknown): string {
  const text = typeof value === 'string' ? keptText(value) : ''
  if (text === '')
    throw invalidObject('ServiceNote', 'text', 'MissingRequiredField', 'The text field is required.')
  if (text.length > textLimit) {
    throw invalidObject(
      'ServiceNote',
      'text',
      'InvalidField',
      `The text must be at most ${textLimit} characters.`,
    )
  }
  return text
}

function readMember(tenant: Tenant, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  const reference = isRecord(value) ? value : {}
  const member =
    typeof reference.identifier === 'string'
      ? findMember(tenant, reference.identifier)
      : tenant.members.find((candidate) => candidate.id === reference.id)
  if (!member || member.inactive)
    throw invalidObject('ServiceNote', 'member', 'InvalidField', 'The member is not valid.')
  return member.id
}

function refuseMember(c: RestContext, value: unknown): void {
  const status = c.var.member_refusal
  if (status === undefined || value === undefined || value === null) return
  const message = 'The member of a note may not be set by this API member.'
  throw refusal(status, status === 403 ? 'Security' : 'InvalidObject', message, [
    { code: 'InvalidField', message, resource: 'ServiceNote', field: 'member' },
  ])
}

function readContact(tenant: Tenant, value: unknown): number | null {
  if (!isRecord(value)) return null
  const contact = tenant.contacts.find((candidate) => candidate.id === value.id)
  if (!contact) throw invalidObject('ServiceNote', 'contact', 'InvalidField', 'The contact is not valid.')
  return contact.id
}

function rewritten(text: string): string {
  return text
    .replaceAll("'", '\u2019')
    .replaceAll(' - ', ' \u2013 ')
    .replaceAll('\n', '\r\n')
    .replace(/ {2,}/g, ' ')
}

function createNote(store: Store, c: RestContext, body: unknown): Note {
  const { caller } = c.var
  const { tenant } = caller
  const ticket = openTicket(c, caller)
  if (!isRecord(body))
    throw invalidObject('ServiceNote', 'text', 'InvalidField', 'The body must be an object.')
  for (const name of Object.keys(body))
    if (!isProperty('ServiceNote', name)) throw unknownMember(name, 'ServiceNote')
  const flags: Flags = {
    discussion: body.detailDescriptionFlag === true,
    internal: body.internalAnalysisFlag === true,
    resolution: body.resolutionFlag === true,
    issue: body.issueFlag === true,
  }
  requirePlacement(flags)
  refuseMember(c, body.member)
  const contactId = readContact(tenant, body.contact)
  const stored = c.var.distortions.includes('wrong_flags')
    ? { ...flags, discussion: !flags.discussion, internal: flags.discussion }
    : flags
  const note = addNote(store, tenant, ticket, {
    ...stored,
    text: readText(body.text),
    memberId: contactId === null ? (readMember(tenant, body.member) ?? caller.member.id) : null,
    contactId,
    customerUpdated: body.customerUpdatedFlag === true || contactId !== null,
    processNotifications: body.processNotifications !== false,
    createdBy: caller.member.identifier,
  })
  if (c.var.distortions.includes('text_rewritten')) {
    note.text = rewritten(note.text)
    store.commit()
  }
  return note
}

function patchNote(store: Store, c: RestContext, note: Note, body: unknown): void {
  const draft = structuredClone(note)
  for (const { path, value } of readOperations(body, 'ServiceNote')) {
    if (!isProperty('ServiceNote', path)) throw unknownMember(path, 'ServiceNote')
    if (path === 'text') draft.text = readText(value)
    if (path === 'detailDescriptionFlag') draft.discussion = value === true
    if (path === 'internalAnalysisFlag') draft.internal = value === true
    if (path === 'resolutionFlag') draft.resolution = value === true
    if (path === 'issueFlag') draft.issue = value === true
    if (path === 'member') draft.memberId = readMember(c.var.caller.tenant, value) ?? draft.memberId
  }
  requirePlacement(draft)
  Object.assign(note, draft, { lastUpdated: store.stamp(), updatedBy: c.var.caller.member.identifier })
}

export function noteRoutes(store: Store) {
  const app = new Hono<SimulatorEnv>()
  const isReadable = (c: RestContext, at: string) => c.var.notes_as_of === undefined || at < c.var.notes_as_of

  const notesOf = (c: RestContext): Note[] => {
    const ticket = openTicket(c, c.var.caller)
    return c.var.caller.tenant.notes.filter(
      (note) => note.ticketId === ticket.id && isReadable(c, note.dateCreated),
    )
  }
  const noteOf = (c: RestContext): Note => oneOf(c, notesOf(c), 'Note')

  app.get('/service/tickets/:ticket_id/notes', (c) =>
    answerList(
      c,
      'ServiceNote',
      notesOf(c).map((note) => noteView(c.var.caller.tenant, note)),
    ),
  )
  app.get('/service/tickets/:ticket_id/notes/count', (c) =>
    answerCount(
      c,
      'ServiceNote',
      notesOf(c).map((note) => noteView(c.var.caller.tenant, note)),
    ),
  )
  app.get('/service/tickets/:ticket_id/notes/:id', (c) =>
    answerOne(c, 'ServiceNote', noteView(c.var.caller.tenant, noteOf(c))),
  )
  app.post('/service/tickets/:ticket_id/notes', async (c) => {
    requireWrite(c.var.caller)
    const note = createNote(store, c, await readJson(c))
    // The answer to a create carries these two; a later read does not.
    return answer(c, { ...noteView(c.var.caller.tenant, note), internalFlag: true, externalFlag: true }, 201)
  })
  app.patch('/service/tickets/:ticket_id/notes/:id', async (c) => {
    requireWrite(c.var.caller)
    const note = noteOf(c)
    patchNote(store, c, note, await readJson(c))
    touch(store, openTicket(c, c.var.caller), c.var.caller.member.identifier)
    store.commit()
    return answer(c, noteView(c.var.caller.tenant, note))
  })
  app.delete('/service/tickets/:ticket_id/notes/:id', (c) => {
    const { caller } = c.var
    requireWrite(caller)
    const note = noteOf(c)
    const index = caller.tenant.notes.indexOf(note)
    if (index < 0) throw notFound('Note', note.id)
    caller.tenant.notes.splice(index, 1)
    touch(store, openTicket(c, caller), caller.member.identifier)
    store.commit()
    return c.body(null, 204)
  })
  app.get('/service/tickets/:ticket_id/allnotes', (c) => {
    const { caller } = c.var
    const ticket = openTicket(c, caller)
    // a ticket shows the notes of those that were merged into it
    const ids = [
      ticket.id,
      ...caller.tenant.tickets.filter((child) => child.mergedIntoId === ticket.id).map(({ id }) => id),
    ]
    const notes = caller.tenant.notes
      .filter((note) => ids.includes(note.ticketId) && isReadable(c, note.dateCreated))
      .map((note) => ticketNoteView(caller.tenant, ticket, note))
    const times = caller.tenant.timeEntries
      .filter(
        (entry) => entry.chargeToId === ticket.id && entry.notes !== '' && isReadable(c, entry.dateEntered),
      )
      .filter((entry) => entry.addToDiscussion || entry.addToInternal || entry.addToResolution)
      .map((entry) => timeNoteView(caller.tenant, ticket, entry))
    return answerList(c, 'ServiceTicketNote', [...notes, ...times])
  })
  return app
}
