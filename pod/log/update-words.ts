import type { Update } from '../../shared/contracts/updates.ts'
import { clockTime } from '../ui/when.ts'

const readers = {
  ticket_notes: 'Update for colleagues',
  client_update: 'Update for the client',
  email_draft: 'Update as an e-mail',
} as const

/** "Update for the client, quick". */
export function updateWords(update: Pick<Update, 'audience' | 'length'> | undefined): string {
  return update ? `${readers[update.audience]}, ${update.length}` : 'Update'
}

/** What became of it: "draft", "copied 10:40", "posted 10:41 as note 1712". */
export function updateStanding({
  post,
  copied_at,
  state,
}: Pick<Update, 'post' | 'copied_at' | 'state'>): string {
  const copied = copied_at ? `copied ${clockTime(copied_at)}` : null
  if (!post) return copied ?? (state === 'partial' ? 'draft, cut short' : 'draft')
  switch (post.state) {
    case 'posted':
    case 'verified':
      return `posted${post.posted_at ? ` ${clockTime(post.posted_at)}` : ''} as note ${post.psa_id}`
    case 'ready':
    case 'sending':
      return 'being posted'
    case 'uncertain':
    case 'checking':
    case 'needs_human':
      return 'not settled yet'
    case 'blocked':
      return 'on hold'
    case 'rejected':
      return copied ?? 'not posted'
    case 'cancelled':
      return copied ?? 'taken back'
  }
}
