import { record } from '../accounts/audit.ts'
import { publicUrl } from '../config.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { providerFor } from './provider-for.ts'
import { selectAccountKey, setPodSetup } from './queries.ts'

const podHeightPx = 640

/** Puts FlowPilot on the PSA's ticket screen through its API; once more changes nothing. */
export async function registerPod(ctx: Ctx, connectionId?: string): Promise<string> {
  may(ctx, 'administer')
  const { connection, provider } = await providerFor(ctx, connectionId)
  const accountKey = await tx(ctx, selectAccountKey)
  const origin = publicUrl(ctx.world.config)
  // ConnectWise fills in the names in brackets when it opens the pod.
  const url = `${origin}/pod/${accountKey}?id=[cw_id]&screen=[cw_screen]`
  const setupId = await provider.registerPod({ url, origin, title: 'FlowPilot', height_px: podHeightPx })
  await tx(ctx, async (sql) => {
    await setPodSetup(sql, connection.id, setupId)
    const subject = { subject_kind: 'connection', subject_id: connection.id }
    await record(sql, ctx, {
      action: 'connection.pod_registered',
      ...subject,
      result: 'ok',
      detail: { setup_id: setupId },
    })
  })
  return setupId
}
