/** Limits of one call: until its headers, without a single byte, in all, and the size of an answer. */
export type CallLimits = {
  headersMs: number
  idleMs: number
  deadlineMs: number
  /** A stream that lives this long without text counts as thinking. */
  thinkingMs: number
  bodyBytes: number
}

/** A thinking model sends nothing but pings for most of a minute; 24,000 tokens take about four. */
export const callLimits: CallLimits = {
  headersMs: 20_000,
  idleMs: 30_000,
  deadlineMs: 240_000,
  thinkingMs: 1_500,
  bodyBytes: 8 * 1024 * 1024,
}

export type Watchdog = {
  /** Aborted by a person's stop or by a limit. */
  signal: AbortSignal
  /** Bytes of the answer have come. */
  alive(bytes: number): void
  end(): void
}

/** Ends a call at its deadline, after too long without a byte, when its answer is too large, or when a person stops it. */
export function watchdog(stop: AbortSignal, limits: CallLimits, onThinking: () => void): Watchdog {
  const own = new AbortController()
  const deadline = setTimeout(() => own.abort(), limits.deadlineMs)
  let idle = setTimeout(() => own.abort(), limits.headersMs + limits.idleMs)
  let thinking: NodeJS.Timeout | undefined
  let bytesSoFar = 0
  let hasEnded = false
  return {
    signal: AbortSignal.any([own.signal, stop]),
    alive: (bytes) => {
      if (hasEnded) return
      clearTimeout(idle)
      idle = setTimeout(() => own.abort(), limits.idleMs)
      thinking ??= setTimeout(onThinking, limits.thinkingMs)
      bytesSoFar += bytes
      if (bytesSoFar > limits.bodyBytes) own.abort()
    },
    end: () => {
      hasEnded = true
      for (const timer of [deadline, idle, thinking]) clearTimeout(timer)
    },
  }
}
