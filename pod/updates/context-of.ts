import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { UpdateContext } from '../../shared/contracts/updates.ts'

/** What an update written now tells: of an end where the case has one, else how it stands. */
export function contextOf(detail: Pick<SessionDetail, 'status'> | null): UpdateContext {
  if (detail?.status === 'resolved') return 'resolution'
  return detail?.status === 'escalated' ? 'escalation' : 'status'
}

export const shareTitles: Record<UpdateContext, string> = {
  status: 'Share Update',
  resolution: 'Share Resolution',
  escalation: 'Share Escalation',
}
