import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type {
  Channel,
  ChannelKind,
  channelChange,
  channelTest,
  newChannel,
} from '../../shared/contracts/channels.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { publicUrl } from '../config.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import {
  countChannels,
  deleteChannel,
  findChannel,
  insertChannel,
  listChannels,
  updateChannel,
} from './channel-queries.ts'
import { checkChannelUrl } from './channel-url.ts'
import { sendToRoom, urlPurpose } from './rooms.ts'

const mostChannels = 10
const subject = (id: string) => ({ subject_kind: 'channel', subject_id: id })

export function readChannels(ctx: Ctx): Promise<Channel[]> {
  may(ctx, 'administer')
  return tx(ctx, listChannels)
}

/** From now on the account is told there too. The address is sealed here and never comes back. */
export async function createChannel(
  ctx: Ctx,
  { kind, name, url }: v.InferOutput<typeof newChannel>,
): Promise<Channel> {
  may(ctx, 'administer')
  const address = await sealedAddress(ctx, kind, url)
  const id = newId()
  return tx(ctx, async (sql) => {
    if ((await countChannels(sql)) >= mostChannels) throw new Problem('too_many_channels')
    await insertChannel(sql, { account_id: ctx.account_id, id, kind, name, ...address })
    const detail = { kind, name, host: address.host }
    await record(sql, ctx, { action: 'channel.created', ...subject(id), result: 'ok', detail })
    return shown(await findChannel(sql, id))
  })
}

export async function changeChannel(
  ctx: Ctx,
  id: string,
  { name, url }: v.InferOutput<typeof channelChange>,
): Promise<Channel> {
  may(ctx, 'administer')
  const { kind } = shown(await tx(ctx, (sql) => findChannel(sql, id)))
  const fields = { ...(name ? { name } : {}), ...(url ? await sealedAddress(ctx, kind, url) : {}) }
  return tx(ctx, async (sql) => {
    if (Object.keys(fields).length > 0) {
      await updateChannel(sql, id, fields)
      const detail = { changed: Object.keys(fields).filter((field) => field !== 'url_sealed'), kind }
      await record(sql, ctx, { action: 'channel.changed', ...subject(id), result: 'ok', detail })
    }
    return shown(await findChannel(sql, id))
  })
}

/** What waits for it goes with it. */
export function removeChannel(ctx: Ctx, id: string): Promise<void> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    if (!(await deleteChannel(sql, id))) throw new Problem('not_found')
    await record(sql, ctx, { action: 'channel.removed', ...subject(id), result: 'ok' })
  })
}

/** Sends a word into the room at once. */
export async function testChannel(ctx: Ctx, id: string): Promise<v.InferOutput<typeof channelTest>> {
  may(ctx, 'administer')
  const { CONNECTION_TESTS_PER_MINUTE: most } = ctx.world.config
  const found = await tx(ctx, (sql) => findChannel(sql, id))
  const { kind } = shown(found)
  await limit(ctx.world, `channel-test:${ctx.user.id}`, most, 60)
  const room = { account_id: ctx.account_id, kind, url_sealed: found?.url_sealed ?? '' }
  const outcome = await sendToRoom(ctx.world, room, {
    heading: 'FlowPilot reaches this room',
    title: `${ctx.user.name} tried whether escalations arrive here.`,
    url: `${publicUrl(ctx.world.config)}/app`,
  })
  const code = 'code' in outcome ? outcome.code : null
  await tx(ctx, (sql) =>
    record(sql, ctx, { action: 'channel.tested', ...subject(id), result: code ?? 'ok', detail: { kind } }),
  )
  return { code }
}

async function sealedAddress(ctx: Ctx, kind: ChannelKind, given: string) {
  const { url, host } = checkChannelUrl(given, kind, { allowLoopback: ctx.world.config.ALLOW_LOOPBACK_PSA })
  return { host, url_sealed: await ctx.world.keys.seal(urlPurpose, ctx.account_id, url) }
}

function shown(found: (Channel & { url_sealed?: string }) | undefined): Channel {
  if (!found) throw new Problem('not_found')
  const { url_sealed: _, ...channel } = found
  return channel
}
