import { type ReadonlySignal, signal } from '@preact/signals'

type Failure = Error & { fields?: Record<string, string> }

export type Form<Name extends string> = {
  values: ReadonlySignal<Record<Name, string>>
  set(name: Name, value: string): void
  busy: ReadonlySignal<boolean>
  /** What went wrong, in a sentence; null where the marked fields say it all. */
  problem: ReadonlySignal<string | null>
  /** Field → why it was not taken. Typing in a field takes its own away. */
  wrong: ReadonlySignal<Partial<Record<string, string>>>
  /** Counts what was refused, here or by the server: each time the first wrong field is gone to, and at no other. */
  refusals: ReadonlySignal<number>
  /** Marks a field before anything was sent. */
  refuse(name: Name, why: string): void
  /** One at a time. True when `work` was done; a failure is shown here and thrown nowhere. */
  submit(work: (values: Record<Name, string>) => Promise<unknown>): Promise<boolean>
  /** Back to how it began. */
  clear(): void
}

/** The state of one form: what is typed, what is on its way, what was wrong. */
export function createForm<Name extends string>(initial: Record<Name, string>): Form<Name> {
  const values = signal(initial)
  const busy = signal(false)
  const problem = signal<string | null>(null)
  const wrong = signal<Partial<Record<string, string>>>({})
  const refusals = signal(0)
  return {
    values,
    busy,
    problem,
    wrong,
    refusals,
    set: (name, value) => {
      values.value = { ...values.value, [name]: value }
      if (!(name in wrong.value)) return
      const { [name]: _, ...others } = wrong.value
      wrong.value = others
    },
    refuse: (name, why) => {
      wrong.value = { ...wrong.value, [name]: why }
      refusals.value++
    },
    submit: async (work) => {
      if (busy.value) return false
      busy.value = true
      problem.value = null
      wrong.value = {}
      try {
        await work(values.value)
        return true
      } catch (error) {
        const { message, fields = {} } = error as Failure
        const own = Object.fromEntries(Object.entries(fields).filter(([name]) => name in initial))
        wrong.value = own
        problem.value = Object.keys(own).length > 0 ? null : message
        refusals.value++
        return false
      } finally {
        busy.value = false
      }
    },
    clear: () => {
      values.value = initial
      problem.value = null
      wrong.value = {}
    },
  }
}
