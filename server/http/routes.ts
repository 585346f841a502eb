import { toJsonSchema } from '@valibot/to-json-schema'
import { Hono, type MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { GenericSchema } from 'valibot'
import { problemBody } from '../../shared/contracts/common.ts'
import { type ProblemCode, problems } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import type { AccessClaims } from '../keys/access-token.ts'
import type { World } from '../world.ts'

/** `ctx` and `access` are there on every route behind the sign-in; `world` and `request_id` everywhere. */
export type AppEnv = {
  Variables: { ctx: Ctx; world: World; request_id: string; access: AccessClaims }
}

export const routes = () => new Hono<AppEnv>()

export type RouteDescription = {
  summary: string
  /** Status → the contract of its body; null: no body; a string: the media type of a stream or page. */
  answers: Record<number, GenericSchema | string | null>
  /** Problems a caller should expect beside malformed, not_signed_in and internal. */
  problems?: ProblemCode[]
  /** True where no sign-in is needed. */
  open?: boolean
}

/** What /openapi.json says about the route it stands in front of. */
export function describe({
  summary,
  answers,
  problems: codes = [],
  open,
}: RouteDescription): MiddlewareHandler {
  const expected: ProblemCode[] = open ? codes : ['not_signed_in', ...codes]
  const responses: Record<string, { description: string; content?: object }> = {}
  for (const [status, group] of groupByStatus(expected))
    responses[status] = { description: group.join(' | '), content: jsonOf(problemBody) }
  for (const [status, body] of Object.entries(answers)) {
    const content =
      body === null
        ? undefined
        : typeof body === 'string'
          ? { [body]: { schema: { type: 'string' } } }
          : jsonOf(body)
    responses[status] = { description: summary, ...(content ? { content } : {}) }
  }
  return describeRoute({ summary, responses, security: open ? [] : [{ bearer: [] }] } as Parameters<
    typeof describeRoute
  >[0])
}

const jsonOf = (schema: GenericSchema) => ({ 'application/json': { schema: plainSchema(schema) } })

/** Bodies as they are on the wire; transformations have no JSON form and are left out. */
function plainSchema(schema: GenericSchema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'output' })
  return rest
}

function groupByStatus(codes: ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>()
  for (const code of codes)
    groups.set(problems[code].status, [...(groups.get(problems[code].status) ?? []), code])
  return groups
}
