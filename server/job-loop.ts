import { setTimeout as sleep } from 'node:timers/promises'
import { claimJob, finishJob, planJob } from './db/system.ts'
import type { World } from './world.ts'

/** `process`: every server process does it for itself. `cluster`: one of them at a time, by a row of `jobs`. */
export type Job = {
  name: string
  everyMs: number
  scope: 'process' | 'cluster'
  run(world: World, signal: AbortSignal): Promise<void>
}

export type JobLoop = {
  /** Does this job as soon as it can, not at its next time. */
  wake(name: string): void
  /** Starts no more; resolves when what runs has ended. */
  drain(): Promise<void>
}

/** One run that takes longer is aborted: a job that hangs must not stop for good. */
const longestRunMs = 5 * 60_000
const leaseS = (longestRunMs + 60_000) / 1000

export function startJobs(world: World, jobs: readonly Job[]): JobLoop {
  const ending = new AbortController()
  const alarms = new Map<string, Alarm>()
  const loops = jobs.map((job) => {
    const alarm = createAlarm(ending.signal)
    alarms.set(job.name, alarm)
    return runForEver(world, job, alarm, ending.signal)
  })
  return {
    wake: (name) => alarms.get(name)?.ring(),
    drain: async () => {
      ending.abort()
      await Promise.all(loops)
    },
  }
}

async function runForEver(world: World, job: Job, alarm: Alarm, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const signal = AbortSignal.any([ending, AbortSignal.timeout(longestRunMs)])
    try {
      if (job.scope === 'process') await job.run(world, signal)
      else await runOnce(world, job, signal)
    } catch (error) {
      if (!ending.aborted)
        world.log.error({ err: error, job: job.name }, 'a job failed; it runs again at its next time')
    }
    // spread, so that replicas started together do not knock together
    await alarm.wait(job.everyMs * (0.9 + Math.random() * 0.2))
  }
}

/** `attempts` is the fence: a run that outlived its lease cannot end the run after it. */
async function runOnce(world: World, job: Job, signal: AbortSignal): Promise<void> {
  const { system } = world.db
  await planJob(system, job.name)
  const attempts = await claimJob(system, { key: job.name, owner: world.process_id, leaseS })
  if (attempts === undefined) return
  const failure = await job.run(world, signal).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  const last_error = failure ? String((failure.error as Error)?.name ?? 'Error') : null
  await finishJob(system, { key: job.name, attempts, last_error, againInMs: job.everyMs })
  if (failure) throw failure.error
}

type Alarm = { ring(): void; wait(ms: number): Promise<void> }

function createAlarm(ending: AbortSignal): Alarm {
  let rung = false
  let waiting: AbortController | undefined
  return {
    ring: () => {
      rung = true
      waiting?.abort()
    },
    wait: async (ms) => {
      if (!rung && !ending.aborted) {
        waiting = new AbortController()
        await sleep(ms, undefined, { signal: AbortSignal.any([waiting.signal, ending]), ref: false }).catch(
          () => {},
        )
      }
      waiting = undefined
      rung = false
    },
  }
}
