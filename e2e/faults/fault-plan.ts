import type { Random } from './random.ts'

/** What becomes of one attempt to write a note. */
export type WriteFault =
  | { kind: 'none' }
  | { kind: 'reset_before' | 'reset_after' | 'reset_amid' | 'half_body' | 'empty' | 'html' | 'wrong_id' }
  | { kind: 'late_commit'; after_ms: number }
  | { kind: 'hang'; commits: boolean }
  | { kind: 'status'; status: number; commits: boolean }
  | { kind: 'busy'; retry_after: string | null }
  | { kind: 'rewritten' | 'wrong_flags' | 'deleted_soon' | 'edited_soon' }

export type ReadFault = 'none' | 'status' | 'reset' | 'half_body' | 'slow' | 'busy'

/** How long after its commit a note may stay unseen. */
export const longestHiddenMs = 1_000

const unclear = [408, 500, 502, 503, 504, 520, 524] as const
const refusals = [400, 409, 422] as const
/** Absent, absurd, in the past, no number, a date. */
const retryAfters = [
  () => null,
  () => '0',
  () => '-30',
  () => '1.5',
  () => 'soon',
  () => '999999999',
  () => new Date(Date.now() - 3_600_000).toUTCString(),
  () => new Date(Date.now() + 2_000).toUTCString(),
  () => '1',
] as const

const writeFaults: [weight: number, make: (random: Random, latestCommitMs: number) => WriteFault][] = [
  [50, () => ({ kind: 'reset_before' })],
  [60, () => ({ kind: 'reset_after' })],
  [50, () => ({ kind: 'reset_amid' })],
  [40, () => ({ kind: 'half_body' })],
  [60, (random, latestCommitMs) => ({ kind: 'late_commit', after_ms: random.between(100, latestCommitMs) })],
  [40, (random) => ({ kind: 'hang', commits: random.chance(0.5) })],
  [80, (random) => ({ kind: 'status', status: random.pick(unclear), commits: random.chance(0.5) })],
  [10, (random) => ({ kind: 'status', status: random.pick(refusals), commits: false })],
  [10, (random) => ({ kind: 'busy', retry_after: random.pick(retryAfters)() })],
  [20, () => ({ kind: 'empty' })],
  [20, () => ({ kind: 'html' })],
  [20, () => ({ kind: 'wrong_id' })],
  [20, () => ({ kind: 'rewritten' })],
  [5, () => ({ kind: 'wrong_flags' })],
  [8, () => ({ kind: 'deleted_soon' })],
  [12, () => ({ kind: 'edited_soon' })],
]
const faultShare = 0.4
const weightOfAll = writeFaults.reduce((sum, [weight]) => sum + weight, 0)

/** A late commit comes at most `latestCommitMs` after its connection broke. */
export function drawWriteFault(random: Random, latestCommitMs: number): WriteFault {
  if (!random.chance(faultShare)) return { kind: 'none' }
  let left = random.next() * weightOfAll
  for (const [weight, make] of writeFaults) {
    left -= weight
    if (left <= 0) return make(random, latestCommitMs)
  }
  return { kind: 'none' }
}

export function drawReadFault(random: Random): ReadFault {
  if (!random.chance(0.05)) return 'none'
  return random.pick(['status', 'status', 'reset', 'half_body', 'slow', 'slow', 'busy'] as const)
}

/** As an editor field leaves a text: line ends, quotes, dashes, blanks. */
export function rewritten(text: string): string {
  return text
    .replaceAll("'", '\u2019')
    .replace(/"([^"]*)"/g, '\u201c$1\u201d')
    .replaceAll(' - ', ' \u2013 ')
    .replaceAll('\n', '\r\n')
    .trim()
}
