import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'

export type KeptDraft = { update: Update; is_edited: boolean }

const keptMs = 2 * 60 * 60 * 1000

/** My newest update of this case, where it is recent and went nowhere yet: opening the sheet again goes on with it. */
export function keptDraft(
  detail: Pick<SessionDetail, 'steps' | 'updates'> | null,
  user_id: string | null,
  now: number,
): KeptDraft | null {
  const mine = detail?.steps.findLast(
    ({ kind, author }) => kind === 'status_update' && author !== 'flowpilot' && author.user_id === user_id,
  )
  const update = detail?.updates.find(({ update_id }) => update_id === mine?.ref_id)
  if (!update || now - Date.parse(update.generated_at) > keptMs) return null
  if (update.post && update.post.state !== 'cancelled') return null
  return { update, is_edited: mine?.content !== update.content }
}
