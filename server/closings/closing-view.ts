import type { Closing } from '../../shared/contracts/closings.ts'
import { pushStatus, troubleOf } from '../../shared/push-status.ts'
import type { Ctx } from '../ctx.ts'
import type { StoredPost } from '../posts/queries.ts'
import { postView } from '../posts/view.ts'
import type { ClosingRow } from './queries.ts'

export function closingView(ctx: Ctx, row: ClosingRow, stored: readonly StoredPost[]): Closing {
  const { closed_by, closed_by_name, document: _, origin: __, intent_key: ___, ...closing } = row
  const posts = stored.map((post) => postView(ctx, post))
  const psa_push_status = pushStatus(posts)
  return {
    ...closing,
    closed_by: { id: closed_by, name: closed_by_name },
    posts,
    psa_push_status,
    psa_push_error: troubleOf(posts),
  }
}
