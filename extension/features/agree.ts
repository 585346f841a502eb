import { browser } from 'wxt/browser'
import { authOptions } from '../../shared/contracts/accounts.ts'
import { apiVersion } from '../../shared/contracts/extension.ts'
import type { Obstacle } from '../messages.ts'
import { agreed, read, write } from '../storage.ts'
import { callServer, Refused } from './call-server.ts'

/** Whether this panel and that server speak the same API: asked once per start of the browser and server. */
export async function agree(serverUrl: string, again = false): Promise<Obstacle | null> {
  if (!again && (await read(agreed)) === serverUrl) return null
  try {
    const { api, min_extension } = await callServer(`${serverUrl}/api/v1/auth/options`, authOptions)
    if (api < apiVersion) return 'server_too_old'
    const isTooOld = api > apiVersion || isOlder(browser.runtime.getManifest().version, min_extension)
    if (isTooOld) return 'extension_too_old'
  } catch (error) {
    // a server from before the panel has no such answer
    return error instanceof Refused ? 'server_too_old' : 'unreachable'
  }
  await write(agreed, serverUrl)
  return null
}

export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((each) => each.split('.').map(Number))
  for (let part = 0; part < 4; part++) {
    const by = (a?.[part] ?? 0) - (b?.[part] ?? 0)
    if (by !== 0) return by < 0
  }
  return false
}
