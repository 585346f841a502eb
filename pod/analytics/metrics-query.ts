import type { Period } from '../../shared/contracts/analytics.ts'
import { oneOf } from '../router.ts'

export const shownPeriods = ['7d', '30d', '90d'] as const satisfies readonly Period[]

/** Over which days the page counts: `?period=90d`; 30 where the address does not say. */
export const metricsQuery = { period: oneOf(shownPeriods) }
