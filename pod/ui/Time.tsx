import { signal } from '@preact/signals'

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

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()
const two = (n: number) => String(n).padStart(2, '0')

/** 10:41, in the viewer's zone. */
export function clockTime(at: string | number | Date, withSeconds = false): string {
  const date = new Date(at)
  const hm = `${two(date.getHours())}:${two(date.getMinutes())}`
  return withSeconds ? `${hm}:${two(date.getSeconds())}` : hm
}

/** "now", "4 min ago", "10:41", "yesterday 10:41", "3 Nov". */
export function relativeTime(at: string | number | Date, nowMs: number): string {
  const date = new Date(at)
  const minutes = Math.floor((nowMs - date.getTime()) / 60_000)
  if (minutes < 1 && minutes >= -1) return 'now'
  if (minutes >= 1 && minutes < 60) return `${minutes} min ago`
  const now = new Date(nowMs)
  if (sameDay(date, now)) return clockTime(date)
  const yesterday = new Date(nowMs - 86_400_000)
  if (sameDay(date, yesterday)) return `yesterday ${clockTime(date)}`
  const day = dayOf(date)
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`
}

/** A moment in a sentence: 10:41, on another day with its date. */
export function momentOf(at: string): string {
  const date = new Date(at)
  return sameDay(date, new Date()) ? clockTime(date) : `${clockTime(date)} on ${dayOf(date)}`
}

const dayOf = (date: Date) => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })

export function exactTime(at: string | number | Date): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' })
}

/** Times of day that a sentence names in UTC, in the viewer's zone. */
export function inLocalTime(text: string): string {
  return text.replace(/\b(\d\d):(\d\d) UTC\b/g, (_, hours: string, minutes: string) =>
    clockTime(new Date(new Date().setUTCHours(Number(hours), Number(minutes), 0, 0)).toISOString()),
  )
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
