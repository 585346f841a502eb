import pino from 'pino'
import { readConfig } from '../config.ts'
import { createWorld } from '../create-world.ts'
import type { Ctx } from '../ctx.ts'
import { connectDatabase } from '../db/connect.ts'
import { enqueue, type NewPost } from '../posts/enqueue.ts'
import { workNow } from '../posts/send-now.ts'
import { startPostWorker } from '../posts/worker/worker.ts'
import { enqueueChain } from './outbox.ts'

/** What a server process that will be killed is told on its command line. */
export type PostChildTask = {
  database_url: string
  settings: Record<string, string>
  account_id: string
  user: Ctx['user']
  orders: NewPost[]
  /** Each after the one before it, all written down at once, as a closing does. */
  chained?: boolean
}

const task = JSON.parse(process.argv[2] ?? '') as PostChildTask
const log = pino({ level: 'silent' })
const db = await connectDatabase({ databaseUrl: task.database_url, dataDir: '', poolSize: 6, log })
const draining = new AbortController().signal
const world = await createWorld({ config: readConfig(task.settings), db, log, draining })
const { account_id, user } = task
const ctx: Ctx = { world, account_id, user, request_id: 'test', surface: 'app', pod_ticket_id: null }

startPostWorker(world)
console.log('begun')
if (task.chained) await enqueueChain(ctx, task.orders)
else await Promise.all(task.orders.map(async (order) => workNow(world, await enqueue(ctx, order))))
console.log('answered')
