import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  connection,
  connectionChange,
  connectionTest,
  memberMapping,
  newConnection,
} from '../../shared/contracts/connections.ts'
import { flowpilotSettings, flowpilotSettingsChange } from '../../shared/contracts/flowpilot-settings.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeConnection } from './change-connection.ts'
import { createConnection } from './create-connection.ts'
import { changeSettings, readSettings } from './flowpilot-settings.ts'
import { listConnections, listMappings, viewOf } from './read-connections.ts'
import { removeConnection } from './remove-connection.ts'
import { testConnection } from './test-connection.ts'

const byId = v.object({ id })
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.object({ items: v.array(item), next_cursor: v.null() })

export const connectionRoutes = routes()
  .get(
    '/integrations/psa/connections',
    describe({
      summary: 'The PSA this account is connected to.',
      answers: { 200: listOf(connection) },
      problems: ['not_allowed'],
    }),
    async (c) => c.json({ items: await listConnections(c.get('ctx')), next_cursor: null }),
  )
  .post(
    '/integrations/psa/connections',
    describe({
      summary: 'Connect the account to its PSA with keys that work. They go in and never come back.',
      answers: { 201: connection },
      problems: [
        'malformed',
        'not_allowed',
        'connection_exists',
        'connection_not_working',
        'site_not_allowed',
        'too_often',
      ],
    }),
    valid('json', newConnection),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(viewOf(ctx, await createConnection(ctx, c.req.valid('json'))), 201)
    },
  )
  .patch(
    '/integrations/psa/connections/:id',
    describe({
      summary: 'Change a connection; what does not work is not kept. A new site needs both keys again.',
      answers: { 200: connection },
      problems: [
        'malformed',
        'not_allowed',
        'not_found',
        'site_not_allowed',
        'connection_not_working',
        'conflict',
        'invalid',
        'secret_key_missing',
        'too_often',
      ],
    }),
    valid('param', byId),
    valid('json', connectionChange),
    async (c) => {
      const ctx = c.get('ctx')
      return c.json(viewOf(ctx, await changeConnection(ctx, c.req.valid('param').id, c.req.valid('json'))))
    },
  )
  .delete(
    '/integrations/psa/connections/:id',
    describe({
      summary: 'Forget a connection and its keys.',
      answers: { 204: null },
      problems: ['malformed', 'not_allowed', 'not_found', 'connection_in_use'],
    }),
    valid('param', byId),
    async (c) => {
      await removeConnection(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .post(
    '/integrations/psa/connections/:id/test',
    describe({
      summary: 'What the keys of a connection can do. A passed test frees a connection on hold.',
      answers: { 200: connectionTest },
      problems: ['malformed', 'not_allowed', 'not_found', 'secret_key_missing', 'too_often'],
    }),
    valid('param', byId),
    async (c) => c.json(await testConnection(c.get('ctx'), c.req.valid('param').id)),
  )
  .get(
    '/integrations/psa/connections/:id/member-mappings',
    describe({
      summary: 'Which member of the PSA each colleague is.',
      answers: { 200: listOf(memberMapping) },
      problems: ['malformed', 'not_allowed', 'not_found'],
    }),
    valid('param', byId),
    async (c) =>
      c.json({ items: await listMappings(c.get('ctx'), c.req.valid('param').id), next_cursor: null }),
  )
  .get(
    '/integrations/psa/connections/:id/flowpilot-settings',
    describe({
      summary: 'What a closing writes into tickets of this connection.',
      answers: { 200: flowpilotSettings },
      problems: ['malformed', 'not_allowed', 'not_found'],
    }),
    valid('param', byId),
    async (c) => c.json(await readSettings(c.get('ctx'), c.req.valid('param').id)),
  )
  .patch(
    '/integrations/psa/connections/:id/flowpilot-settings',
    describe({
      summary: 'Set what a closing writes; what is left out stays.',
      answers: { 200: flowpilotSettings },
      problems: ['malformed', 'not_allowed', 'not_found', 'invalid'],
    }),
    valid('param', byId),
    valid('json', flowpilotSettingsChange),
    async (c) => c.json(await changeSettings(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
