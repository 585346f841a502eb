import { type ReadonlySignal, signal } from '@preact/signals'
import { pointedMs } from '../ui/use-pointed.ts'

/** Which row of the case something refers to just now, by its id. */
export type Pointing = { pointed: ReadonlySignal<string | null>; point(row_id: string): void }

export function createPointing(): Pointing {
  const pointed = signal<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    pointed,
    point: (row_id) => {
      clearTimeout(timer)
      pointed.value = row_id
      timer = setTimeout(() => {
        pointed.value = null
      }, pointedMs)
    },
  }
}
