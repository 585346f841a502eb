import { Agent, request } from 'node:http'
import { nowUs } from '../clock.ts'
import type { Contestant, Order } from './contestants.ts'
import { deltas } from './program.ts'

/** One stream as its reader saw it. `first_added_ms`: from the asking to the first word, less what the upstream itself took. */
export type Seen = { first_added_ms: number; delays_ms: number[]; whole_ms: number }

const mark = /~(\d+)\.([0-9a-z]+)\.([0-9a-z]+)~/g
const patienceMs = 120_000

function reader() {
  const askedUs = nowUs()
  const delays: number[] = []
  let expected = 0
  let firstAddedMs = Number.NaN
  let rest = ''
  return {
    hear: (text: string) => {
      const seenUs = nowUs()
      const all = rest + text
      let end = 0
      for (const found of all.matchAll(mark)) {
        end = found.index + found[0].length
        if (Number(found[1]) !== expected) continue
        const [arrivedUs, sentUs] = [found[2], found[3]].map((stamp) => Number.parseInt(stamp ?? '', 36))
        // the upstream's own lateness on a busy machine is nobody's doing
        if (expected === 0) firstAddedMs = (seenUs - askedUs - ((sentUs ?? 0) - (arrivedUs ?? 0))) / 1000
        expected += 1
        delays.push((seenUs - (sentUs ?? 0)) / 1000)
      }
      rest = all.slice(Math.max(end, all.length - 64))
    },
    seen: (): Seen => {
      if (expected !== deltas) throw new Error(`only ${expected} of ${deltas} words came`)
      return { first_added_ms: firstAddedMs, delays_ms: delays, whole_ms: (nowUs() - askedUs) / 1000 }
    },
  }
}

/** A connection that is broken off before an answer, as one of 200 at once may be, is made again; the clock runs on. */
const mostConnections = 3

function askServer(order: Order, agent: Agent): Promise<Seen> {
  const read = reader()
  return new Promise((resolve, reject) => {
    const ask = (connection: number) => {
      const { url, headers, body } = order
      let isAnswered = false
      const call = request(url, { method: 'POST', agent, headers, timeout: patienceMs }, (response) => {
        isAnswered = true
        response.setEncoding('latin1')
        response.on('data', read.hear)
        response.on('error', reject)
        response.on('end', () => {
          try {
            if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
            resolve(read.seen())
          } catch (error) {
            reject(error)
          }
        })
      })
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET' && !isAnswered && connection < mostConnections) ask(connection + 1)
        else reject(new Error(`${url}: ${error.message}`))
      })
      call.on('timeout', () => call.destroy(new Error(`${url} was silent`)))
      call.end(body)
    }
    ask(1)
  })
}

async function askSdk(ask: NonNullable<Contestant['ask']>): Promise<Seen> {
  const { hear, seen } = reader()
  await ask(hear)
  return seen()
}

export type Run = { seen: Seen[]; seconds: number }

/** All these orders, so many at a time, by workers that each ask again when an answer has ended. */
export async function askAll(contestant: Contestant, orders: Order[], parallel: number): Promise<Run> {
  const seen: Seen[] = []
  // its own connections: a server may be closing those that were idle since its last turn
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  let next = 0
  const beganUs = nowUs()
  const work = async () => {
    while (next < orders.length) {
      const order = orders[next]
      next += 1
      seen.push(await (contestant.ask ? askSdk(contestant.ask) : askServer(order as Order, agent)))
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  agent.destroy()
  return { seen, seconds: (nowUs() - beganUs) / 1_000_000 }
}
