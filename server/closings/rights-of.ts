import type { ClosingProposal } from '../../shared/contracts/closings.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import type { Ctx } from '../ctx.ts'
import type { ReadCase } from '../sessions/case-queries.ts'

/** What of a closing this person may write into the PSA. */
export function rightsOf(ctx: Ctx, { write_rights }: ReadCase): ClosingProposal['rights'] {
  const right = (kind: keyof ClosingProposal['rights']) => rightFrom(write_rights, kind, ctx.user.role)
  return {
    internal_note: right('internal_note'),
    client_note: right('client_note'),
    time_entry: right('time_entry'),
    status: right('status'),
  }
}
