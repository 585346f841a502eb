import type { People } from './people.ts'
import type { requests } from './request.ts'
import type { TestWorld } from './world.ts'

const intake = (psa_ticket_id: string) => ({ intake_type: 'psa_ticket', psa_ticket_id })

/** A case of Ben's on one ticket, again and again, and that ticket as the PSA has it: for what closes it or hands it on. */
export function endingCase(
  world: TestWorld,
  who: People,
  api: ReturnType<typeof requests>,
  ticketId = '48288',
) {
  const tenant = () => {
    const { acme } = world.simulator.state.tenants
    if (!acme) throw new Error('the simulator has no Acme')
    return acme
  }
  const ticket = () => {
    const found = tenant().tickets.find((each) => String(each.id) === ticketId)
    if (!found) throw new Error('no ticket')
    return found
  }
  const ofBoard = () => tenant().statuses.filter(({ boardId }) => boardId === ticket().boardId)
  const begin = async (more: object = intake(ticketId)): Promise<string> => {
    const answer = await api.as('ben')('POST', '/ai-sessions', more)
    return (answer.body as { id: string }).id
  }
  return {
    ticket,
    /** Ids of its board: open ones that take hours, in their order, and one that closes it. */
    statuses: () => ({
      open: ofBoard()
        .filter(({ closed, timeEntryNotAllowed }) => !closed && !timeEntryNotAllowed)
        .map(({ id }) => id),
      closed: ofBoard().find(({ closed }) => closed)?.id ?? 0,
    }),
    begin,
    /** Everything as at first, and a new case. */
    anew: async (): Promise<string> => {
      const { admin } = world.db
      await world.background.settled()
      await admin`delete from limit_counts`
      await admin`update accounts set write_rights = '{}', board_rights = '{}'`
      await admin`update connections set flowpilot_settings = '{}', health = 'ok'`
      await admin`update ai_sessions set status = 'resolved', resolved_at = now()`
      ticket().statusId = ofBoard().find((each) => !each.closed && !each.timeEntryNotAllowed)?.id ?? 0
      return begin()
    },
    /** Nothing of one test goes in another. */
    over: async (closeBreaker: () => Promise<unknown>): Promise<void> => {
      await world.db.admin`update posts set state = 'cancelled' where state = 'ready'`
      world.simulator.clearFaults()
      await closeBreaker()
    },
    set: (body: object) =>
      api.as('ada')('PATCH', `/integrations/psa/connections/${who.connection_id}/flowpilot-settings`, body),
    allow: (body: object) => api.as('ada')('PATCH', '/accounts/me/write-rights', body),
  }
}
