import { openPool, optionsFromUrl } from '../../server/db/connection-options.ts'
import { claimNaive, finishNaive, retryNaive } from './naive-queries.ts'

/**
 * What is usually built: a queue with leases, delivered at least once, tried again when the answer was not a yes.
 * Only for comparison.
 */
const { DATABASE_URL = '', PSA_SITE = '', NAIVE_LEASE_MS = '2000' } = process.env
const leaseS = Number(NAIVE_LEASE_MS) / 1000
const sql = openPool(optionsFromUrl(DATABASE_URL), { max: 6, onNotice: () => {} })
const atOnce = 4
const idleMs = 50
const refusals = [400, 409, 422]

async function send(job: { company: string; ticket_id: string; body: string; internal: boolean }) {
  const login = Buffer.from(`${job.company}+public:right-key`).toString('base64')
  const response = await fetch(`${PSA_SITE}/v4_6_release/apis/3.0/service/tickets/${job.ticket_id}/notes`, {
    method: 'POST',
    headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      text: job.body,
      internalAnalysisFlag: job.internal,
      detailDescriptionFlag: !job.internal,
      resolutionFlag: false,
    }),
    signal: AbortSignal.timeout((leaseS * 1000) / 2),
  })
  if (refusals.includes(response.status)) return 'refused' as const
  const note = (await response.json()) as { id?: number }
  if (!response.ok || !note.id) throw new Error(`answered ${response.status}`)
  return 'done' as const
}

async function work(): Promise<void> {
  for (;;) {
    try {
      const job = await claimNaive(sql, leaseS)
      if (!job) {
        await new Promise((resolve) => setTimeout(resolve, idleMs))
        continue
      }
      const end = await send(job).catch(() => undefined)
      if (end) await finishNaive(sql, job.id, end)
      else await retryNaive(sql, job.id)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, idleMs))
    }
  }
}

process.once('SIGTERM', () => process.exit(0))
console.log('naive worker is ready')
await Promise.all(Array.from({ length: atOnce }, work))
