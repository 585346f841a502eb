import { Agent, type ClientRequest, request } from 'node:http'
import { nowUs } from '../clock.ts'

/** A reader of an event stream, as bare as can be: it only notes when an event came. */
export type Readers = {
  /** When each reader heard the newest event, in the clock of `nowUs`; empties itself. */
  heard(): number[]
  waitFor(count: number, limitMs: number): Promise<void>
  leave(): void
}

const atOnce = 100

/** So many readers, each with its own connection; resolves when all have heard `ready`. */
export async function openReaders(
  streams: { url: string; headers: Record<string, string> }[],
): Promise<Readers> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })
  const calls: ClientRequest[] = []
  let heard: number[] = []
  const open = ({ url, headers }: (typeof streams)[number]) =>
    new Promise<void>((resolve, reject) => {
      const call = request(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
        response.on('data', (chunk: Buffer) => {
          if (chunk.includes('event: session.changed')) heard.push(nowUs())
          else if (chunk.includes('event: ready')) resolve()
        })
        response.on('error', () => {})
      })
      call.on('error', reject)
      call.end()
      calls.push(call)
    })
  for (let at = 0; at < streams.length; at += atOnce)
    await Promise.all(streams.slice(at, at + atOnce).map(open))
  return {
    heard: () => {
      const all = heard
      heard = []
      return all
    },
    waitFor: async (count, limitMs) => {
      for (const end = Date.now() + limitMs; heard.length < count; ) {
        if (Date.now() > end) throw new Error(`only ${heard.length} of ${count} readers heard it`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    leave: () => {
      for (const call of calls) call.destroy()
      agent.destroy()
    },
  }
}
