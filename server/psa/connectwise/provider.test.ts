import pino from 'pino'
import { createSimulator } from '../../../simulator/app.ts'
import { notableTickets } from '../../../simulator/seed/constants.ts'
import { connectionTo } from '../../testing/psa-connection.ts'
import { describeProvider } from '../provider.suite.ts'
import { describePod, type PodUnderTest } from '../provider-pod.suite.ts'
import { createRegistry } from '../registry.ts'

const make = async (): Promise<PodUnderTest> => {
  const simulator = createSimulator()
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch: simulator.fetch,
    requestsPerSecond: 1000,
  })
  const acme = () => {
    const tenant = simulator.state.tenants.acme
    if (!tenant) throw new Error('the simulator has no company acme')
    return tenant
  }
  const memberOf = (id: number | null | undefined) =>
    acme().members.find((member) => member.id === id)?.identifier
  const statusNamed = (boardId: number, name: string) =>
    String(acme().statuses.find((status) => status.boardId === boardId && status.name === name)?.id)
  return {
    provider: registry.provider(connectionTo()),
    strangerProvider: registry.provider(connectionTo({ id: 'c2', private_key: 'wrong-private' })),
    notesAt: (ticketId) =>
      acme()
        .notes.filter((note) => note.ticketId === Number(ticketId))
        .map((note) => ({
          id: String(note.id),
          text: note.text,
          internal: note.internal,
          discussion: note.discussion,
          author: acme().members.find((member) => member.id === note.memberId)?.identifier ?? note.createdBy,
        })),
    mailsAt: (ticketId) => acme().mails.filter((mail) => mail.ticketId === Number(ticketId)).length,
    timeAt: (ticketId) =>
      acme()
        .timeEntries.filter((entry) => entry.chargeToId === Number(ticketId))
        .map((entry) => ({
          id: String(entry.id),
          member: memberOf(entry.memberId) ?? '',
          minutes: Math.round(entry.actualHours * 60),
          internal_notes: entry.internalNotes,
        })),
    standingAt: (ticketId) => {
      const ticket = acme().tickets.find((row) => row.id === Number(ticketId))
      return {
        status_id: String(ticket?.statusId),
        owner: memberOf(ticket?.ownerId) ?? null,
        resources: acme()
          .scheduleEntries.filter((entry) => entry.objectId === ticket?.id && !entry.done)
          .map((entry) => memberOf(entry.memberId) ?? ''),
      }
    },
    strike: (write, trouble) => simulator.addFault({ ...troubles[trouble], times: 1, match: writes[write] }),
    settled: () => simulator.settled(),
    bill: (id) => {
      const entry = acme().timeEntries.find((row) => row.id === Number(id))
      if (entry) entry.status = 'Billed'
    },
    known: {
      ticket: {
        id: String(notableTickets.mail),
        summary: 'Mail from outside not arriving',
        company: 'Contoso Dental',
        first_name: 'Ann',
        owner: 'Ben Okafor',
      },
      timed_ticket_id: String(notableTickets.mail),
      many_notes: {
        ticket_id: String(notableTickets.manyNotes),
        count: acme().notes.filter((note) => note.ticketId === notableTickets.manyNotes).length,
      },
      hostile_ticket_id: String(notableTickets.hostile),
      mailing: {
        ticket_id: String(notableTickets.mailing),
        contact: mailContact(acme()),
      },
      closed_ticket_id: String(notableTickets.closed),
      members: { active: 'ben', other: 'cleo', inactive: 'mo', api: 'flowpilot' },
      foreign_ticket_id: String(notableTickets.other),
      absent_ticket_id: '9999999999',
      statuses: {
        other: statusNamed(21, 'Escalated'),
        closing: statusNamed(21, 'Closed'),
        foreign: statusNamed(22, 'Completed'),
      },
      work_type_id: '4',
    },
    claimOf: (identifier) => {
      const session = simulator.openMemberSession('acme', identifier)
      return { member_id: identifier, member_hash: session.memberHash, member_context: session.memberContext }
    },
    hidden_ticket_id: String(notableTickets.executive),
  }
}

const writes = {
  time: { method: 'POST', path: '/time/entries' },
  ticket: { method: 'PATCH', path: '/service/tickets/' },
  resource: { method: 'POST', path: '/schedule/entries' },
  removal: { method: 'DELETE', path: '/schedule/entries/' },
}

const troubles = {
  late: { kind: 'late_commit', delay_ms: 300 },
  lost: { kind: 'reply_lost' },
  error_before: { kind: 'status', status: 503 },
  error_after: { kind: 'status', status: 500, after_commit: true },
  in_use: { kind: 'status', status: 409 },
  ignored: { kind: 'change_ignored' },
  refused: { kind: 'status', status: 403 },
} as const

describeProvider('ConnectWise', make)
describePod('ConnectWise, its pod', make)

function mailContact(tenant: ReturnType<typeof createSimulator>['state']['tenants'][string]): string {
  const ticket = tenant.tickets.find((row) => row.id === notableTickets.mailing)
  return tenant.contacts.find((contact) => contact.id === ticket?.contactId)?.email ?? 'no contact'
}
