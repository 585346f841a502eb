import type { Post } from '../../../shared/contracts/posts.ts'
import type { Clock, PostRow } from './row.ts'

/** What the states of a post depend on in its kind. */
export type Traits = {
  /**
   * Whether one clean reading without it is enough: a PATCH by id or a deletion changes nothing the second time, a POST
   * that comes late makes a second one.
   */
  absence(order: unknown): 'after_settle' | 'at_once'
  /** Ages in seconds at which it is looked at again. */
  audits_s(clock: Pick<Clock, 'audit_s'>): readonly number[]
}

const dayS = 24 * 3600
const twice = ({ audit_s }: Pick<Clock, 'audit_s'>) => [audit_s, dayS] as const
/** Colleagues change status and people of a ticket all day: what was verified once is theirs to change. */
const never = () => []

export const traits: Record<Post['kind'], Traits> = {
  note: { absence: () => 'after_settle', audits_s: twice },
  time_entry: { absence: () => 'after_settle', audits_s: twice },
  status: { absence: () => 'at_once', audits_s: never },
  assignment: {
    absence: (order) => ((order as { act?: string }).act === 'add' ? 'after_settle' : 'at_once'),
    audits_s: never,
  },
}

export function isAbsentAtOnce({ kind, order }: Pick<PostRow, 'kind' | 'order'>): boolean {
  return traits[kind].absence(order) === 'at_once'
}
