import pino from 'pino'
import { createSimulator } from '../../../simulator/app.ts'
import { demoClientId, demoKeys, notableTickets } from '../../../simulator/seed/constants.ts'
import { describeProvider } from '../provider.suite.ts'
import { createRegistry } from '../registry.ts'

describeProvider('ConnectWise', async () => {
  const simulator = createSimulator()
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch: simulator.fetch,
    requestsPerSecond: 1000,
  })
  const connection = {
    id: 'c1',
    account_id: 'a1',
    site_url: 'http://127.0.0.1:8788',
    company_id: demoKeys.companyId,
    public_key: demoKeys.publicKey,
    private_key: demoKeys.privateKey,
    client_id: demoClientId,
  }
  const acme = () => {
    const tenant = simulator.state.tenants.acme
    if (!tenant) throw new Error('the simulator has no company acme')
    return tenant
  }
  return {
    provider: registry.provider(connection),
    strangerProvider: registry.provider({ ...connection, id: 'c2', private_key: 'wrong-private' }),
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
    claimOf: (identifier) => {
      const session = simulator.openMemberSession('acme', identifier)
      return { member_id: identifier, member_hash: session.memberHash, member_context: session.memberContext }
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
      hidden_ticket_id: String(notableTickets.executive),
      foreign_ticket_id: String(notableTickets.other),
    },
  }
})

function mailContact(tenant: ReturnType<typeof createSimulator>['state']['tenants'][string]): string {
  const ticket = tenant.tickets.find((row) => row.id === notableTickets.mailing)
  return tenant.contacts.find((contact) => contact.id === ticket?.contactId)?.email ?? 'no contact'
}
