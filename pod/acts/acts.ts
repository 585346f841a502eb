import { signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { bindKeys, type KeyBinding, type KeyScope } from '../ui/keys.ts'
import { type ActId, type ActRow, actList } from './act-list.ts'

/** Something a person can do now, or not now and why. */
export type Act = ActRow & {
  id: ActId
  /** Said behind the label, such as for whom. */
  note?: string
  /** Null: it can be done. Else the same sentence wherever the act stands. */
  why(): string | null
  /** `words`: what was typed behind its slash command. A sentence: why those words do not do. */
  run(words: string, event?: Event): unknown
}

type Own = Pick<Act, 'run'> & Partial<Pick<Act, 'why' | 'label' | 'note' | 'keys'>>

/** The act `id`, with what whoever offers it knows. */
export function act(id: ActId, own: Own): Act {
  return { why: () => null, ...(actList[id] as ActRow), ...own, id }
}

type Source = () => readonly Act[]
const sources = signal<readonly Source[]>([])

/** All that is offered now, in the order in which it came onto the screen. */
export function actsNow(): Act[] {
  return sources.value.flatMap((read) => read())
}

/** Offers acts as long as the component stands. `read` is asked when somebody looks or presses a key. */
export function useActs(scope: KeyScope, read: Source): void {
  const newest = useRef(read)
  newest.current = read
  useLayoutEffect(() => {
    const source: Source = () => newest.current()
    sources.value = [...sources.value, source]
    const stop = bindKeys(scope, () => bindingsOf(source(), scope))
    return () => {
      sources.value = sources.value.filter((other) => other !== source)
      stop()
    }
  }, [scope])
}

function bindingsOf(acts: readonly Act[], scope: KeyScope): KeyBinding[] {
  return acts
    .filter((each) => each.scope === scope)
    .flatMap((each) =>
      (each.keys ?? []).map((keys) => ({
        keys,
        leavesFields: each.leavesFields ?? false,
        run: (event: Event) => (each.why() === null ? void each.run('', event) : false),
      })),
    )
}
