import { type DuePost, duePosts, dueProbes, secondsToNextPost } from '../../db/system.ts'
import type { World } from '../../world.ts'
import type { StoredPost } from '../queries.ts'
import { auditPost } from './audit.ts'
import { expireLease, lookAfter, releaseBlocked } from './look.ts'
import { isOutdated } from './outdated.ts'
import { probe } from './probe.ts'
import { sendPost } from './send.ts'

const atOnce = 40
const atOncePerConnection = 2
const probesAtOnce = 20
/** Other processes make work too: none of it waits longer than this. */
const idleMs = 5_000
/** After a failure of ours, such as a lost database, a post rests for a while. */
const restMs = 1_000
/** Older notes of one ticket that go before, in one go. */
const longestChain = 20

export type PostWorker = {
  /** There may be work now. */
  wake(): void
  /** Takes up nothing new; resolves when what is in hand is done. */
  stop(): Promise<void>
}

/** `done`: the row as this work wrote it last, null where it wrote none or does not know. */
type Work = { connection_id: string; done: Promise<StoredPost | null> }
type InFlight = { works: Map<string, Work>; wakers: Set<() => void>; isClosing: boolean }

/** What this process is sending, whether its worker took it up or a request did. */
const inFlightOfWorlds = new WeakMap<AbortSignal, InFlight>()

function inFlightOf(world: World): InFlight {
  const known = inFlightOfWorlds.get(world.draining)
  if (known) return known
  const flight: InFlight = { works: new Map(), wakers: new Set(), isClosing: false }
  inFlightOfWorlds.set(world.draining, flight)
  return flight
}

/** Tells this process's worker, if it runs, that there may be work now. */
export function wakePosts(world: World): void {
  for (const wake of inFlightOf(world).wakers) wake()
}

/** The work on this post, when this process is at it. */
export function workUnderWay(world: World, postId: string): Promise<StoredPost | null> | undefined {
  return inFlightOf(world).works.get(postId)?.done
}

/** Takes a post in hand unless this process has it already, has its hands full or is outdated; the promise never rejects. */
export function startWork(world: World, due: DuePost): Promise<StoredPost | null> | null {
  if (isOutdated(world)) return null
  const { works } = inFlightOf(world)
  const ofConnection = [...works.values()].filter((work) => work.connection_id === due.connection_id).length
  if (works.has(due.id) || works.size >= atOnce || ofConnection >= atOncePerConnection) return null
  const done = workOn(world, due)
    .catch(async (error: unknown) => {
      world.log.warn({ post_id: due.id, state: due.state, err: error }, 'post work failed')
      await new Promise((resolve) => setTimeout(resolve, restMs).unref())
      return null
    })
    .finally(() => {
      works.delete(due.id)
      wakePosts(world)
    })
  works.set(due.id, { connection_id: due.connection_id, done })
  world.background.run('post', done)
  return done
}

async function workOn(world: World, due: DuePost): Promise<StoredPost | null> {
  const { account_id, id, state, queue } = due
  if (state === 'ready') return sendInTurn(world, account_id, id)
  if (state === 'sending') await expireLease(world, account_id, id)
  else if (state === 'blocked') await releaseBlocked(world, due)
  else if (queue === 'audit') await auditPost(world, account_id, id)
  else return (await lookAfter(world, account_id, id))?.post ?? null
  return null
}

/** Older notes of the ticket go first; one of them that does not move ends the waiting. */
async function sendInTurn(world: World, accountId: string, postId: string): Promise<StoredPost | null> {
  const before = new Set<string>()
  for (;;) {
    const { older, post } = await sendPost(world, accountId, postId)
    if (!older || before.has(older) || before.size >= longestChain) return post
    before.add(older)
    await sendPost(world, accountId, older)
    if (inFlightOf(world).isClosing || world.draining.aborted) return null
  }
}

/** Takes up what is due now, fair over the accounts; answers how much that was. */
export async function takeUpDue(world: World): Promise<number> {
  const { works } = inFlightOf(world)
  const free = atOnce - works.size
  if (free <= 0 || isOutdated(world)) return 0
  const perConnection = new Map<string, number>()
  for (const { connection_id } of works.values())
    perConnection.set(connection_id, (perConnection.get(connection_id) ?? 0) + 1)
  const full = [...perConnection].filter(([, count]) => count >= atOncePerConnection).map(([id]) => id)
  const due = await duePosts(world.db.system, free, { connections: full, posts: [...works.keys()] })
  return due.filter((post) => startWork(world, post) !== null).length
}

/** Asks the connections whose time of asking has come; beside the posts, so that neither waits for the other. */
async function takeUpProbes(world: World): Promise<void> {
  if (isOutdated(world)) return
  for (const place of await dueProbes(world.db.system, probesAtOnce))
    world.background.run(
      'probe',
      probe(world, place).finally(() => wakePosts(world)),
    )
}

/** One per process. Every due post is claimed from the table, so any number of processes may do this. */
export function startPostWorker(world: World): PostWorker {
  const flight = inFlightOf(world)
  const { works, wakers } = flight
  flight.isClosing = false
  let stopped = false
  let isAwake = false
  let endSleep = () => {}
  const wake = () => {
    isAwake = true
    endSleep()
  }
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isAwake || stopped) return resolve()
      const timer = setTimeout(resolve, ms)
      endSleep = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopped) {
      isAwake = false
      try {
        await takeUpProbes(world)
        await takeUpDue(world)
        const seconds = await secondsToNextPost(world.db.system)
        await sleep(seconds === null ? idleMs : Math.min(idleMs, Math.max(0, seconds * 1000) + 5))
      } catch (error) {
        world.log.warn({ err: error }, 'posts: the due list could not be read')
        await sleep(restMs)
      }
    }
  }
  wakers.add(wake)
  const end = () => {
    stopped = true
    flight.isClosing = true
    wake()
  }
  world.draining.addEventListener('abort', end, { once: true })
  const running = loop()
  return {
    wake,
    stop: async () => {
      end()
      wakers.delete(wake)
      await running
      await Promise.allSettled([...works.values()].map((work) => work.done))
    },
  }
}
