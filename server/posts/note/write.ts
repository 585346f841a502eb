import { record } from '../../audit/record.ts'
import { setMemberRefused } from '../../connections/queries.ts'
import { inAccount } from '../../db/tx.ts'
import type { PsaProvider, WriteOutcome } from '../../psa/provider.ts'
import type { World } from '../../world.ts'
import type { Written } from '../kind.ts'
import { type Change, isClientVisible, type NotePost } from '../machine/row.ts'
import type { StoredPost } from '../queries.ts'
import { taggedText } from '../tag.ts'
import { bodyToSend, hasOtherForm } from './forms.ts'

/**
 * Under its author; where the PSA takes none, and wrote nothing, once more with the line that names them. Both forms
 * share one deadline and one reference. What a client reads waits for a person's word on the line.
 */
export async function writeInForm(psa: PsaProvider, post: NotePost, until: AbortSignal): Promise<Written> {
  const outcome = await write(psa, post, until)
  const refused = outcome.kind === 'refused' && outcome.member_refused === true && hasOtherForm(post)
  if (!refused || isClientVisible(post.placement) || until.aborted)
    return { outcome, refused_member: refused }
  return { outcome: await write(psa, { ...post, member_identifier: null }, until), refused_member: true }
}

/** The row after a sending in which the member was refused. */
export const inOtherForm = ({ set, detail }: Change): Change => ({
  set: set.state === 'needs_human' ? set : { ...set, member_identifier: null },
  detail: { ...detail, member_refused: true },
})

/** A second form that was refused as well says that it was not the member. */
export function isKnownToRefuse(post: StoredPost, outcome: WriteOutcome): boolean {
  return isClientVisible(post.placement) || outcome.kind === 'done' || outcome.kind === 'unidentified'
}

export async function rememberRefusal(world: World, post: StoredPost): Promise<void> {
  await inAccount(world.db, post.account_id, async (sql) => {
    if (!(await setMemberRefused(sql, post.connection_id))) return
    await record(
      sql,
      { account_id: post.account_id },
      {
        action: 'connection.member_refused',
        subject_kind: 'connection',
        subject_id: post.connection_id,
        result: 'ok',
        detail: { post_id: post.id },
      },
    )
  })
}

function write(psa: PsaProvider, post: NotePost, until: AbortSignal): Promise<WriteOutcome> {
  const order = {
    ticket_id: post.ticket_id,
    text: taggedText(bodyToSend(post), post.tag),
    placement: post.placement,
    member_identifier: post.member_identifier,
    notify: isClientVisible(post.placement),
  }
  return psa.createNote(order, until)
}
