import { signal } from '@preact/signals'
import type { Remembering } from './ui/remember.ts'

const maxKept = 100
const opened = signal<ReadonlyMap<string, string>>(new Map())

/** The case a person last saw on a ticket (`place`: user and ticket), so that coming back or reloading shows it at once. */
export function caseOn(place: string, store: Remembering): string | null {
  return opened.value.get(place) ?? (store.recall(`case.${place}`) || null)
}

export function rememberCase(place: string, sessionId: string | null, store: Remembering): void {
  const next = new Map(opened.value)
  next.delete(place)
  if (sessionId) next.set(place, sessionId)
  for (const oldest of next.keys()) {
    if (next.size <= maxKept) break
    next.delete(oldest)
  }
  opened.value = next
  store.remember(`case.${place}`, sessionId ?? '')
}
