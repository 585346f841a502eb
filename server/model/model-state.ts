import type { Logger } from 'pino'
import type { ModelProblem } from '../../shared/contracts/model.ts'
import type { Failure } from './failures.ts'
import type { ModelState } from './gateway.ts'

type ModelIds = NonNullable<ModelState['models']>

const settingOf: Record<keyof ModelIds, string> = {
  strong: 'MODEL_DIAGNOSIS',
  fast: 'MODEL_FAST',
  second: 'MODEL_FALLBACK',
}

/** What the API refuses, by model id, from the newest call of each. Kept in this process alone. */
export function createModelState(
  { models, address }: { models: ModelIds; address: string },
  log: Logger,
  onChange: (problem: ModelProblem | null) => void,
) {
  const problems = new Map<string, ModelProblem>()
  let isAnswering = false
  const newest = (): ModelProblem | null => [...problems.values()].at(-1) ?? null

  return {
    answered(model: string): void {
      isAnswering = true
      problems.delete(model)
      // A key that one model took is right for all.
      for (const [id, { code }] of problems) if (code === 'key_refused') problems.delete(id)
      onChange(newest())
    },
    rejected(model: string, failure: Failure, request_id: string | null): void {
      const { status, message, rejected_for } = failure
      log.error({ model, status, reason: message, request_id, rejected_for }, 'the model rejected a call')
      const found = problemOf({ models, address }, model, failure)
      const known = problems.get(model)
      const since = known?.code === found.code ? known.since : new Date().toISOString()
      problems.delete(model)
      problems.set(model, { ...found, since })
      onChange(newest())
    },
    read: (isBusy: boolean): ModelState => {
      const problem = newest()
      const state = problem ? 'rejected' : isBusy ? 'busy' : isAnswering ? 'ok' : 'unknown'
      return { state, problem, models }
    },
  }
}

function problemOf(
  { models, address }: { models: ModelIds; address: string },
  model: string,
  failure: Failure,
): Omit<ModelProblem, 'since'> {
  const { rejected_for, status } = failure
  if (rejected_for === 'key')
    return {
      code: 'key_refused',
      message: `The model API refused the key (${status}). Put a valid one into ANTHROPIC_API_KEY and restart the server.`,
    }
  if (rejected_for === 'model') {
    const roles = (Object.keys(settingOf) as (keyof ModelIds)[]).filter((role) => models[role] === model)
    const names = roles.map((role) => settingOf[role]).join(' and ')
    return {
      code: 'model_unknown',
      message: `The model API has no model “${model}”, or not for this key. Correct ${names} and restart the server.`,
    }
  }
  if (rejected_for === 'address')
    return {
      code: 'address_redirects',
      message: `${address} answers with a redirect (${status}), which is not followed: nobody has said that what clients write may go there. Put the address it ends at into ANTHROPIC_BASE_URL and restart the server.`,
    }
  return {
    code: 'request_rejected',
    message: `The model API rejects our requests (${status}); the server’s log holds its reason. Until it takes one again, answers may come from the offline model.`,
  }
}
