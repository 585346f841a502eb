import type { FaultRun } from './fault-run.ts'
import type { NaiveRun } from './naive-run.ts'
import type { Judged } from './verdict.ts'

const shownFailures = 20

/** What must be nothing for a run to count as passed. */
export function failuresOf(run: FaultRun): string[] {
  const bad = run.verdict.judged.filter(({ fate }) => ['duplicated', 'lost', 'unexpected'].includes(fate))
  return [
    ...bad.map(describe),
    ...run.ends.wrong,
    ...run.deaths.map((death) => `a server ended by itself: ${death}`),
  ]
}

export function describe({ fate, why, post, click, commits }: Judged): string {
  const notes = commits.map(
    ({ id, asked_at, at, deleted_at }) =>
      `${id} asked ${stamp(asked_at)} written ${stamp(at)}${deleted_at ? ` deleted ${stamp(deleted_at)}` : ''}`,
  )
  return [
    `${fate}: ${why}`,
    `  click ${click.marker} on #${click.ticket_id}, ${click.placement}; post ${post?.id ?? 'none'} ${post?.state ?? ''}, attempt ${post?.attempt ?? 0}`,
    ...(post ? [`  ${post.reason}`] : []),
    ...notes.map((note) => `  note ${note}`),
  ].join('\n')
}

const stamp = (at: number) => new Date(at).toISOString().slice(11, 23)

export function printRun(run: FaultRun): void {
  const { verdict, done } = run
  const { counts, judged } = verdict
  const ok = judged.filter(({ fate }) => fate === 'ok')
  const times = (isDoubt: boolean) =>
    spread(ok.filter(({ post }) => post?.was_uncertain === isDoubt).map(({ post }) => post?.seconds ?? 0))
  console.log(
    `\nseed ${run.seed}: ${judged.length} posts of ${run.requests} requests in ${run.total_s.toFixed(0)} s`,
  )
  console.table({
    'ok: in the ticket once, as asked': counts.ok,
    '  of these recovered from doubt': verdict.recovered,
    'refused: not in the ticket, and said so': counts.refused,
    'asked a person': counts.asked,
    duplicated: counts.duplicated,
    lost: counts.lost,
    'unexpected: falsely posted, wrong place': counts.unexpected,
    'posted anew after somebody deleted it': verdict.again_after_deletion,
    'clicks that no server took': verdict.not_taken,
  })
  console.table({
    'cases to be closed or handed on': run.ends.asked,
    'cases closed': run.ends.closings,
    'cases handed on': run.ends.handoffs,
    '  of these picked up, by one each': run.ends.claimed,
    'ends that are not as they were told': run.ends.wrong.length,
  })
  console.table({
    'kill -9': done.kills,
    '  of these aimed at a note on its way': done.kills_in_the_act,
    'stalls beyond the lease': done.stalls,
    '  of these beyond lease, settle time and looks': done.long_stalls,
    'database crashes': done.crashes,
    'servers that ended by themselves': run.deaths.length,
  })
  console.table({ 'seconds to the end, no doubt': times(false), 'after a doubt': times(true) })
  console.log('faults:', Object.fromEntries([...run.struck].sort()))
  console.log('not taken:', tally(verdict.refusals))
  console.log('asked:', tally(judged.filter(({ fate }) => fate === 'asked').map(({ why }) => kindOf(why))))
  console.log(
    `longest until a note showed: ${run.longest_hidden_s.toFixed(2)} s; waits cut short: ${run.shortened}; all settled ${run.settled_in_s.toFixed(0)} s after the last trouble`,
  )
  const failures = failuresOf(run)
  for (const failure of failures.slice(0, shownFailures)) console.log(`\n${failure}`)
  if (failures.length > shownFailures) console.log(`\n… and ${failures.length - shownFailures} more`)
}

export function printNaive(run: NaiveRun): void {
  console.log('\nfor comparison, at least once with a lease:')
  console.table({
    posts: run.posts,
    'notes written': run.notes,
    duplicated: run.duplicated,
    'never written': run.lost,
    'kill -9': run.done.kills,
    stalls: run.done.stalls,
    'database crashes': run.done.crashes,
  })
}

function spread(seconds: number[]) {
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2))
  return { posts: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}

function tally(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** A sentence without its times and numbers. */
function kindOf(sentence: string): string {
  return sentence.replace(/\d[\d:]*( UTC)?/g, 'n').slice(0, 110)
}
