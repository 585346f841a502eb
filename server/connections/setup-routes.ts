import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { connectionSetup, siteAnswer, siteQuestion } from '../../shared/contracts/connections.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { discoverSite } from './discover-site.ts'
import { readSetup } from './read-setup.ts'

/** What the setting up of a connection asks before there is one, and how far it has come. */
export const setupRoutes = routes()
  .post(
    '/integrations/psa/site',
    describe({
      summary: 'What a site says of itself and a company, without keys. Nothing is kept.',
      answers: { 200: siteAnswer },
      problems: ['malformed', 'not_allowed', 'site_not_allowed', 'too_often'],
    }),
    valid('json', siteQuestion),
    async (c) => c.json(await discoverSite(c.get('ctx'), c.req.valid('json'))),
  )
  .get(
    '/integrations/psa/connections/:id/setup',
    describe({
      summary: 'How far a connection is set up.',
      answers: { 200: connectionSetup },
      problems: ['malformed', 'not_allowed', 'not_found'],
    }),
    valid('param', v.object({ id })),
    async (c) => c.json(await readSetup(c.get('ctx'), c.req.valid('param').id)),
  )
