import { signal } from '@preact/signals'
import type { Me } from '../../shared/contracts/accounts.ts'
import type { Host } from '../host.ts'
import type { Pod } from '../pod.ts'
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

type InView = Pick<Pod, 'me' | 'router'> & { host: Pick<Host, 'ticket' | 'recall' | 'remember'> }

/** The case of the person in view on the ticket in view; null also while either is not known. */
export function caseInView({ host, me }: Omit<InView, 'router'>): string | null {
  const ticketId = host.ticket.value
  return me.value && ticketId ? caseOn(placeOf(me.value, ticketId), host) : null
}

/** Where a tab goes on with what is in view here: its case, else its ticket. */
export function pathOnward(pod: InView): string {
  const session_id = caseInView(pod)
  if (session_id) return pod.router.pathOf({ screen: 'case', session_id })
  const ticket = pod.host.ticket.value
  return pod.router.pathOf({ screen: 'new', ...(ticket ? { query: { ticket } } : {}) })
}

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
