import * as v from 'valibot'
import type { Role } from '../../shared/contracts/accounts.ts'
import {
  type WriteKind,
  type WriteRight,
  type WriteRights,
  type WriteRightsChange,
  writeKinds,
  writeRightsChange,
} from '../../shared/contracts/write-rights.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { findWriteRights, setWriteRights } from './preference-queries.ts'

const roles = ['engineer', 'admin', 'owner'] as const
/** What every role may do today needs no word; what changes other things than notes asks first. */
const usual: Record<WriteKind, WriteRight> = {
  internal_note: 'allow',
  client_note: 'allow',
  time_entry: 'ask',
  status: 'ask',
  assignment: 'ask',
}

/** What an account says, or the default; nobody but these roles writes. */
export function rightFrom(stored: unknown, kind: WriteKind, role: Role): WriteRight {
  if (role === 'viewer') return 'off'
  return keptOf(stored)[kind]?.[role] ?? usual[kind]
}

/** What is not usable counts as not said. */
const keptOf = (stored: unknown): WriteRightsChange => {
  const parsed = v.safeParse(writeRightsChange, stored ?? {})
  return parsed.success ? parsed.output : {}
}

const allOf = (stored: unknown): WriteRights =>
  Object.fromEntries(
    writeKinds.map((kind) => [
      kind,
      Object.fromEntries(roles.map((role) => [role, rightFrom(stored, kind, role)])),
    ]),
  ) as WriteRights

export function readWriteRights(ctx: Ctx): Promise<WriteRights> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => allOf(await findWriteRights(sql, 'read')))
}

/** Sets what is given; the rest stays. */
export function changeWriteRights(ctx: Ctx, change: WriteRightsChange): Promise<WriteRights> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const kept = keptOf(await findWriteRights(sql, 'change'))
    const merged = Object.fromEntries(
      writeKinds.flatMap((kind) => {
        const ofKind = { ...kept[kind], ...change[kind] }
        return Object.keys(ofKind).length > 0 ? [[kind, ofKind]] : []
      }),
    )
    await setWriteRights(sql, merged)
    await record(sql, ctx, {
      action: 'account.write_rights_changed',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'done',
      detail: change,
    })
    return allOf(merged)
  })
}
