import type { Delivery, DeliveryCause } from '../../shared/contracts/connections.ts'

/** The parts of a breaker that people are told; instants as PostgreSQL writes them. */
export type BreakerView = {
  state: 'closed' | 'open' | 'half_open'
  cause: DeliveryCause | null
  probe_at: string | null
  paused_until: string | null
  /** The database's time when it was read. */
  now: string
}

/** Why nothing is sent through a connection right now, null when everything is. */
export function deliveryOf(breaker: BreakerView | null): Delivery | null {
  if (!breaker) return null
  const { cause } = breaker
  if (breaker.state === 'open') return delivery('stopped', cause, instant(breaker.probe_at))
  if (breaker.state === 'half_open') return delivery('trying', cause, null)
  const until = instant(breaker.paused_until)
  if (until === null || Date.parse(until) <= Date.parse(breaker.now)) return null
  return delivery('paused', null, until)
}

function delivery(
  state: Delivery['state'],
  cause: DeliveryCause | null,
  next_try_at: string | null,
): Delivery {
  const sentence = deliverySentences[state](next_try_at ?? '')
  return { state, sentence, reason: cause && causeSentence(cause), cause, next_try_at }
}

/** For who has no words of their own; `next` is an instant. */
export const deliverySentences: Record<Delivery['state'], (next: string) => string> = {
  stopped: () => 'ConnectWise answers unreliably; we send again when it answers.',
  trying: () =>
    'ConnectWise answered again. The next note goes alone; when it has arrived, the others follow.',
  paused: (next) => `ConnectWise asked us to wait; we send again at ${next.slice(11, 16)} UTC.`,
}

function causeSentence({ code, count, since }: DeliveryCause): string {
  const what =
    code === 'no_clear_answers'
      ? `${count} notes got no clear answer`
      : `notes could not be read ${count} times in a row`
  return `ConnectWise answers unreliably since ${since.slice(11, 16)} UTC: ${what}.`
}

function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString()
}
