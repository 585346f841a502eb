import { readEvents } from '../../pod/line/read-events.ts'
import { nowUs } from '../clock.ts'

export type Heard = { kind: string; atUs: number }
/** The events that a signed-in person's screen is told. */
export type Ears = {
  /** When this kind was heard for the first time since that moment; waits for it. */
  since(beganUs: number, kind: string): Promise<number>
  close(): void
}

const heardWithinMs = 60_000

export async function hear(app: string, token: string): Promise<Ears> {
  const leaving = new AbortController()
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` }
  const response = await fetch(`${app}/api/v1/events`, { headers, signal: leaving.signal })
  if (!response.ok) throw new Error(`the event stream answered ${response.status}`)
  const heard: Heard[] = []
  let tell = () => {}
  const reading = (async () => {
    for await (const { event } of readEvents(response)) {
      heard.push({ kind: event, atUs: nowUs() })
      tell()
    }
  })()
  reading.catch(() => {})
  const find = (beganUs: number, kind: string) =>
    heard.find((one) => one.kind === kind && one.atUs >= beganUs)?.atUs
  return {
    since: (beganUs, kind) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${kind} was not heard`)), heardWithinMs)
        tell = () => {
          const atUs = find(beganUs, kind)
          if (atUs === undefined) return
          clearTimeout(timer)
          tell = () => {}
          resolve(atUs)
        }
        tell()
      }),
    close: () => leaving.abort(),
  }
}
