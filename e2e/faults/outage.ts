import { setTimeout as sleep } from 'node:timers/promises'
import type { HandedOff } from '../../shared/contracts/handoff-calls.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { freePort } from '../stage.ts'
import { shortenWaits } from './fault-queries.ts'
import { layGround } from './ground.ts'
import { startReplica } from './replica.ts'
import { isFinal, request, tokensFor } from './requests.ts'
import { companies, isOpen, makeEnd, seedAccounts } from './seed.ts'
import { nightly } from './sizes.ts'

const patienceMs = 90_000
const pauseMs = 200

/** How a case and its writes stand, as an engineer sees them. */
type Seen = Pick<SessionDetail, 'status'> & {
  handler: string
  posts: Pick<Post, 'kind' | 'state' | 'reason'>[]
}
export type Outage = {
  answered: HandedOff
  /** Nobody listens at the address of the PSA. */
  away: Seen
  /** The server was killed and is there again; the PSA is still away. */
  restarted: Seen
  back: Seen
  /** What stands in the PSA then, oldest first. */
  written: string[]
  picked_up_by: string
}

/** A case is handed on while the PSA is away, and the server dies in between. */
export async function runOutage(seed: number, file: string): Promise<Outage> {
  const ground = await layGround(seed, nightly)
  const { world, psa, random, settings } = ground
  const port = await freePort()
  const env = { ...settings, PORT: String(port) }
  const replica = startReplica(0, { file, env, ready: 'FlowPilot is ready' }, () => 0)
  const tokens = tokensFor(world.keys)
  try {
    psa.calm()
    const [account] = await seedAccounts(world, psa.site, companies.slice(0, 1))
    const place = account?.cases.find(({ ticket_id }) => isOpen(ticket_id))
    if (!account || !place) throw new Error('no open case')
    const [first] = makeEnd(account, place, random, 0, 'handoff')
    const path = `/ai-sessions/${place.session_id}`
    const ask = async <T>(route: string, body?: object, userId = account.user_id): Promise<T> => {
      for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(pauseMs)) {
        const token = await tokens(userId, account.account_id, 0)
        const answer = await request(`http://127.0.0.1:${port}/api/v1${route}`, token, body)
        if (answer?.ok) return answer.body as T
        if (answer && isFinal(answer)) throw new Error(`${route}: ${JSON.stringify(answer.body)}`)
      }
      throw new Error(`${route}: no answer`)
    }
    const look = async (): Promise<Seen> => {
      const { status, handler_name: handler } = await ask<SessionDetail>(path)
      const { items } = await ask<{ items: Post[] }>(`/posts?session_id=${place.session_id}`)
      const posts = items.toReversed().map(({ kind, state, reason }) => ({ kind, state, reason }))
      return { status, handler, posts }
    }
    const lookUntil = async (isSo: (seen: Seen) => boolean): Promise<Seen> => {
      for (const until = Date.now() + patienceMs; ; await sleep(pauseMs)) {
        const seen = await look()
        if (isSo(seen)) return seen
        if (Date.now() > until) throw new Error(`still ${JSON.stringify(seen)}`)
        // what an hour would do: waits of minutes end
        await shortenWaits(world.db.listener)
      }
    }
    await psa.leave()
    const answered = await ask<HandedOff>(`${path}/escalate`, first?.end?.body)
    const away = await lookUntil(({ posts }) => posts[0]?.reason?.code === 'psa_not_reached')
    await replica.kill()
    const restarted = await look()
    await psa.comeBack()
    const back = await lookUntil(({ posts }) => posts.every(({ state }) => state === 'verified'))
    const [colleague = ''] = account.colleague_ids
    await ask(`${path}/pickup`, { resume_mode: 'continue' }, colleague)
    const written = psa.truth.commits.map(({ thing }) => thing)
    return { answered, away, restarted, back, written, picked_up_by: (await look()).handler }
  } finally {
    await replica.end()
    await ground.stop()
  }
}
