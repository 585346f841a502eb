import { setTimeout as sleep } from 'node:timers/promises'
import type * as v from 'valibot'
import { mostTries, nextAttempt, remarkOn, type Try } from './attempts.ts'
import { type Asked, answerOf, type Called } from './call-model.ts'
import type { ModelAnswer } from './gateway.ts'
import type { Wire } from './request-body.ts'

/** How each of those who can answer is asked. */
export type Ways<S extends v.GenericSchema> = {
  has_second: boolean
  has_past_images: boolean
  isOpen(by: 'first' | 'second'): boolean
  ask(
    by: 'first' | 'second',
    more: Pick<Wire, 'room' | 'without_thinking' | 'without_past_images' | 'repair'>,
  ): Promise<Called<S>>
  askOffline(remark: string): Promise<ModelAnswer<v.InferOutput<S>>>
}

/** Before any try there is one reason not to ask the first model: its breaker is open. */
const breakerOpen = { failure: 'busy', rejected_for: null } as const

/** Asks whom `nextAttempt` names until somebody has answered or the person has stopped it. */
export async function askInTurn<S extends v.GenericSchema>(
  { readers, signal }: Asked<S>,
  ways: Ways<S>,
): Promise<ModelAnswer<v.InferOutput<S>>> {
  const startedAt = performance.now()
  const tries: Try[] = []
  let last: Called<S> | null = null
  for (let asked = 0; asked <= mostTries; asked++) {
    const next = nextAttempt({
      tries,
      has_second: ways.has_second,
      has_past_images: ways.has_past_images,
      open: { first: ways.isOpen('first'), second: ways.isOpen('second') },
      elapsed_ms: performance.now() - startedAt,
    })
    if (last && next.by === 'nobody') return answerOf(last, null)
    if (last) readers.restart()
    if (next.by === 'nobody' || next.by === 'offline') break
    const { by, wait_ms, ...how } = next
    // A stop during the wait is met by the call itself.
    if (wait_ms > 0) await sleep(wait_ms, undefined, { signal }).catch(() => {})
    const before = tries.at(-1)
    const repair: Wire['repair'] = last && !last.result.ok && before?.by === by ? last.result.repair : null
    last = await ways.ask(by, { ...how, repair })
    const { result } = last
    if (result.ok) return answerOf(last, by === 'second' ? remarkOn(before ?? breakerOpen, 'second') : null)
    const { rejected_for, retry_after_ms } = result.failure
    tries.push({ by, failure: result.failure.class, rejected_for, retry_after_ms })
  }
  return ways.askOffline(remarkOn(tries.at(-1) ?? breakerOpen, 'offline'))
}
