import { type DuePost, duePosts, dueProbes, secondsToNextPost } from '../db/system.ts'
import type { World } from '../world.ts'
import { auditPost } from './audit-post.ts'
import { probe } from './probe.ts'
import { lookAfter, releaseBlocked, takeBack } from './reconcile.ts'
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

type Work = { connection_id: string; done: Promise<void> }
type Desk = { inHand: Map<string, Work>; wakers: Set<() => void>; isClosing: boolean }

/** What this process is sending, whether its worker took it up or a request did. */
const desks = new WeakMap<AbortSignal, Desk>()

function deskOf(world: World): Desk {
  const known = desks.get(world.draining)
  if (known) return known
  const desk: Desk = { inHand: new Map(), wakers: new Set(), isClosing: false }
  desks.set(world.draining, desk)
  return desk
}

/** Tells this process's worker, if it runs, that there may be work now. */
export function wakePosts(world: World): void {
  for (const wake of deskOf(world).wakers) wake()
}

/** The work on this post, when this process is at it. */
export function inHand(world: World, postId: string): Promise<void> | undefined {
  return deskOf(world).inHand.get(postId)?.done
}

/** Takes a post in hand unless this process has it already or has its hands full; the promise never rejects. */
export function takeInHand(world: World, due: DuePost): Promise<void> | null {
  const { inHand: works } = deskOf(world)
  const ofConnection = [...works.values()].filter((work) => work.connection_id === due.connection_id).length
  if (works.has(due.id) || works.size >= atOnce || ofConnection >= atOncePerConnection) return null
  const done = workOn(world, due)
    .catch(async (error: unknown) => {
      world.log.warn({ post_id: due.id, state: due.state, err: error }, 'post work failed')
      await new Promise((resolve) => setTimeout(resolve, restMs).unref())
    })
    .finally(() => {
      works.delete(due.id)
      wakePosts(world)
    })
  works.set(due.id, { connection_id: due.connection_id, done })
  world.background.run('post', done)
  return done
}

async function workOn(world: World, due: DuePost): Promise<void> {
  const { account_id, id, state, queue } = due
  if (state === 'ready') await sendInTurn(world, account_id, id)
  else if (state === 'sending') await takeBack(world, account_id, id)
  else if (state === 'blocked') await releaseBlocked(world, due)
  else if (queue === 'audit') await auditPost(world, account_id, id)
  else await lookAfter(world, account_id, id)
}

/** Older notes of the ticket go first; one of them that does not move ends the waiting. */
async function sendInTurn(world: World, accountId: string, postId: string): Promise<void> {
  const before = new Set<string>()
  for (;;) {
    const older = await sendPost(world, accountId, postId)
    if (!older || before.has(older) || before.size >= longestChain) return
    before.add(older)
    await sendPost(world, accountId, older)
    if (deskOf(world).isClosing || world.draining.aborted) return
  }
}

/** Takes up what is due now, fair over the accounts; answers how much that was. */
export async function takeUpDue(world: World): Promise<number> {
  const { inHand: works } = deskOf(world)
  const free = atOnce - works.size
  if (free <= 0) return 0
  const perConnection = new Map<string, number>()
  for (const { connection_id } of works.values())
    perConnection.set(connection_id, (perConnection.get(connection_id) ?? 0) + 1)
  const full = [...perConnection].filter(([, count]) => count >= atOncePerConnection).map(([id]) => id)
  const due = await duePosts(world.db.system, free, { connections: full, posts: [...works.keys()] })
  return due.filter((post) => takeInHand(world, post) !== null).length
}

/** Asks the connections whose time of asking has come; beside the posts, so that neither waits for the other. */
async function takeUpProbes(world: World): Promise<void> {
  for (const place of await dueProbes(world.db.system, probesAtOnce))
    world.background.run(
      'probe',
      probe(world, place).finally(() => wakePosts(world)),
    )
}

/** One per process. Every due post is claimed from the table, so any number of processes may do this. */
export function startPostWorker(world: World): PostWorker {
  const desk = deskOf(world)
  const { inHand: works, wakers } = desk
  desk.isClosing = false
  let stopped = false
  let isAwake = false
  let rouse = () => {}
  const wake = () => {
    isAwake = true
    rouse()
  }
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isAwake || stopped) return resolve()
      const timer = setTimeout(resolve, ms)
      rouse = () => {
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
    desk.isClosing = true
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
