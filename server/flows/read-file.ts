import type { Flow } from '../../shared/contracts/flows.ts'
import { Problem } from '../../shared/problems.ts'
import { findSecrets } from './find-secrets.ts'
import { parseFlow } from './parse.ts'

/** The flow of a file; throws with everything that is wrong in it. */
export async function readFile(file: string): Promise<Flow> {
  const parsed = parseFlow(file)
  const errors = 'errors' in parsed ? parsed.errors : await findSecrets(file)
  if ('errors' in parsed || errors.length > 0)
    throw new Problem('flow_invalid', undefined, { extra: { errors } })
  return parsed.flow
}
