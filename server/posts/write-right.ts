import type { WriteKind } from '../../shared/contracts/write-rights.ts'
import { Problem } from '../../shared/problems.ts'
import { findWriteRights } from '../accounts/preference-queries.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { isClientVisible, type PostRow } from './machine/row.ts'

/** What a right calls this write. */
export function writeKindOf({ kind, placement }: Pick<PostRow, 'kind' | 'placement'>): WriteKind {
  if (kind !== 'note') return kind
  return isClientVisible(placement) ? 'client_note' : 'internal_note'
}

/** A post that is asked for once more goes by the right of today, not by that of its click. */
export async function refuseOff(ctx: Ctx, sql: TransactionSql, post: PostRow): Promise<void> {
  const rights = await findWriteRights(sql, 'read')
  if (rightFrom(rights, writeKindOf(post), ctx.user.role) === 'off') throw new Problem('write_off')
}
