import type { HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { flowChange, flowDetail, flowImported, flowList, flowPreview } from '../../shared/contracts/flows.ts'
import { Problem } from '../../shared/problems.ts'
import { may } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeFlow } from './change-flow.ts'
import { importFlow } from './import-flow.ts'
import { flowFileBytesAtMost } from './parse.ts'
import { previewFlow } from './preview-flow.ts'
import { listFlows, readFlow } from './read-flows.ts'

const byKey = v.object({ key: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,100}$/, 'The key of a flow.')) })

export const flowRoutes = routes()
  .get(
    '/flows',
    describe({
      summary: 'Troubleshooting flows of the account: of each key what leads new cases.',
      answers: { 200: flowList },
    }),
    async (c) => c.json({ items: await listFlows(c.get('ctx')), next_cursor: null }),
  )
  .post(
    '/flows/import',
    describe({
      summary:
        'Import a flow file (YAML). A file with faults answers all of them, with their places, as `errors`.',
      answers: { 200: flowImported, 201: flowImported },
      problems: [
        'not_allowed',
        'too_large',
        'media_type_not_taken',
        'flow_invalid',
        'too_many_flows',
        'too_often',
      ],
    }),
    bodyLimit({ maxSize: flowFileBytesAtMost, onError: tooLarge }),
    async (c) => {
      const ctx = c.get('ctx')
      may(ctx, 'administer')
      const { imported, isNew } = await importFlow(ctx, await yamlOf(c.req))
      return c.json(imported, isNew ? 201 : 200)
    },
  )
  .post(
    '/flows/preview',
    describe({
      summary: 'What importing a flow file (YAML) would change. Nothing is changed.',
      answers: { 200: flowPreview },
      problems: ['not_allowed', 'too_large', 'media_type_not_taken', 'flow_invalid', 'too_often'],
    }),
    bodyLimit({ maxSize: flowFileBytesAtMost, onError: tooLarge }),
    async (c) => {
      const ctx = c.get('ctx')
      may(ctx, 'administer')
      return c.json(await previewFlow(ctx, await yamlOf(c.req)))
    },
  )
  .get(
    '/flows/:key',
    describe({
      summary: 'A flow with its versions.',
      answers: { 200: flowDetail },
      problems: ['not_found'],
    }),
    valid('param', byKey),
    async (c) => c.json(await readFlow(c.get('ctx'), c.req.valid('param').key)),
  )
  .patch(
    '/flows/:key',
    describe({
      summary: 'Switch a flow off or on. A flow that is off leads no new case.',
      answers: { 200: flowDetail },
      problems: ['not_allowed', 'not_found', 'flow_always_on', 'too_many_flows'],
    }),
    valid('param', byKey),
    valid('json', flowChange),
    async (c) => c.json(await changeFlow(c.get('ctx'), c.req.valid('param').key, c.req.valid('json'))),
  )

function tooLarge(): never {
  throw new Problem('too_large', `A flow file has at most ${flowFileBytesAtMost / 1_000} kB.`)
}

async function yamlOf(request: HonoRequest): Promise<string> {
  const [type] = (request.header('content-type') ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/yaml')
    throw new Problem('media_type_not_taken', 'A flow file is sent as application/yaml.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer())
  } catch {
    const errors = [{ line: 1, column: 1, says: 'The file is no UTF-8 text.' }]
    throw new Problem('flow_invalid', undefined, { extra: { errors } })
  }
}
