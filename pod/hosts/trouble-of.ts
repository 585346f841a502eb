import type { TroubleCode, TroubleValues } from '../host.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import type { AnyCode } from '../line/problems.ts'

const known: Partial<Record<AnyCode, TroubleCode>> = {
  not_your_ticket: 'no_access',
  ticket_not_found: 'ticket_gone',
  member_switched_off: 'switched_off',
  too_often: 'too_often',
  timeout: 'unreachable',
  unreachable: 'unreachable',
  not_found: 'server_failing',
  unreadable: 'server_failing',
}

/** What a refused sign-in of the pod means for who sits before it. */
export function troubleOf(problem: ApiProblem): TroubleCode {
  const { code, extra, status } = problem
  if (code === 'member_not_linked') return extra.needs === 'owner' ? 'needs_owner' : 'not_linked'
  const found = known[code]
  if (found) return found
  if (code.startsWith('psa_')) return 'psa_away'
  return status >= 500 ? 'server_failing' : 'not_signed_in'
}

export function troubleValues({ extra }: ApiProblem): TroubleValues {
  const { by_password, asked, retry_after_s } = extra
  return {
    ...(by_password === true ? { by_password } : {}),
    ...(asked === true ? { asked } : {}),
    ...(typeof retry_after_s === 'number' ? { retry_after_s } : {}),
  }
}
