import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world.ts'
import { type Metrics, metricsOf } from './metrics.ts'
import { databaseConnections, emptyQuestion, heldBackConnections, openPosts, queueAges } from './queries.ts'
import { processText } from './registry.ts'

const databaseLimitMs = 2_000
/** Whoever asks more often gets the same numbers. */
const freshMs = 1_000

const collected = new WeakMap<Metrics, { at: number; done: Promise<void> }>()

/** Everything this process knows, as Prometheus reads it. */
export async function metricsText(world: World): Promise<string> {
  const metrics = metricsOf(world)
  const last = collected.get(metrics)
  const isFresh = last !== undefined && performance.now() - last.at < freshMs
  const done = isFresh ? last.done : collect(world, metrics)
  if (!isFresh) collected.set(metrics, { at: performance.now(), done })
  await done
  return (await Promise.all([metrics.text(), processText()])).join('\n')
}

async function collect(world: World, metrics: Metrics): Promise<void> {
  metrics.streams.set({}, world.hub.streams())
  const isUp = await Promise.race([
    askDatabase(world, metrics).then(
      () => true,
      () => false,
    ),
    sleep(databaseLimitMs, false, { ref: false }),
  ])
  metrics.databaseUp.set({}, isUp ? 1 : 0)
  // no number is better than an old one
  if (!isUp)
    for (const gauge of [metrics.posts, metrics.queueAge, metrics.connections, metrics.databaseConnections])
      gauge.clear()
}

async function askDatabase({ db }: World, metrics: Metrics): Promise<void> {
  const startedAt = performance.now()
  await emptyQuestion(db.app)
  metrics.databaseSeconds.set({}, (performance.now() - startedAt) / 1000)
  const [posts, ages, held, connections] = await Promise.all([
    openPosts(db.system),
    queueAges(db.system),
    heldBackConnections(db.system),
    databaseConnections(db.listener),
  ])
  for (const gauge of [metrics.posts, metrics.databaseConnections]) gauge.clear()
  for (const { name, count } of posts) metrics.posts.set({ state: name }, count)
  for (const { name, seconds } of ages) metrics.queueAge.set({ queue: name }, seconds)
  for (const { name, count } of held) metrics.connections.set({ why: name }, count)
  for (const { name, count } of connections) metrics.databaseConnections.set({ state: name }, count)
}
