import { type CaseRight, caseRights, type SessionDetail } from '../../shared/contracts/sessions.ts'
import type { WriteKind } from '../../shared/contracts/write-rights.ts'
import { reopenHours } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import { type Ctx, hasRight, may } from '../ctx.ts'

type Status = SessionDetail['status']
const open: readonly Status[] = ['active', 'paused', 'escalated']
const any: readonly Status[] = [...open, 'resolved']

/**
 * All of them are of people who work. `in`: where the case stands so. `ofHandler`: for its handler and whoever began it
 * alone, with `orAdmin` for admins too. `notInPod`: a pod is tied to the ticket that its screen shows. `writes`: into its ticket. `forHours`: after it was
 * closed.
 */
type Rule = {
  in: readonly Status[]
  ofHandler?: true
  orAdmin?: true
  notInPod?: true
  writes?: WriteKind
  forHours?: number
}
const rules: Record<CaseRight, Rule> = {
  work: { in: open },
  add_fact: { in: open },
  share: { in: any },
  pause: { in: ['active'], ofHandler: true },
  resume: { in: ['paused'], ofHandler: true },
  close: { in: ['active'], ofHandler: true },
  reopen: { in: ['resolved'], ofHandler: true, orAdmin: true, forHours: reopenHours },
  escalate: { in: [] },
  pick_up: { in: [] },
  take_back: { in: [] },
  link_ticket: { in: open, notInPod: true },
  post_internal: { in: any, writes: 'internal_note' },
  post_client: { in: any, writes: 'client_note' },
}

type People = Pick<SessionDetail, 'user_id' | 'current_handler_id'>
type Case = People & Pick<SessionDetail, 'status' | 'psa_ticket_id' | 'psa_connection_id' | 'resolved_at'>

/** True for its handler and whoever began it. */
export const isOfCase = ({ user }: Pick<Ctx, 'user'>, of: People): boolean =>
  of.current_handler_id === user.id || of.user_id === user.id

/** Throws unless this person may do this with a case that stands so. */
export function mayInCase(ctx: Ctx, right: CaseRight, of: People & Pick<Case, 'status'>): void {
  may(ctx, 'work')
  const { in: standings, ofHandler, orAdmin } = rules[right]
  if (of.status === 'resolved' && !standings.includes('resolved')) throw new Problem('case_closed')
  if (ofHandler && !isOfCase(ctx, of) && !(orAdmin && hasRight(ctx, 'administer')))
    throw new Problem('not_your_case')
}

/** All that this person may do with a case that they open. `writeRights`: as the account keeps them. */
export function rightsInCase(
  ctx: Pick<Ctx, 'user' | 'surface'>,
  of: Case,
  writeRights: unknown,
): CaseRight[] {
  const hasPlace = of.psa_ticket_id !== null && of.psa_connection_id !== null
  return caseRights.filter((right) => {
    const { in: standings, ofHandler, orAdmin, notInPod, writes, forHours } = rules[right]
    if (notInPod && ctx.surface === 'pod') return false
    if (!hasRight(ctx, 'work') || !standings.includes(of.status)) return false
    if (ofHandler && !isOfCase(ctx, of) && !(orAdmin && hasRight(ctx, 'administer'))) return false
    if (forHours && !(Date.now() - Date.parse(of.resolved_at ?? '') < forHours * 3600_000)) return false
    return !writes || (hasPlace && rightFrom(writeRights, writes, ctx.user.role) !== 'off')
  })
}
