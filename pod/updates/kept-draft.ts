import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { contextOf } from './context-of.ts'

export type KeptDraft = { update: Update; is_edited: boolean }

const keptMs = 2 * 60 * 60 * 1000

/** Readers and length: of each such pair one draft stands. */
export type Pair = Pick<Update, 'audience' | 'length'>
export const pairOf = ({ audience, length }: Pair) => `${audience}.${length}`

/** What stands preselected: my last choice in this case, else ticket notes in the account's length. */
export function usualPair(
  detail: Pick<SessionDetail, 'steps' | 'updates' | 'default_length'> | null,
  user_id: string | null,
): Pair {
  const { audience, length } = ownUpdates(detail, user_id)[0]?.update ?? {
    audience: 'ticket_notes',
    length: detail?.default_length ?? 'detailed',
  }
  return { audience, length }
}

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
  const newest = new Map<string, KeptDraft>()
  for (const draft of ownUpdates(detail, user_id))
    if (draft.update.context === context && !newest.has(pairOf(draft.update)))
      newest.set(pairOf(draft.update), draft)
  return [...newest.values()].filter(({ update }) => isOpen(update, now))
}

/** Newest first. */
function ownUpdates(
  detail: Pick<SessionDetail, 'steps' | 'updates'> | null,
  user_id: string | null,
): KeptDraft[] {
  const updates = new Map((detail?.updates ?? []).map((update) => [update.update_id, update]))
  return (detail?.steps ?? []).toReversed().flatMap(({ kind, author, ref_id, content }) => {
    if (kind !== 'status_update' || author === 'flowpilot' || author.user_id !== user_id) return []
    const update = updates.get(ref_id ?? '')
    return update ? [{ update, is_edited: content !== update.content }] : []
  })
}

function isOpen({ generated_at, post }: Update, now: number): boolean {
  return now - Date.parse(generated_at) <= keptMs && (post === null || post.state === 'cancelled')
}
