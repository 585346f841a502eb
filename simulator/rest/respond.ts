import type { Refusal } from '../refusal.ts'
import { answer, type RestContext } from './env.ts'

export function asResponse(c: RestContext, refused: Refusal): Response {
  if (typeof refused.body === 'string')
    return new Response(refused.body, { status: refused.status, headers: refused.headers })
  return answer(c, refused.body, refused.status, refused.headers)
}
