import { useEffect, useState } from 'preact/hooks'

/** True once `delayMs` have passed: what is quick shows no placeholder at all. */
export function useLate(delayMs: number, key: unknown = null): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    const timer = setTimeout(() => setLate(true), delayMs)
    return () => clearTimeout(timer)
  }, [delayMs, key])
  return late
}

/** A grey line after 150 ms, 10 px high; `width` in any CSS unit. */
export function Skeleton(props: { width: string; class?: string }) {
  const late = useLate(150)
  return (
    <div
      aria-hidden="true"
      class={`h-10px rounded-3px ${late ? 'bg-hover' : ''} ${props.class ?? ''}`}
      style={{ width: props.width }}
    />
  )
}

/** Words instead of a spinner after three seconds. */
export function Progress(props: { words: string }) {
  const late = useLate(3000, props.words)
  return (
    <p class="meta" role="status">
      {late ? props.words : ''}
    </p>
  )
}
