import type { Destinations } from '../../shared/contracts/ai-policy.ts'
import { selectConnections } from '../connections/queries.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { listChannels } from '../notifications/channel-queries.ts'

const modelHost = 'api.anthropic.com'

/** Read from what the server runs with, so that it cannot say otherwise than it is. */
export function readDestinations(ctx: Ctx): Promise<Destinations> {
  may(ctx, 'read')
  const { config, model } = ctx.world
  const { models } = model.state()
  return tx(ctx, async (sql) => {
    const [[connection], rooms] = await Promise.all([selectConnections(sql), listChannels(sql)])
    return {
      model: models && {
        host: config.ANTHROPIC_BASE_URL ? hostOf(config.ANTHROPIC_BASE_URL) : modelHost,
        models: [...new Set([models.strong, models.fast, ...(models.second ? [models.second] : [])])],
      },
      psa: connection ? { host: hostOf(connection.site_url) } : null,
      mail: config.SMTP_URL ? { host: hostOf(config.SMTP_URL) } : null,
      rooms: rooms.map(({ kind, name, host }) => ({ kind, name, host })),
    }
  })
}

const hostOf = (url: string) => new URL(url).host
