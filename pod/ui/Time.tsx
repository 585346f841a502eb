import { signal } from '@preact/signals'
import { clockTime, exactTime, relativeTime } from './when.ts'

const clock = signal(Date.now())
let isTicking = false
function tick(): number {
  if (!isTicking) {
    isTicking = true
    setInterval(() => {
      clock.value = Date.now()
    }, 15_000)
  }
  return clock.value
}

/** Relative by default, `clock` for 10:41; the exact time on hover. */
export function Time(props: { at: string; as?: 'relative' | 'clock' | 'seconds'; class?: string }) {
  const words =
    props.as === 'clock' || props.as === 'seconds'
      ? clockTime(props.at, props.as === 'seconds')
      : relativeTime(props.at, tick())
  return (
    <time dateTime={props.at} title={exactTime(props.at)} class={props.class}>
      {words}
    </time>
  )
}
