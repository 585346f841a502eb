import { createServer, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { nowUs } from '../clock.ts'

export type PsaCall = { method: string; path: string; beganUs: number; endedUs: number; status: number }
export type SlowPsa = {
  url: string
  calls: PsaCall[]
  /** How long a call takes, by method and path. */
  delay(of: (method: string, path: string) => number): void
  stop(): Promise<void>
}

/** Stands before a PSA and makes it far away: half of the delay on the way there, half on the way back. */
export async function startSlowPsa(target: string): Promise<SlowPsa> {
  const calls: PsaCall[] = []
  let delayMs: (method: string, path: string) => number = () => 0
  const server = createServer(async (incoming, outgoing) => {
    const beganUs = nowUs()
    const [method, path] = [incoming.method ?? 'GET', incoming.url ?? '/']
    const half = delayMs(method, path) / 2
    const body = await bodyOf(incoming)
    await sleep(half)
    const answer = await forward(target, incoming, body)
    await sleep(half)
    calls.push({ method, path, beganUs, endedUs: nowUs(), status: answer.status })
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    calls,
    delay: (of) => {
      delayMs = of
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, headers } = incoming
    const onward = request(`${target}${incoming.url}`, { method, headers }, async (answer) => {
      const { 'transfer-encoding': _, connection: __, ...rest } = answer.headers
      const bytes = await bodyOf(answer)
      const headers = { ...rest, 'content-length': String(bytes.length) }
      resolve({ status: answer.statusCode ?? 502, headers, body: bytes })
    })
    onward.on('error', reject)
    onward.end(body)
  })
}
