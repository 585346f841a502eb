import type { Leak, Update } from '../../shared/contracts/updates.ts'
import type { Ctx } from '../ctx.ts'
import { clientLeaks } from '../leaks/client-leaks.ts'
import { leaksOf } from '../redact/leaks.ts'
import type { Visibility } from './placement.ts'

/** What of an update its readers should not read; an e-mail is a client's as long as it is not posted for colleagues. */
export function leaksFor(
  ctx: Ctx,
  sessionId: string,
  { content, audience }: Pick<Update, 'content' | 'audience'>,
  visibility: Visibility = audience === 'ticket_notes' ? 'internal' : 'client_visible',
): Promise<Leak[]> {
  return visibility === 'internal' ? leaksOf(ctx, content) : clientLeaks(ctx, content, sessionId)
}
