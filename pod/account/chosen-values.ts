import { computed, signal } from '@preact/signals'
import { asProblem } from '../line/api-problem.ts'
import { createNewest } from '../line/newest.ts'

type Source<Values> = {
  read(): Promise<Values>
  /** Sets what is given; answers all. */
  write(change: Partial<Values>): Promise<Values>
}

/** Values as they stand on the server, and what is chosen here but not saved yet. */
export function createChosenValues<Values extends object>({ read, write }: Source<Values>) {
  const kept = signal<Values | null>(null)
  const chosen = signal<Partial<Values>>({})
  const problem = signal<string | null>(null)
  const busy = signal(false)
  const asking = createNewest()
  const attempt = async (work: () => Promise<Values>): Promise<boolean> => {
    const isNewest = asking()
    problem.value = null
    try {
      const values = await work()
      if (isNewest()) kept.value = values
      return true
    } catch (error) {
      if (isNewest()) problem.value = asProblem(error).message
      return false
    }
  }
  /** Nothing but what differs is sent: what somebody else sets meanwhile stays theirs. */
  const changed = computed(() => {
    const now = kept.value
    return without(chosen.value, (name, value) => now === null || value === now[name])
  })
  return {
    /** With what is chosen here; null until it was read. */
    shown: computed(() => kept.value && { ...kept.value, ...chosen.value }),
    kept,
    problem,
    busy,
    isChanged: computed(() => Object.keys(changed.value).length > 0),
    load: () => attempt(read),
    choose: (change: Partial<Values>) => {
      chosen.value = { ...chosen.value, ...change }
    },
    save: async (): Promise<boolean> => {
      if (busy.value) return false
      busy.value = true
      const sent = changed.value
      const done = await attempt(() => write(sent))
      // what was chosen while it was on its way is not saved yet
      if (done) chosen.value = without(chosen.value, (name, value) => sent[name] === value)
      busy.value = false
      return done
    },
  }
}

function without<Values extends object>(
  values: Partial<Values>,
  goes: (name: keyof Values, value: unknown) => boolean,
): Partial<Values> {
  const rest = Object.entries(values).filter(([name, value]) => !goes(name as keyof Values, value))
  return Object.fromEntries(rest) as Partial<Values>
}
