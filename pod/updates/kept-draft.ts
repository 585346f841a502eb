import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { contextOf } from './context-of.ts'

export type KeptDraft = { update: Update; is_edited: boolean }

const keptMs = 2 * 60 * 60 * 1000

/** Readers and length: of each such pair one draft stands. */
export const pairOf = ({ audience, length }: Pick<Update, 'audience' | 'length'>) => `${audience}.${length}`

/**
 * My newest update of this case for each readers and length, where it is recent, tells what the case has come to and went
 * nowhere yet: opening the sheet again goes on with them. Newest first.
 */
export function keptDrafts(
  detail: Pick<SessionDetail, 'status' | 'steps' | 'updates'> | null,
  user_id: string | null,
  now: number,
): KeptDraft[] {
  const context = contextOf(detail)
  const ofNow = (detail?.updates ?? []).filter((update) => update.context === context)
  const updates = new Map(ofNow.map((update) => [update.update_id, update]))
  const newest = new Map<string, KeptDraft>()
  for (const { kind, author, ref_id, content } of (detail?.steps ?? []).toReversed()) {
    if (kind !== 'status_update' || author === 'flowpilot' || author.user_id !== user_id) continue
    const update = updates.get(ref_id ?? '')
    if (update && !newest.has(pairOf(update)))
      newest.set(pairOf(update), { update, is_edited: content !== update.content })
  }
  return [...newest.values()].filter(({ update }) => isOpen(update, now))
}

function isOpen({ generated_at, post }: Update, now: number): boolean {
  return now - Date.parse(generated_at) <= keptMs && (post === null || post.state === 'cancelled')
}
