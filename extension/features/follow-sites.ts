import { browser } from 'wxt/browser'
import { ticketScript } from '../manifest.ts'
import { originPatternOf } from '../pages/address.ts'

const maxSites = 50
const idOf = (pattern: string) => `site-${pattern}`
const withPort = !import.meta.env.FIREFOX

/** Match patterns that the person granted, without those the extension came with. */
export async function followedSites(): Promise<string[]> {
  const manifest = browser.runtime.getManifest()
  const own = new Set(manifest.content_scripts?.flatMap(({ matches }) => matches ?? []))
  const { origins = [] } = await browser.permissions.getAll()
  return origins.filter((origin) => !own.has(origin)).slice(0, maxSites)
}

export async function isFollowed(site: string): Promise<boolean> {
  const pattern = originPatternOf(site, { with_port: withPort })
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }))
}

/** To be called right in the press: the browser asks the person. */
export function followSite(site: string): Promise<boolean> {
  const pattern = originPatternOf(site, { with_port: withPort })
  return pattern === null ? Promise.resolve(false) : browser.permissions.request({ origins: [pattern] })
}

export function leaveSite(pattern: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [pattern] })
}

/** Begins in a tab that was open before, or that the toolbar button was pressed on. False where we may not. */
export async function readTab(tabId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: [`/${ticketScript}`] })
    return true
  } catch {
    return false
  }
}

/** What is registered follows what is granted, wherever the person changed that; again after each update. */
export function followGrants(): void {
  const match = () => void alone(matchGrants)
  browser.runtime.onInstalled.addListener(match)
  browser.runtime.onStartup.addListener(match)
  browser.permissions.onAdded.addListener(match)
  browser.permissions.onRemoved.addListener(match)
}

let last: Promise<void> = Promise.resolve()
function alone(work: () => Promise<void>): Promise<void> {
  last = last.then(work, work).catch(() => {})
  return last
}

export async function matchGrants(): Promise<void> {
  const granted = await followedSites()
  const registered = await browser.scripting.getRegisteredContentScripts()
  const ids = new Set(registered.map(({ id }) => id))
  const stale = [...ids].filter((id) => !granted.some((pattern) => idOf(pattern) === id))
  if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale })
  const missing = granted.filter((pattern) => !ids.has(idOf(pattern)))
  if (missing.length === 0) return
  await browser.scripting.registerContentScripts(
    missing.map((pattern) => ({
      id: idOf(pattern),
      matches: [pattern],
      js: [ticketScript],
      runAt: 'document_idle' as const,
      allFrames: false,
      persistAcrossSessions: true,
    })),
  )
}
