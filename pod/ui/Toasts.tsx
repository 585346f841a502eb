import { signal } from '@preact/signals'
import { announce } from './LiveRegion.tsx'

type Toast = {
  id: number
  text: string
  tone: 'info' | 'good' | 'bad'
  action?: { label: string; onPress: () => void }
  /** When it is gone, whoever sent it away. */
  onEnd?: () => void
}

/** What is being said, oldest first. */
export const toasts = signal<Toast[]>([])
const maxShown = 3
const shownForMs = { plain: 4000, withAction: 8000 }
/** Nothing goes away just when a pointer or the focus leaves it. */
const atLeastMs = 2000
type Clock = { leftMs: number; since: number; timer?: ReturnType<typeof setTimeout> }
const clocks = new Map<number, Clock>()
/** The toast under the pointer and the one with the focus: while there is one, none goes away by itself. */
const held: Partial<Record<'pointer' | 'focus', number>> = {}
let nextId = 1

/** Says something that needs no place of its own; errors stay until dismissed. Returns its id. */
export function toast(text: string, more: Partial<Pick<Toast, 'tone' | 'action' | 'onEnd'>> = {}): number {
  const id = nextId++
  const tone = more.tone ?? 'info'
  const stay = toasts.value.filter((other) => other.text !== text).slice(1 - maxShown)
  for (const other of toasts.value) if (!stay.includes(other)) dismissToast(other.id)
  toasts.value = [...stay, { ...more, id, text, tone }]
  if (tone !== 'bad') {
    // an error is an alert and says itself
    announce(text)
    clocks.set(id, { leftMs: more.action ? shownForMs.withAction : shownForMs.plain, since: 0 })
    run()
  }
  return id
}

export function dismissToast(id: number): void {
  const gone = toasts.value.find((each) => each.id === id)
  toasts.value = toasts.value.filter((each) => each.id !== id)
  clearTimeout(clocks.get(id)?.timer)
  clocks.delete(id)
  for (const by of ['pointer', 'focus'] as const) if (held[by] === id) hold(by)
  gone?.onEnd?.()
}

export function hold(by: 'pointer' | 'focus', id?: number): void {
  if (id === undefined) delete held[by]
  else held[by] = id
  run()
}

/** All clocks stand or all go. */
function run(): void {
  const isHeld = Object.keys(held).length > 0
  for (const [id, clock] of clocks) {
    if (isHeld === (clock.timer === undefined)) continue
    if (isHeld) {
      clearTimeout(clock.timer)
      delete clock.timer
      clock.leftMs = Math.max(atLeastMs, clock.leftMs - (Date.now() - clock.since))
    } else {
      clock.since = Date.now()
      clock.timer = setTimeout(() => dismissToast(id), clock.leftMs)
    }
  }
}
