import { Eye, Lock, type LucideIcon, Mail } from 'lucide-preact'
import type { Audience, Update } from '../../shared/contracts/updates.ts'
import { momentOf } from '../ui/when.ts'

export const readerRows: Record<Audience, { icon: LucideIcon; tone: string; name: string }> = {
  ticket_notes: { icon: Lock, tone: 'text-muted', name: 'Ticket notes' },
  client_update: { icon: Eye, tone: 'text-amber', name: 'Client update' },
  email_draft: { icon: Mail, tone: 'text-amber', name: 'E-mail' },
}
export const lengthNames = { quick: 'Quick', detailed: 'Detailed' } as const

/** What became of an update: where it stands now, as far as it went anywhere. */
export function deliveryWords({ post, copied_at }: Pick<Update, 'post' | 'copied_at'>): string {
  if (post?.psa_id && post.posted_at) return `posted ${momentOf(post.posted_at)}, note ${post.psa_id}`
  if (post && !['cancelled', 'rejected'].includes(post.state)) return 'on its way to the ticket'
  if (copied_at) return `copied ${momentOf(copied_at)}`
  return post?.state === 'rejected' ? 'refused by the ticket' : 'not sent'
}
