import type { NewPostReason } from '../../../shared/contracts/post-reasons.ts'
import type { PostRow } from './row.ts'

type Line = { action: `post.${PostRow['state']}`; result: string; detail: Record<string, unknown> }
type Stands = Pick<PostRow, 'state' | 'attempt'>

/**
 * What the audit log keeps of a change: `why` its row is where it is now, as a code, with what was found at the PSA.
 * Null: neither its state changed nor is there anything to tell.
 */
export function auditLine(
  before: Pick<Stands, 'state'>,
  after: Stands,
  {
    detail = {},
    why,
  }: { detail?: Record<string, unknown> | undefined; why?: NewPostReason | undefined } = {},
): Line | null {
  if (before.state === after.state && Object.keys(detail).length === 0) return null
  const found = why && 'found' in why ? { found: why.found } : {}
  return {
    action: `post.${after.state}`,
    result: after.state,
    detail: {
      from: before.state,
      attempt: after.attempt,
      ...(why ? { reason: why.code, ...found } : {}),
      ...detail,
    },
  }
}
