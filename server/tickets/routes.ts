import * as v from 'valibot'
import { ticketId } from '../../shared/contracts/common.ts'
import {
  boardList,
  memberList,
  statusList,
  ticketCard,
  ticketList,
  ticketSearchQuery,
} from '../../shared/contracts/tickets.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { readCard } from './card.ts'
import { listBoards, listMembers, listStatuses } from './lists.ts'
import { searchTickets } from './search.ts'

const away: ProblemCode[] = [
  'no_connection',
  'secret_key_missing',
  'psa_keys_refused',
  'psa_busy',
  'psa_unavailable',
]
const byId = v.object({ id: ticketId })
const cardQuery = v.object({ fresh: v.optional(v.picklist(['true', 'false'])) })

export const ticketRoutes = routes()
  .get(
    '/psa/tickets',
    describe({
      summary: 'Open tickets of the PSA by number or words.',
      answers: { 200: ticketList },
      problems: ['malformed', 'not_allowed', ...away],
    }),
    valid('query', ticketSearchQuery),
    async (c) => c.json(await searchTickets(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/psa/tickets/:id',
    describe({
      summary: 'A ticket as the card shows it; `fresh=true` asks the PSA in any case.',
      answers: { 200: ticketCard },
      problems: ['malformed', 'ticket_not_found', 'not_your_ticket', 'psa_refused', ...away],
    }),
    valid('param', byId),
    valid('query', cardQuery),
    async (c) =>
      c.json(await readCard(c.get('ctx'), c.req.valid('param').id, c.req.valid('query').fresh === 'true')),
  )
  .get(
    '/psa/boards',
    describe({ summary: 'Service boards of the PSA.', answers: { 200: boardList }, problems: away }),
    async (c) => c.json(await listBoards(c.get('ctx'))),
  )
  .get(
    '/psa/boards/:id/statuses',
    describe({
      summary: 'The statuses of one board.',
      answers: { 200: statusList },
      problems: ['malformed', 'not_found', ...away],
    }),
    valid('param', byId),
    async (c) => c.json(await listStatuses(c.get('ctx'), c.req.valid('param').id)),
  )
  .get(
    '/psa/members',
    describe({ summary: 'People of the PSA.', answers: { 200: memberList }, problems: away }),
    async (c) => c.json(await listMembers(c.get('ctx'))),
  )
