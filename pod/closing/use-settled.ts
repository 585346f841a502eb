import { useEffect, useState } from 'preact/hooks'
import { asProblem } from '../line/api-problem.ts'

/** Typing is over before it is asked again. */
const settleMs = 500

type Settled<T> = { value: T | null; problem: string }

/** What `read` answers, asked anew once `of` has stood still; null asks nothing. */
export function useSettled<T>(read: (signal: AbortSignal) => Promise<T>, of: string | null): Settled<T> {
  const [settled, setSettled] = useState<Settled<T>>({ value: null, problem: '' })
  useEffect(() => {
    if (of === null) return
    const own = new AbortController()
    const timer = setTimeout(
      () =>
        read(own.signal).then(
          (value) => own.signal.aborted || setSettled({ value, problem: '' }),
          (error) =>
            own.signal.aborted || setSettled(({ value }) => ({ value, problem: asProblem(error).message })),
        ),
      settled.value === null ? 0 : settleMs,
    )
    return () => {
      own.abort()
      clearTimeout(timer)
    }
  }, [of])
  return settled
}
