import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createWorld } from './create-world.ts'
import { checkClient } from './db/client-check.ts'
import { connectDatabase } from './db/connect.ts'
import { shippedFlows } from './flows/shipped.ts'
import { startJobs } from './job-loop.ts'
import { jobs } from './jobs.ts'
import { createMetricsApp } from './metrics/routes.ts'
import { startPostWorker } from './posts/worker/worker.ts'
import { refuseDemoPeople } from './refuse-demo.ts'
import { adoptProvider } from './sign-in/adopt-provider.ts'
import type { World } from './world.ts'

/** A send that began must be heard out: its own deadline is 30 s, and supervisors kill after 30. */
const drainLimitMs = 25_000
const slowestRequestMs = 30_000
/** The server before this one may still be on its way out. */
const portFreeWithinMs = 2_000

/** A reason not to start that a person can mend; printed as it is. */
export class CannotListen extends Error {}

export type Running = { world: World; port: number; stop(): Promise<void> }

/** A whole server: database, world, port, jobs. `stop` drains it. Throws StartError or CannotListen. */
export async function startServer(given: Config, log: Logger): Promise<Running> {
  const config = given.PORT === 0 ? { ...given, PORT: await freePort(given.HOST) } : given
  await checkClient()
  const db = await connectDatabase({
    databaseUrl: config.DATABASE_URL,
    listenUrl: config.DATABASE_LISTEN_URL,
    adminUrl: config.DATABASE_ADMIN_URL,
    production: config.NODE_ENV === 'production',
    dataDir: config.DATA_DIR,
    log,
  })
  const draining = new AbortController()
  try {
    // A flow file with a fault stops the start, not the first case.
    shippedFlows()
    await refuseDemoPeople(config, db.system)
    const world = await createWorld({ config, db, log, draining: draining.signal })
    await adoptProvider(world)
    void world.model.checkModels()
    const servers = [await listenOn(config, createApp(world).fetch)]
    if (config.METRICS_PORT !== undefined)
      servers.push(await listenOn(config, createMetricsApp(world).fetch, 'METRICS_PORT'))
    const loop = startJobs(world, jobs)
    const posts = startPostWorker(world)
    let stopping: Promise<void> | undefined
    const stop = async () => {
      draining.abort()
      const answered = servers.map(closed)
      const parts = [
        ...answered,
        world.hub.stop(),
        world.presence.stop(),
        loop.drain(),
        posts.stop(),
        world.background.settled(),
      ]
      const all = Promise.all(parts).then(() => true)
      const isClean = await Promise.race([all, sleep(drainLimitMs, false, { ref: false })])
      if (!isClean) log.warn('the drain took too long; what is left is found again by the next start')
      for (const server of servers) if ('closeAllConnections' in server) server.closeAllConnections()
      await db.stop()
    }
    return {
      world,
      port: config.PORT,
      stop: () => {
        stopping ??= stop()
        return stopping
      },
    }
  } catch (error) {
    await db.stop()
    throw error
  }
}

type Server = ReturnType<typeof createAdaptorServer>

async function listenOn(
  config: Config,
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  setting: 'PORT' | 'METRICS_PORT' = 'PORT',
): Promise<Server> {
  const { HOST } = config
  const port = config[setting] ?? 0
  const server = createAdaptorServer({ fetch })
  if ('requestTimeout' in server) server.requestTimeout = slowestRequestMs
  for (const deadline = Date.now() + portFreeWithinMs; ; await sleep(200)) {
    const error = await listening(server, port, HOST)
    if (!error) return server
    if (error.code !== 'EADDRINUSE' || Date.now() > deadline)
      throw new CannotListen(whyNot(error, setting, port, HOST))
  }
}

/** What stands in the way of listening; null: it listens. */
function listening(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const fails = (error: NodeJS.ErrnoException) => {
      server.off('listening', listens)
      resolve(error)
    }
    const listens = () => {
      server.off('error', fails)
      resolve(null)
    }
    server.once('error', fails).once('listening', listens).listen(port, host)
  })
}

/** Resolves when every answer is out. Browsers keep idle connections open, and each that falls idle must be ended. */
async function closed(server: Server): Promise<void> {
  const end = new Promise<void>((resolve) => server.close(() => resolve()))
  const sweep = setInterval(() => {
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }, 50)
  await end
  clearInterval(sweep)
}

function whyNot(error: NodeJS.ErrnoException, setting: string, port: number, host: string): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop that one, or set ${setting} to another number.`
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this user. Set ${setting} to a number above 1023.`
  return `The server cannot listen on ${host}:${port}: ${error.message}`
}

/** A port nobody listens on: `port` itself, or any for 0. Pages hold our address, so it must be known before we listen. */
export function freePort(host: string, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
