import type { Update } from '../../shared/contracts/updates.ts'

const audiences = {
  ticket_notes: 'Ticket notes',
  client_update: 'Client update',
  email_draft: 'E-mail',
} as const
const mostUpdates = 20

/** When what was written for whom, and what became of it; '' where nothing was. */
export function communicationOf(
  updates: readonly Update[],
  time: (instant: string) => string | null,
): string {
  const lines = updates
    .slice(-mostUpdates)
    .map(
      (update) =>
        `${time(update.post?.posted_at ?? update.copied_at ?? update.generated_at)}: ` +
        `${audiences[update.audience]}, ${update.length}, ${deliveryOf(update)}`,
    )
  const gone = updates.length - lines.length
  return [...(gone > 0 ? [`… ${gone} earlier ones in FlowPilot`] : []), ...lines].join('\n')
}

function deliveryOf({ post, copied_at }: Update): string {
  if (post?.psa_id && post.posted_at) return `posted as note ${post.psa_id}`
  if (post && post.state !== 'cancelled' && post.state !== 'rejected') return 'on its way to the ticket'
  return copied_at ? 'copied' : 'not sent'
}
