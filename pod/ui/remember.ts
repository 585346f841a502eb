import { createContext } from 'preact'
import { useCallback, useContext, useState } from 'preact/hooks'

/** Where view settings (folds, splits) are kept. The place that shows us decides; the default forgets. */
export type Remembering = { recall(key: string): string | null; remember(key: string, value: string): void }

const kept = new Map<string, string>()
export const forgetful: Remembering = {
  recall: (key) => kept.get(key) ?? null,
  remember: (key, value) => void kept.set(key, value),
}

export const RememberContext = createContext<Remembering>(forgetful)

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T

/** Like useState for a string, number or boolean that survives a reload where storage is allowed. */
export function useRemembered<T extends string | number | boolean>(
  key: string,
  initial: T,
): [Widened<T>, (value: Widened<T>) => void] {
  const store = useContext(RememberContext)
  const [value, setValue] = useState<Widened<T>>(() => {
    const found = store.recall(key)
    if (found === null) return initial as Widened<T>
    try {
      const parsed: unknown = JSON.parse(found)
      return typeof parsed === typeof initial ? (parsed as Widened<T>) : (initial as Widened<T>)
    } catch {
      return initial as Widened<T>
    }
  })
  const set = useCallback(
    (next: Widened<T>) => {
      setValue(next)
      store.remember(key, JSON.stringify(next))
    },
    [key, store],
  )
  return [value, set]
}
