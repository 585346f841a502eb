import type { RunSize } from './fault-run.ts'

/** What a nightly run does at least. */
export const nightly: RunSize = {
  posts: 3_100,
  quota: { kills: 500, stalls: 300, crashes: 20 },
  duration_ms: 600_000,
  long_stall_share: 0.08,
  settle_s: 4,
  latest_commit_ms: 2_000,
}

export function part(size: RunSize, share: number): RunSize {
  const of = (all: number) => Math.max(1, Math.ceil(all * share))
  const { kills, stalls, crashes } = size.quota
  return {
    ...size,
    posts: of(size.posts),
    quota: { kills: of(kills), stalls: of(stalls), crashes: of(crashes) },
    duration_ms: size.duration_ms * share,
  }
}
