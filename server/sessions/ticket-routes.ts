import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { linkedTicket, sessionDetail } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { linkTicket } from './link-ticket.ts'
import { refreshTicket } from './refresh-ticket.ts'

const one = v.object({ id })

/** The ticket of a case that is under way. */
export const ticketOfCaseRoutes = routes()
  .post(
    '/:id/link-ticket',
    describe({
      summary:
        'Tie a case to a ticket, to another one of the same client, or with null to none. While the PSA is away the number is kept and the rest fetched by a refresh.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'ticket_not_found',
        'case_already_open',
        'case_closed',
        'posts_under_way',
        'ticket_of_other_client',
        'invalid',
        'no_connection',
        'secret_key_missing',
      ],
    }),
    valid('param', one),
    valid('json', linkedTicket),
    async (c) => c.json(await linkTicket(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/:id/refresh-ticket',
    describe({
      summary: 'Read the ticket from the PSA anew; the next turn knows it.',
      answers: { 200: sessionDetail },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'ticket_not_found',
        'case_already_open',
        'no_ticket',
        'no_connection',
        'secret_key_missing',
        'psa_refused',
        'psa_keys_refused',
        'psa_unavailable',
        'psa_busy',
      ],
    }),
    valid('param', one),
    async (c) => c.json(await refreshTicket(c.get('ctx'), c.req.valid('param').id)),
  )
