import { Problem, type ProblemCode } from '../../shared/problems.ts'

/** What a person hears when the database refuses a row: constraint or unique index name → problem. */
export const constraints: Record<string, ProblemCode> = {
  account_is_already_connected: 'connection_exists',
  email_is_taken: 'email_taken',
  account_key_is_taken: 'account_key_taken',
  domain_is_taken: 'domain_taken',
  ticket_has_open_case: 'case_already_open',
  one_handoff_waits: 'handoff_open',
  handoff_was_made_already: 'intent_key_reused',
  closing_was_made_already: 'intent_key_reused',
}

const lost = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '25P03', // idle in transaction for too long
  '57014', // longer than statement_timeout
])
/** Connection exceptions, short resources, and a server that is starting, stopping or recovering. */
const lostClasses = /^(08...|53...|57P..)$/
const collided = new Set(['40001', '40P01', '55P03'])

/** A database error in the product's words; what is no expected failure comes back as it was. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error
  const { code, constraint_name } = error as { code?: unknown; constraint_name?: unknown }
  if (typeof code !== 'string') return error
  const named = typeof constraint_name === 'string' ? constraints[constraint_name] : undefined
  if (named) return new Problem(named, undefined, { cause: error })
  if (collided.has(code)) return new Problem('conflict', undefined, { cause: error })
  if (lost.has(code) || lostClasses.test(code))
    return new Problem('database_unavailable', undefined, { cause: error })
  return error
}
