import { oneOf, type QueryOf, upTo } from '../router.ts'

export const caseStates = ['active', 'paused', 'escalated', 'resolved'] as const

/** What the case history is asked for: `?q=vpn&status=resolved&mine=true`. */
export const historyQuery = { q: upTo(100), status: oneOf(caseStates), mine: oneOf(['true']) }
export type HistoryQuery = QueryOf<typeof historyQuery>
