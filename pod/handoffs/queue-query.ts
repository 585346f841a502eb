import { oneOf, type QueryOf } from '../router.ts'

export const queueFilters = ['mine', 'unassigned', 'all'] as const

/** Which escalations the page shows: `?show=mine`. */
export const queueQuery = { show: oneOf(queueFilters) }
export type QueueFilter = NonNullable<QueryOf<typeof queueQuery>['show']>
