import { signal } from '@preact/signals'

type DangersOf = (command: string) => string[]

const none: DangersOf = () => []
const unknown: DangersOf = (command) =>
  command.trim() ? ['It could not be checked what this changes. Read it before you run it.'] : []
const found = signal<DangersOf>(none)
let asked = false

/** Fetched beside the case: the case stands before anybody copies a command of it. */
function fetchDangers(): void {
  if (asked) return
  asked = true
  import('./command-dangers.ts').then(
    (module) => {
      found.value = module.dangersOf
    },
    () => {
      found.value = unknown
      asked = false
    },
  )
}

/** Names what is dangerous in a command. */
export function useDangers(): DangersOf {
  fetchDangers()
  return found.value
}
