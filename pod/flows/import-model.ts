import { signal } from '@preact/signals'
import type { FlowFault, FlowImported, FlowPreview } from '../../shared/contracts/flows.ts'
import { asProblem } from '../line/api-problem.ts'
import { oncePerPod } from '../pod.ts'
import { flowsOf } from './flows-model.ts'

/** As the server takes it. */
export const bytesAtMost = 200_000
const typingMs = 400

export type Reading =
  | { state: 'empty' | 'reading' }
  | { state: 'read'; preview: FlowPreview }
  | { state: 'faulty'; faults: readonly FlowFault[] }
  | { state: 'failed'; says: string }

/** A flow file on its way in: its text, what the server says of it, and the import. It stays until it is imported. */
export const importOf = oncePerPod((pod) => {
  const { api } = pod
  const text = signal('')
  const reading = signal<Reading>({ state: 'empty' })
  const busy = signal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  // what was said of an older text is not shown
  let asked = 0

  const send = (path: 'import' | 'preview', body: string) =>
    api.send(`${api.base_url}/api/v1/flows/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/yaml' },
      body,
    })
  const failed = (error: unknown): Reading => {
    const problem = asProblem(error)
    if (problem.code === 'flow_invalid' && Array.isArray(problem.extra.errors))
      return { state: 'faulty', faults: problem.extra.errors as FlowFault[] }
    return { state: 'failed', says: problem.message }
  }
  const read = async () => {
    const mine = ++asked
    const body = text.peek()
    let found: Reading
    try {
      found = { state: 'read', preview: (await (await send('preview', body)).json()) as FlowPreview }
    } catch (error) {
      found = failed(error)
    }
    if (mine === asked) reading.value = found
  }
  const write = (given: string, afterMs = typingMs) => {
    // a field has plain line ends, and lines are marked in it
    const next = given.replace(/\r\n?/g, '\n')
    clearTimeout(timer)
    asked++
    text.value = next
    const size = new TextEncoder().encode(next).length
    if (next.trim() === '') reading.value = { state: 'empty' }
    else if (size > bytesAtMost) reading.value = { state: 'failed', says: tooLarge(size) }
    else {
      reading.value = { state: 'reading' }
      timer = setTimeout(() => void read(), afterMs)
    }
  }
  return {
    text,
    reading,
    busy,
    write,
    /** A file that was chosen or dropped takes the place of what is written. */
    take: async (file: File) => {
      if (file.size > bytesAtMost) {
        write('')
        reading.value = { state: 'failed', says: tooLarge(file.size) }
        return
      }
      try {
        write(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()), 0)
      } catch {
        write('')
        reading.value = { state: 'failed', says: 'This file is no UTF-8 text.' }
      }
    },
    /** What was imported; null where it was not, for the reason that is then shown. */
    run: async (): Promise<FlowImported | null> => {
      if (busy.peek()) return null
      busy.value = true
      try {
        const done = (await (await send('import', text.peek())).json()) as FlowImported
        write('')
        void flowsOf(pod).load()
        return done
      } catch (error) {
        reading.value = failed(error)
        return null
      } finally {
        busy.value = false
      }
    },
  }
})
export type ImportModel = ReturnType<typeof importOf>

const tooLarge = (size: number) =>
  `This is ${Math.ceil(size / 1000)} kB; a flow file has at most ${bytesAtMost / 1000} kB.`
