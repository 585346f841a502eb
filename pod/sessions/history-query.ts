import { oneOf, type QueryOf, upTo } from '../router.ts'

export const caseStates = ['active', 'paused', 'escalated', 'resolved'] as const
export const handings = ['escalated', 'picked_up'] as const

/** What the case history is asked for: `?q=vpn&status=resolved&mine=true&from=2026-11-01&to=2026-11-30`. */
export const historyQuery = {
  q: upTo(100),
  status: oneOf(caseStates),
  mine: oneOf(['true']),
  by_me: oneOf(handings),
  from: upTo(10),
  to: upTo(10),
}
export type HistoryQuery = QueryOf<typeof historyQuery>
