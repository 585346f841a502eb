const largest = { atOnce: 6, waiting: 200 }
const pauseLimitMs = 900_000

/** The line before a PSA is full, or it asked for a pause longer than the caller waits. */
export class Busy extends Error {
  readonly retry_after_s: number

  constructor(retryAfterMs: number) {
    super('the PSA asked for a pause')
    this.retry_after_s = Math.max(1, Math.ceil(retryAfterMs / 1000))
  }
}

export type Limiter = {
  /**
   * Waits for a place, at most `waitMs`, then throws Busy. Answers the function that gives the place back.
   * `first` stands before all others: somebody's search must not hold up somebody's note.
   */
  enter(waitMs: number, signal?: AbortSignal, order?: 'first'): Promise<() => void>
  /** Nobody enters for this long. */
  pause(forMs: number): void
}

type Waiting = { first: boolean; enter(): void; leave(error: Error): void }

/** One connection's share of its PSA: so many calls at a time and per second, and its pauses kept by all. */
export function createLimiter(requestsPerSecond: number, { atOnce, waiting } = largest): Limiter {
  const line: Waiting[] = []
  let inside = 0
  let tokens = requestsPerSecond
  let filledAt = performance.now()
  let pausedUntil = 0
  let timer: NodeJS.Timeout | undefined
  const pauseMs = () => pausedUntil - performance.now()

  function admit(): void {
    clearTimeout(timer)
    const now = performance.now()
    tokens = Math.min(requestsPerSecond, tokens + ((now - filledAt) / 1000) * requestsPerSecond)
    filledAt = now
    while (pauseMs() <= 0 && tokens >= 1 && inside < atOnce) {
      const next = line.shift()
      if (!next) return
      tokens -= 1
      inside += 1
      next.enter()
    }
    if (line.length === 0 || inside >= atOnce) return
    timer = setTimeout(admit, Math.max(pauseMs(), ((1 - tokens) / requestsPerSecond) * 1000, 1))
    timer.unref()
  }

  function leaver(): () => void {
    let left = false
    return () => {
      if (left) return
      left = true
      inside -= 1
      admit()
    }
  }

  return {
    async enter(waitMs, signal, order) {
      // those of the other rank take nobody's place
      const alike = line.filter(({ first }) => first === (order === 'first')).length
      if (pauseMs() > waitMs || alike >= waiting) throw new Busy(Math.max(pauseMs(), 1000))
      const busy = () => new Busy(Math.max(pauseMs(), 1000))
      const entered = waitInLine(line, waitMs, signal, busy, order === 'first')
      admit()
      await entered
      return leaver()
    },
    pause(forMs) {
      pausedUntil = Math.max(pausedUntil, performance.now() + Math.min(forMs, pauseLimitMs))
    },
  }
}

/** A place at the end of the line; left again when patience or the caller ends. */
function waitInLine(
  line: Waiting[],
  waitMs: number,
  signal: AbortSignal | undefined,
  busy: () => Busy,
  first: boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(patience)
      signal?.removeEventListener('abort', giveUp)
    }
    const place: Waiting = {
      first,
      enter: () => {
        settle()
        resolve()
      },
      leave: (error) => {
        settle()
        reject(error)
      },
    }
    const giveUp = () => {
      const at = line.indexOf(place)
      if (at < 0) return
      line.splice(at, 1)
      place.leave(busy())
    }
    const patience = setTimeout(giveUp, waitMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    const firstOther = first ? line.findIndex((other) => !other.first) : -1
    if (firstOther < 0) line.push(place)
    else line.splice(firstOther, 0, place)
    if (signal?.aborted) giveUp()
  })
}
