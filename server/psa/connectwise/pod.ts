import * as v from 'valibot'
import { Problem } from '../../../shared/problems.ts'
import type { PodSetup } from '../provider.ts'
import type { Client } from './client.ts'
import { BadAnswer } from './errors.ts'
import { wireHostedScreen, wireHostedSetup } from './wire.ts'

const setups = '/system/connectwisehostedsetups'
const listQuery = { pageSize: '1000' }

/** Puts the pod on the service ticket's screen, or turns `insteadOf` to it, unless the address is there already. */
export async function registerPod(
  client: Client,
  pod: PodSetup,
  insteadOf: string | null,
  signal: AbortSignal,
): Promise<string> {
  const [screens, existing] = await Promise.all([
    client.readPage(wireHostedScreen, { path: '/system/connectWiseHostedScreens', query: listQuery, signal }),
    client.readPage(wireHostedSetup, { path: setups, query: listQuery, signal }),
  ])
  // Numbers of screens differ between installations; the name does not.
  const screen = screens.rows.find((row) => row.name?.replace(/\s/g, '').toLowerCase() === 'serviceticket')
  const screenId = screen?.screenId ?? screen?.id
  if (screenId == null) throw new Problem('psa_refused', 'ConnectWise has no ticket screen that takes a pod.')
  const same = existing.rows.find((row) => row.url === pod.url && row.screenId === screenId)
  if (same?.id != null) return String(same.id)
  const isThere = insteadOf !== null && existing.rows.some((row) => String(row.id) === insteadOf)
  const { status, body } = await client.send({
    ...(isThere
      ? { method: 'PUT' as const, path: `${setups}/{id}`, params: { id: insteadOf } }
      : { method: 'POST' as const, path: setups }),
    body: {
      ...(isThere ? { id: Number(insteadOf) } : {}),
      screenId,
      description: pod.title,
      url: pod.url,
      origin: pod.origin,
      type: 'Pod',
      podHeight: pod.height_px,
    },
    signal,
  })
  const made = v.safeParse(wireHostedSetup, body)
  if (!made.success || made.output.id == null)
    throw new BadAnswer(status, 'ConnectWise did not say the number of the pod.')
  return String(made.output.id)
}
