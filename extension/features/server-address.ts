import { browser } from 'wxt/browser'
import { read, settings } from '../storage.ts'

export type ServerAddress = { url: string; is_managed: boolean }

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The origin of a server's address; null for what is none. https, but on the same machine. */
export function cleanAddress(typed: string): string | null {
  const text = typed.trim()
  try {
    const address = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
    const isSafe =
      address.protocol === 'https:' || (address.protocol === 'http:' && loopback.has(address.hostname))
    return isSafe && !address.username && !address.password ? address.origin : null
  } catch {
    return null
  }
}

/** An admin's policy first, then what the person set, then what the build brought. */
export async function serverAddress(): Promise<ServerAddress | null> {
  const managed = cleanAddress(await managedAddress())
  if (managed) return { url: managed, is_managed: true }
  const { server_url } = await read(settings)
  const url = cleanAddress(server_url ?? import.meta.env.PRESET_SERVER ?? '')
  return url ? { url, is_managed: false } : null
}

async function managedAddress(): Promise<string> {
  try {
    const { server_url } = await browser.storage.managed.get('server_url')
    return typeof server_url === 'string' ? server_url : ''
  } catch {
    // Firefox without a policy has no managed storage at all
    return ''
  }
}
