import { type CaseRight, caseRights, type SessionDetail } from '../../shared/contracts/sessions.ts'
import type { WriteKind } from '../../shared/contracts/write-rights.ts'
import { Problem } from '../../shared/problems.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import { type Ctx, hasRight, may } from '../ctx.ts'

/** All of them are of people who work; `ofClosed`: also in a case that is resolved. `writes`: into its ticket. */
const rules: Record<CaseRight, { ofClosed: boolean; writes?: WriteKind }> = {
  work: { ofClosed: false },
  add_fact: { ofClosed: false },
  share: { ofClosed: true },
  post_internal: { ofClosed: true, writes: 'internal_note' },
  post_client: { ofClosed: true, writes: 'client_note' },
}

type Case = Pick<SessionDetail, 'status' | 'psa_ticket_id' | 'psa_connection_id'>

/** Throws unless this person may do this with a case that stands so. */
export function mayInCase(ctx: Ctx, right: CaseRight, { status }: Pick<Case, 'status'>): void {
  may(ctx, 'work')
  if (status === 'resolved' && !rules[right].ofClosed) throw new Problem('case_closed')
}

/** All that this person may do with a case that they open. `writeRights`: as the account keeps them. */
export function rightsInCase(ctx: Pick<Ctx, 'user'>, of: Case, writeRights: unknown): CaseRight[] {
  const hasPlace = of.psa_ticket_id !== null && of.psa_connection_id !== null
  return caseRights.filter((right) => {
    const { ofClosed, writes } = rules[right]
    if (!hasRight(ctx, 'work') || (of.status === 'resolved' && !ofClosed)) return false
    return !writes || (hasPlace && rightFrom(writeRights, writes, ctx.user.role) !== 'off')
  })
}
