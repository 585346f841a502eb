export type AtMostEvery = {
  /** Does `work` now, or at the end of the time since the last one, unless a newer one comes before. */
  take(work: () => void): void
  /** Forgets what still waits. */
  stop(): void
}

/** One act per `ms`: the first at once, of the others the newest. */
export function atMostEvery(ms: number): AtMostEvery {
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: (() => void) | undefined
  const rest = () => {
    timer = undefined
    const work = newest
    newest = undefined
    if (work) run(work)
  }
  const run = (work: () => void) => {
    timer = setTimeout(rest, ms)
    work()
  }
  return {
    take: (work) => {
      if (timer === undefined) run(work)
      else newest = work
    },
    stop: () => {
      clearTimeout(timer)
      timer = undefined
      newest = undefined
    },
  }
}
