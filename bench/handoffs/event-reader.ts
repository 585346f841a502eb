import { readEvents } from '../../pod/line/read-events.ts'
import { nowUs } from '../clock.ts'

type Received = { kind: string; atUs: number }
/** The event stream of a signed-in person. */
export type EventReader = {
  /** When an event of this kind came for the first time since that moment; waits for it. */
  since(beganUs: number, kind: string): Promise<number>
  close(): void
}

const waitAtMostMs = 60_000

export async function openEventReader(app: string, token: string): Promise<EventReader> {
  const leaving = new AbortController()
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` }
  const response = await fetch(`${app}/api/v1/events`, { headers, signal: leaving.signal })
  if (!response.ok) throw new Error(`the event stream answered ${response.status}`)
  const received: Received[] = []
  let look = () => {}
  const reading = (async () => {
    for await (const { event } of readEvents(response)) {
      received.push({ kind: event, atUs: nowUs() })
      look()
    }
  })()
  reading.catch(() => {})
  const find = (beganUs: number, kind: string) =>
    received.find((one) => one.kind === kind && one.atUs >= beganUs)?.atUs
  return {
    since: (beganUs, kind) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${kind} did not come`)), waitAtMostMs)
        look = () => {
          const atUs = find(beganUs, kind)
          if (atUs === undefined) return
          clearTimeout(timer)
          look = () => {}
          resolve(atUs)
        }
        look()
      }),
    close: () => leaving.abort(),
  }
}
