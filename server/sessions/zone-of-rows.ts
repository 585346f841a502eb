import type { Audience } from '../../shared/contracts/updates.ts'
import { zoneOfText } from '../ai-policy/zone-of-text.ts'
import type { CaseRows } from './case-queries.ts'

/** In which zone a text of this case tells its times. */
export const zoneOfRows = ({ row, policy }: Pick<CaseRows, 'row' | 'policy'>, audience: Audience): string =>
  zoneOfText(audience, { client: policy.time_zone, account: row.preferences.time_zone ?? null }) ?? 'UTC'
