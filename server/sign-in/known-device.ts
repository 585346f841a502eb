import type { Context } from 'hono'
import { v4 as randomId } from 'uuid'
import * as v from 'valibot'
import type { AppEnv } from '../http/routes.ts'
import { readHostCookie, setHostCookie } from './host-cookie.ts'
import { personOf } from './password-tries.ts'
import { isOwnPage } from './refresh-cookie.ts'

const longestDays = 180
/** People who share a browser. */
const mostPeople = 5
const purpose = 'known-devices'
/** What stands for the account in values of the process itself. */
const ofProcess = 'process'

const cookie = {
  name: 'flowpilot_device',
  path: '/',
  sameSite: 'Strict',
  maxAge: longestDays * 24 * 3600,
} as const

const devices = v.pipe(
  v.array(v.object({ person: v.string(), id: v.string(), at: v.number() })),
  v.maxLength(mostPeople),
)
type Devices = v.InferOutput<typeof devices>

/** The id of this browser for this person, or null when they have not signed in here. It proves nothing else. */
export async function knownDevice(c: Context<AppEnv>, email: string): Promise<string | null> {
  const person = personOf(email)
  return (await readDevices(c)).find((one) => one.person === person)?.id ?? null
}

/** After a sign-in by password: this browser is known from here on, and strangers cannot keep its person out. */
export async function rememberDevice(c: Context<AppEnv>, email: string): Promise<void> {
  if (!isOwnPage(c)) return
  const person = personOf(email)
  const others = (await readDevices(c)).filter((one) => one.person !== person)
  const all: Devices = [{ person, id: randomId(), at: Date.now() }, ...others].slice(0, mostPeople)
  setHostCookie(c, await c.get('world').keys.seal(purpose, ofProcess, JSON.stringify(all)), cookie)
}

async function readDevices(c: Context<AppEnv>): Promise<Devices> {
  const sealed = isOwnPage(c) ? readHostCookie(c, cookie) : undefined
  if (!sealed) return []
  try {
    const opened = v.parse(devices, JSON.parse(await c.get('world').keys.unseal(purpose, ofProcess, sealed)))
    return opened.filter(({ at }) => Date.now() - at < cookie.maxAge * 1000)
  } catch {
    // changed, of another server, or its key is gone: a browser like any other
    return []
  }
}
