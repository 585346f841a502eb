import { type ReadonlySignal, signal } from '@preact/signals'
import type { TicketCard } from '../../shared/contracts/tickets.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

export type TicketState =
  | { kind: 'loading'; since: number }
  | { kind: 'ready'; card: TicketCard }
  /** The PSA or the line to it is away: the case can start from typed details. */
  | { kind: 'away'; problem: ApiProblem | null }
  | { kind: 'refused'; problem: ApiProblem }

export type TicketModel = {
  state: ReadonlySignal<TicketState>
  load(fresh?: boolean): Promise<void>
  /** Reads it, and again when it or its case changes. The answer stops. */
  follow(): () => void
  stop(): void
}

const refusedCodes = new Set(['not_your_ticket', 'ticket_not_found', 'not_found', 'not_allowed'])

/** One ticket as the PSA has it now, and the case that is open on it. */
export function createTicketModel({ api, live }: Pick<Pod, 'api' | 'live'>, ticketId: string): TicketModel {
  const state = signal<TicketState>({ kind: 'loading', since: Date.now() })
  /** Cases that changed and were not the one on this ticket. */
  const elsewhere = new Set<string>()
  let reading = new AbortController()

  const load = async (fresh = false) => {
    reading.abort()
    reading = new AbortController()
    const { signal: abort } = reading
    if (state.value.kind !== 'ready') state.value = { kind: 'loading', since: Date.now() }
    try {
      const asked = { param: { id: ticketId }, query: fresh ? ({ fresh: 'true' } as const) : {} }
      const call = api.client.psa.tickets[':id'].$get(asked, { init: { signal: abort } })
      state.value = { kind: 'ready', card: await bodyOf(call) }
    } catch (error) {
      if (abort.aborted || state.value.kind === 'ready') return
      const problem = asProblem(error)
      state.value = refusedCodes.has(problem.code) ? { kind: 'refused', problem } : { kind: 'away', problem }
    }
  }
  const openCase = () => (state.value.kind === 'ready' ? state.value.card.open_session?.id : undefined)
  const isOfTicket = (event: { ticket_id: string } | { session_id: string }) => {
    if ('ticket_id' in event) return event.ticket_id === ticketId
    const open = openCase()
    return open ? event.session_id === open : !elsewhere.has(event.session_id)
  }
  return {
    state,
    load,
    follow: () => {
      void load()
      const renew = async (events: readonly object[] | null) => {
        await load()
        for (const event of events ?? [])
          if ('session_id' in event && event.session_id !== openCase()) elsewhere.add(`${event.session_id}`)
      }
      return live.follow(['ticket.changed', 'session.changed'], renew, { when: isOfTicket })
    },
    stop: () => {
      reading.abort()
      if (state.value.kind === 'loading') state.value = { kind: 'away', problem: null }
    },
  }
}
