import type * as v from 'valibot'
import type { newSession } from '../../shared/contracts/sessions.ts'
import { type Api, bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'

export type Intake = v.InferInput<typeof newSession>

/** Starts a case and answers its id; where the ticket has an open one already, that one's. */
export async function startCase(api: Api, intake: Intake): Promise<string> {
  try {
    return (await bodyOf(api.client['ai-sessions'].$post({ json: intake }))).id
  } catch (error) {
    const problem = asProblem(error)
    if (problem.code === 'case_already_open' && typeof problem.extra.session_id === 'string')
      return problem.extra.session_id
    throw problem
  }
}
