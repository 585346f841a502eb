import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import * as v from 'valibot'
import type { Present } from '../../shared/contracts/presence.ts'
import type { Database } from '../db/connect.ts'
import { listen } from '../db/listen.ts'
import type { EventHub } from '../events/hub.ts'
import { surfaces } from '../keys/access-token.ts'
import { type Change, createPlaces, type Place, type SignIn } from './places.ts'
import { presenceChannel, tellPresence } from './queries.ts'

const sweepEveryMs = 5_000
/** The same word again is told to the other processes no more often than this. */
const repeatAfterMs = 5_000

type Said = Omit<Place, 'state' | 'since'> & { state: Present['state'] | 'gone' }
const told = v.object({
  from: v.string(),
  account_id: v.string(),
  session_id: v.string(),
  ticket_id: v.nullable(v.string()),
  user_id: v.string(),
  name: v.string(),
  surface: v.picklist(surfaces),
  tab: v.nullable(v.string()),
  family_id: v.nullable(v.string()),
  state: v.picklist(['reading', 'typing', 'gone']),
  since: v.number(),
})

export type Presence = {
  say(said: Said): Promise<void>
  /** A sign-in has ended: nobody is anywhere by it. */
  signedOut(signIn: SignIn): Promise<void>
  /** Everybody in the case but `except`. */
  of(account_id: string, session_id: string, except: string): Present[]
  stop(): Promise<void>
}

type Parts = { db: Pick<Database, 'system' | 'listener'>; hub: EventHub; log: Logger; now?: () => number }

/**
 * Who looks at which case: kept in the memory of each process and told to the others by NOTIFY, since it is worth
 * nothing half a minute later. What one of them misses comes with the next beat.
 */
export async function createPresence({ db, hub, log, now = Date.now }: Parts): Promise<Presence> {
  const places = createPlaces(now)
  const from = randomUUID()
  const tellReaders = ({ account_id, session_id, ticket_id }: Change) =>
    hub.pass(account_id, { kind: 'presence.changed', ticket_id, payload: { session_id }, user_id: null })

  const note = ({ state, since, ...where }: Said & { since: number }) => {
    const isChange = state === 'gone' ? places.remove(where) : places.put({ ...where, state, since })
    if (isChange) tellReaders(where)
    return isChange
  }
  const hear = (payload: string) => {
    const { from: sender, ...said } = v.parse(told, JSON.parse(payload))
    // an own word that comes back late must not undo what was said since
    if (sender !== from) note(said)
  }
  const unlisten = await listen(db.listener, presenceChannel, {
    onNotify: (payload) => {
      try {
        hear(payload)
      } catch (error) {
        log.warn({ err: error }, 'a word of presence could not be read')
      }
    },
    onListen: () => {},
  })
  const sweep = setInterval(() => {
    for (const change of places.forgetSilent()) tellReaders(change)
  }, sweepEveryMs)
  sweep.unref()

  const say = async (said: Said): Promise<void> => {
    const before = places.find(said)
    const since = before?.state === said.state ? before.since : now()
    const isChange = note({ ...said, since })
    const isRepeat = before !== undefined && now() - before.heard_at < repeatAfterMs
    if (!isChange && (said.state === 'gone' || isRepeat)) return
    await tellPresence(db.system, JSON.stringify({ ...said, since, from })).catch((error: unknown) =>
      log.warn({ err: error }, 'presence was not told to the other processes'),
    )
  }
  return {
    say,
    signedOut: async (signIn) => {
      for (const place of places.ofSignIn(signIn)) await say({ ...place, state: 'gone' })
    },
    of: places.of,
    stop: async () => {
      clearInterval(sweep)
      await unlisten().catch(() => {})
    },
  }
}
