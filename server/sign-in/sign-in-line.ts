import PQueue from 'p-queue'
import { Problem } from '../../shared/problems.ts'

const atOnce = 2
const mostWaiting = 10
const ranks = { stranger: 0, known: 1 } as const

/** Of the process, as the pool that hashes is. */
const line = new PQueue({ concurrency: atOnce })

/**
 * The line before every sign-in by password: two at once, ten of each rank wait, the known before the strangers, and
 * whoever comes then is sent away before the database hears of them. Throws sign_ins_busy.
 */
export async function inLine<T>(rank: keyof typeof ranks, work: () => Promise<T>): Promise<T> {
  const priority = ranks[rank]
  if (line.sizeBy({ priority }) >= mostWaiting) throw new Problem('sign_ins_busy')
  return line.add(work, { priority })
}
