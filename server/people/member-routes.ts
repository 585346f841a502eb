import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  admission,
  memberLinks,
  memberMapping,
  waitingMember,
  waitingMemberPath,
} from '../../shared/contracts/connections.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { admitMember, dismissMember, linkMembers, listWaiting } from './link-members.ts'

const away: ProblemCode[] = ['psa_keys_refused', 'psa_busy', 'psa_unavailable']
const byId = v.object({ id })
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next_cursor: v.null() })

/** Who is which member of the PSA, for admins. */
export const memberRoutes = routes()
  .put(
    '/integrations/psa/connections/:id/member-mappings',
    describe({
      summary: 'Link people to members by hand, or unlink them. Only owners link owners and admins.',
      answers: { 200: listOf(memberMapping) },
      problems: ['malformed', 'not_allowed', 'not_found', 'invalid', 'member_taken', ...away],
    }),
    valid('param', byId),
    valid('json', memberLinks),
    async (c) => {
      const items = await linkMembers(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').items)
      return c.json({ items, next_cursor: null })
    },
  )
  .get(
    '/integrations/psa/connections/:id/waiting-members',
    describe({
      summary: 'Members whom the PSA confirmed and nobody linked yet.',
      answers: { 200: listOf(waitingMember) },
      problems: ['malformed', 'not_allowed', 'not_found'],
    }),
    valid('param', byId),
    async (c) =>
      c.json({ items: await listWaiting(c.get('ctx'), c.req.valid('param').id), next_cursor: null }),
  )
  .post(
    '/integrations/psa/connections/:id/waiting-members/:member_id',
    describe({
      summary: 'Let a member in as a new viewer or engineer.',
      answers: { 204: null },
      problems: ['malformed', 'not_allowed', 'not_found', 'member_taken', 'too_many_people', ...away],
    }),
    valid('param', waitingMemberPath),
    valid('json', admission),
    async (c) => {
      const { id, member_id } = c.req.valid('param')
      await admitMember(c.get('ctx'), id, member_id, c.req.valid('json').role)
      return c.body(null, 204)
    },
  )
  .delete(
    '/integrations/psa/connections/:id/waiting-members/:member_id',
    describe({
      summary: 'Forget that a member asked; it is listed again when it tries again.',
      answers: { 204: null },
      problems: ['malformed', 'not_allowed', 'not_found'],
    }),
    valid('param', waitingMemberPath),
    async (c) => {
      const { id, member_id } = c.req.valid('param')
      await dismissMember(c.get('ctx'), id, member_id)
      return c.body(null, 204)
    },
  )
