import type {
  CommunicationTemplates,
  CommunicationTemplatesChange,
} from '../../shared/contracts/communication-templates.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { accountVoice, mergeTemplates } from './queries.ts'
import { templatesOf } from './templates.ts'

export function readTemplates(ctx: Ctx): Promise<CommunicationTemplates> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => templatesOf((await accountVoice(sql)).communication_templates))
}

/** Sets what is given; the rest stays, null takes a value back. The trail names what was set, not the words. */
export function changeTemplates(
  ctx: Ctx,
  change: CommunicationTemplatesChange,
): Promise<CommunicationTemplates> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const after = templatesOf(await mergeTemplates(sql, change))
    await publish(sql, ctx.account_id, 'preferences.changed', { user_id: null })
    await record(sql, ctx, {
      action: 'account.templates_changed',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'done',
      detail: { changed: Object.keys(change) },
    })
    return after
  })
}
