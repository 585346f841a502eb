import { boardRights, boardRightsChange } from '../../shared/contracts/boards.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeBoardRights, readBoardRights } from './board-rights.ts'

export const boardRoutes = routes()
  .get(
    '/accounts/me/boards',
    describe({
      summary: 'Which boards of the PSA each role opens.',
      answers: { 200: boardRights },
      problems: ['not_allowed'],
    }),
    async (c) => c.json(await readBoardRights(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/boards',
    describe({
      summary: 'Set which boards a role opens; for admins only owners do.',
      answers: { 200: boardRights },
      problems: ['malformed', 'not_allowed'],
    }),
    valid('json', boardRightsChange),
    async (c) => c.json(await changeBoardRights(c.get('ctx'), c.req.valid('json'))),
  )
