import type { Sql } from './connection-options.ts'

/**
 * Hears `channel` on one connection of its own. `onListen` runs now and after each reconnect: what was notified in
 * between is lost, so it reads again.
 */
export async function listen(
  listener: Sql,
  channel: string,
  { onNotify, onListen }: { onNotify(payload: string): void; onListen(): void },
): Promise<() => Promise<void>> {
  // after a reconnect the driver's own unlisten no longer knows this listener
  let stopped = false
  const heard = await listener.listen(
    channel,
    (payload) => {
      if (!stopped) onNotify(payload)
    },
    () => {
      if (!stopped) onListen()
    },
  )
  return async () => {
    stopped = true
    await heard.unlisten()
  }
}
