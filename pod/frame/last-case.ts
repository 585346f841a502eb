import { signal } from '@preact/signals'
import type { Me } from '../../shared/contracts/accounts.ts'
import type { Remembering } from '../ui/remember.ts'

const maxKept = 100
const opened = signal<ReadonlyMap<string, string>>(new Map())

export const placeOf = (me: Me, ticketId: string) => `${me.user.id}.${ticketId}`

const left = new Set<string>()

/** A person went back from the case to its ticket: it is not opened for them again by itself. */
export function leaveCase(place: string, store: Remembering): void {
  left.add(place)
  rememberCase(place, null, store)
}

export const wasLeft = (place: string): boolean => left.has(place)

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
