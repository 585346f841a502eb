import type { PackagePost, PackagePosted } from '../../shared/contracts/handoff-calls.ts'
import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import { settledPosts } from '../posts/settled-posts.ts'
import { handOff } from './hand-off.ts'

/** So long somebody waits to hear that it stands in the ticket. */
const waitMs = 20_000
const nothingTyped = { root_cause: '', steps_taken: '', recommendations: '', destinations: {} }

/** Hands a case on with the note as it was edited, and says what became of it in the ticket. */
export async function postPackage(ctx: Ctx, sessionId: string, request: PackagePost): Promise<PackagePosted> {
  const { content, intent_key, ...escalation } = request
  const order = {
    ...escalation,
    ...nothingTyped,
    intent: 'escalate',
    origin: 'package',
    intent_key,
    content,
  } as const
  const done = await handOff(ctx, sessionId, order)
  const posts = await settledPosts(ctx, done.posts, waitMs)
  const note = posts.find(({ kind }) => kind === 'note')
  const status = posts.find(({ kind }) => kind === 'status')
  if (status && (status.state === 'rejected' || status.state === 'needs_human'))
    throw new Problem('psa_refused', status.explanation, { extra: { handoff_id: done.handoff.id } })
  return {
    outcome: note || status ? 'escalated' : 'escalated_local',
    handoff: done.handoff,
    post_id: note?.id ?? null,
    external_id: note?.psa_id ?? null,
    status_verified: status ? status.state === 'verified' : null,
    member_mapping_warning: done.member_mapping_warning,
    status_transition_skipped_reason: done.status_transition_skipped_reason,
  }
}
