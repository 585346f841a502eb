import { receive } from './receive.ts'
import { resolve } from './resolve.ts'
import { threeCalls } from './three-calls.ts'

/** Cases that end: handed on and received, the texts of it, closed with the PSA away. */
export async function handoffs(rounds: number): Promise<string> {
  const parts = [receive, threeCalls, resolve]
  const found: string[] = []
  for (const part of parts) found.push(await part(rounds))
  return found.join('\n\n')
}
