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
 * alone, with `orAdmin` for admins too. `handling`: for its handler alone, `others`: for everybody else. `changes`: of a
 * case that waits to be picked up for its handler alone; `adds`: the same, but whoever began it still may afterwards. `notInPod`: a pod is tied to the ticket that its screen shows. `writes`: into its ticket. `forHours`: after it was
 * closed.
 */
type Rule = {
  in: readonly Status[]
  ofHandler?: true
  handling?: true
  others?: true
  changes?: true
  adds?: true
  orAdmin?: true
  notInPod?: true
  writes?: WriteKind
  forHours?: number
}
const rules: Record<CaseRight, Rule> = {
  work: { in: open, changes: true },
  add_fact: { in: open, adds: true },
  share: { in: any },
  pause: { in: ['active'], ofHandler: true },
  resume: { in: ['paused'], ofHandler: true },
  close: { in: ['active'], ofHandler: true },
  reopen: { in: ['resolved'], ofHandler: true, orAdmin: true, forHours: reopenHours },
  escalate: { in: ['active'], handling: true },
  pick_up: { in: ['escalated'], others: true },
  take_back: { in: ['escalated'], handling: true },
  link_ticket: { in: open, notInPod: true, changes: true },
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
  const { in: standings } = rules[right]
  if (of.status === 'resolved' && !standings.includes('resolved')) throw new Problem('case_closed')
  const why = whyNot(ctx, right, of)
  if (why)
    throw new Problem(why, why === 'not_your_case' && rules[right].handling ? ofHandlerAlone : undefined)
}

const ofHandlerAlone = 'Who handles this case does this. You can still read it and add facts.'

/** What stands between this person and this case, whatever its status allows. */
function whyNot(
  ctx: Pick<Ctx, 'user'>,
  right: CaseRight,
  of: People & Pick<Case, 'status'>,
): 'not_your_case' | 'own_handoff' | 'case_escalated' | null {
  const { ofHandler, orAdmin, handling, others, changes, adds } = rules[right]
  const isHandler = of.current_handler_id === ctx.user.id
  if (ofHandler && !isOfCase(ctx, of) && !(orAdmin && hasRight(ctx, 'administer'))) return 'not_your_case'
  if (handling && !isHandler) return 'not_your_case'
  if (others && isHandler) return 'own_handoff'
  if (isHandler || !(changes || adds)) return null
  if (of.status === 'escalated') return 'case_escalated'
  return changes && of.user_id === ctx.user.id ? 'not_your_case' : null
}

/** All that this person may do with a case that they open. `writeRights`: as the account keeps them. */
export function rightsInCase(
  ctx: Pick<Ctx, 'user' | 'surface'>,
  of: Case,
  writeRights: unknown,
): CaseRight[] {
  const hasPlace = of.psa_ticket_id !== null && of.psa_connection_id !== null
  return caseRights.filter((right) => {
    const { in: standings, notInPod, writes, forHours } = rules[right]
    if (notInPod && ctx.surface === 'pod') return false
    if (!hasRight(ctx, 'work') || !standings.includes(of.status)) return false
    if (whyNot(ctx, right, of)) return false
    if (forHours && !(Date.now() - Date.parse(of.resolved_at ?? '') < forHours * 3600_000)) return false
    return !writes || (hasPlace && rightFrom(writeRights, writes, ctx.user.role) !== 'off')
  })
}
