import type { EventRow } from './queries.ts'

/** Events that wait for one slow reader; beyond it the stream is cut and the reader resumes by its last id. */
const longestQueue = 1_000

/** What is told once, to whoever listens: it has no number to resume by. */
export type PassingEvent = Omit<EventRow, 'seq'>
export type Frame =
  /** `resume_at` null: events follow that came before `seq`, so `seq` is no place to resume from yet. */
  | { frame: 'ready'; seq: number; resume_at: number | null }
  | { frame: 'reset'; seq: number; resume_at: number }
  | { frame: 'event'; event: EventRow }
  | { frame: 'passing'; event: PassingEvent }
export type Ending = 'signed_out' | 'too_many' | 'slow' | 'draining' | 'failed' | 'left'

export type Subscription = {
  readonly user_id: string
  /** The next frame, or why there will be none; null when `waitMs` passed in silence. */
  next(waitMs: number): Promise<Frame | { ended: Ending } | null>
  close(why: Ending): void
  /** Where this reader stands, and what it missed. Events offered meanwhile come after it. */
  begin(from: { position: number; missed: EventRow[]; isReset: boolean }): void
  offer(row: EventRow): void
  pass(event: PassingEvent): void
}

type Who = { user_id: string; may(event: PassingEvent): boolean }

export function createSubscription(who: Who, onClose: () => void): Subscription {
  const queue: Frame[] = []
  let early: EventRow[] = []
  let position: number | undefined
  let ended: Ending | undefined
  let wake: (() => void) | undefined

  const isTheirs = (event: PassingEvent) =>
    (event.user_id === null || event.user_id === who.user_id) && who.may(event)
  const deliver = (row: EventRow) => {
    if (position === undefined || row.seq <= position) return
    position = row.seq
    if (isTheirs(row)) queue.push({ frame: 'event', event: row })
  }
  const close = (why: Ending) => {
    if (ended) return
    ended = why
    onClose()
    wake?.()
  }

  const limitQueue = () => {
    if (queue.length + early.length > longestQueue) close('slow')
    wake?.()
  }

  return {
    user_id: who.user_id,
    close,
    begin: (from) => {
      const seq = from.position
      if (from.isReset) queue.push({ frame: 'reset', seq, resume_at: seq })
      else queue.push({ frame: 'ready', seq, resume_at: from.missed.length > 0 ? null : seq })
      position = 0
      for (const row of from.missed) deliver(row)
      position = from.position
      for (const row of early) deliver(row)
      early = []
      wake?.()
    },
    offer: (row) => {
      if (position === undefined) early.push(row)
      else deliver(row)
      limitQueue()
    },
    pass: (event) => {
      if (position === undefined || !isTheirs(event)) return
      queue.push({ frame: 'passing', event })
      limitQueue()
    },
    next: async (waitMs) => {
      if (queue.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, waitMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        wake = undefined
      }
      const frame = ended === 'slow' ? undefined : queue.shift()
      return frame ?? (ended ? { ended } : null)
    },
  }
}
