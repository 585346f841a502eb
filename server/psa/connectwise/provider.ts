import { Problem, type ProblemCode } from '../../../shared/problems.ts'
import type { PsaProvider } from '../provider.ts'
import { ticketUrl } from './address.ts'
import { type ClientInput, createClient } from './client.ts'
import { readContext, readTicketState } from './context.ts'
import { HttpFailure, readProblem } from './errors.ts'
import { readBoards, readMembers, readStatuses } from './lists.ts'
import { memberSeesTicket, verifyMember } from './member.ts'
import { readNote, readNotes } from './notes.ts'
import { registerPod } from './pod.ts'
import { testConnection } from './rights.ts'
import { searchTickets } from './search.ts'
import { createNote, deleteNote, ping, probeKeys } from './write.ts'

const callLimitMs = 30_000

/** ConnectWise PSA through one connection. What each method does and throws is told by the contract. */
export function createConnectWise(input: ClientInput): PsaProvider {
  const client = createClient(input)
  const { site_url, company_id } = input.connection

  /** Runs a read to its deadline; failures come out as Problems, a 404 as `missing` where the keys do work. */
  async function reading<T>(
    work: (until: AbortSignal) => Promise<T>,
    missing: ProblemCode = 'psa_refused',
  ): Promise<T> {
    try {
      return await work(AbortSignal.timeout(callLimitMs))
    } catch (error) {
      if (!(error instanceof HttpFailure) || error.status !== 404) throw readProblem(error)
      const keys = await probeKeys(client)
      if (keys === 'work') throw new Problem(missing, undefined, { cause: error })
      throw new Problem(keys === 'refused' ? 'psa_keys_refused' : 'psa_unavailable', undefined, {
        cause: error,
      })
    }
  }

  async function ofTicket<T>(ticketId: string, work: (until: AbortSignal) => Promise<T>): Promise<T> {
    if (!/^\d{1,10}$/.test(ticketId)) throw new Problem('ticket_not_found')
    return reading(work, 'ticket_not_found')
  }

  return {
    ticketState: (id) => ofTicket(id, (until) => readTicketState(client, id, until)),
    context: (id) =>
      ofTicket(id, (signal) => readContext({ client, ticketId: id, siteUrl: site_url, signal })),
    notes: (id) => ofTicket(id, (until) => readNotes(client, id, until)),
    note: async (ticketId, noteId) => {
      try {
        return await ofTicket(ticketId, (until) => readNote(client, ticketId, noteId, until))
      } catch (error) {
        if (error instanceof Problem && error.code === 'ticket_not_found') return null
        throw error
      }
    },
    search: (typed, memberIdentifier) =>
      reading((until) => searchTickets(client, typed, memberIdentifier, until)),
    boards: () => reading((until) => readBoards(client, until)),
    statuses: (boardId) => reading((until) => readStatuses(client, boardId, until), 'not_found'),
    members: () => reading((until) => readMembers(client, until)),
    createNote: (order, signal) => createNote(client, order, signal),
    deleteNote: (ticketId, noteId, signal) => deleteNote(client, ticketId, noteId, signal),
    ping: () => reading(() => ping(client)),
    verifyMember: (claim) => reading(() => verifyMember(client, claim, company_id)),
    memberSeesTicket: (claim, ticketId) =>
      reading(() => memberSeesTicket(client, claim, company_id, ticketId)),
    test: () => reading((until) => testConnection(client, until)),
    registerPod: (pod) => reading((until) => registerPod(client, pod, until)),
    ticketUrl: (ticketId) => ticketUrl(site_url, ticketId),
  }
}
