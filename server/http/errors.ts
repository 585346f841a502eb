import type { Context, ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem } from '../../shared/problems.ts'
import { recordRefusal } from '../audit/record-refusal.ts'
import type { Ctx } from '../ctx.ts'
import { asProblem } from '../db/constraints.ts'
import { KeyMissing } from '../keys/sealing.ts'
import type { AppEnv } from './routes.ts'

const retryAfterS: Record<number, number> = { 429: 60, 503: 5 }

/** The one place where a failure becomes an answer. */
export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const problem = problemOf(error)
  if (problem?.status === 403) noteRefusal(c, problem)
  if (problem) return answerProblem(c, problem)
  c.get('world').log.error({ err: error, request_id: c.get('request_id') }, 'a request failed unexpectedly')
  return answerProblem(c, new Problem('internal'))
}

/** After the answer: a refusal does not wait for its line. */
function noteRefusal(c: Context<AppEnv>, { code }: Problem): void {
  const ctx = c.get('ctx') as Ctx | undefined
  if (!ctx) return
  const refused = { code, method: c.req.method, route: routePath(c, -1) }
  ctx.world.background.run('record a refusal', recordRefusal(ctx, refused))
}

export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const { retry_after_s } = problem.extra ?? {}
  const waitS = typeof retry_after_s === 'number' ? retry_after_s : retryAfterS[problem.status]
  if (waitS !== undefined) c.header('retry-after', String(Math.max(1, Math.ceil(waitS))))
  return c.json(
    {
      code: problem.code,
      message: problem.message,
      request_id: c.get('request_id'),
      ...(problem.fields ? { fields: problem.fields } : {}),
      ...problem.extra,
    },
    problem.status as ContentfulStatusCode,
  )
}

function problemOf(error: unknown): Problem | undefined {
  const known = asProblem(error)
  if (known instanceof Problem) return known
  if (known instanceof KeyMissing)
    return new Problem(
      'secret_key_missing',
      `This is sealed with the key ${known.kid}, which is not in SECRET_KEYS any more. The operator can put it back.`,
    )
  if (known instanceof HTTPException && known.status === 400) return new Problem('malformed')
  if (known instanceof HTTPException && known.status === 413) return new Problem('too_large')
  return undefined
}
