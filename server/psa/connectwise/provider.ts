import { Problem, type ProblemCode } from '../../../shared/problems.ts'
import type { Limiter } from '../limiter.ts'
import type { PsaProvider } from '../provider.ts'
import { ticketUrl } from './address.ts'
import { assign } from './assign.ts'
import { changeStatus } from './change-ticket.ts'
import { type ClientInput, createClient } from './client.ts'
import { readContext, readTicketState } from './context.ts'
import { HttpFailure, readProblem } from './errors.ts'
import { readBoards, readMembers, readStatuses } from './lists.ts'
import { memberSeesTicket, verifyMember } from './member.ts'
import { readNote, readNotes } from './notes.ts'
import { ping, probeKeys } from './outcomes.ts'
import { registerPod } from './pod.ts'
import { testConnection, tryKeys } from './rights.ts'
import { createTypeId, readAllResources } from './schedule.ts'
import { searchTickets } from './search.ts'
import { createTimeEntry, readMemberTime, readTimeEntries, readTimeEntry, readWorkTypes } from './time.ts'
import { createNote, deleteNote } from './write-note.ts'

const callLimitMs = 30_000

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Problem && error.code === 'ticket_not_found') return null
    throw error
  }
}

/** ConnectWise PSA through one connection. What each method does and throws is told by the contract. */
export function createConnectWise(input: ClientInput & { signIns: Limiter }): PsaProvider {
  const client = createClient(input)
  /** With its own line and its own pauses: who knocks at the door holds up nobody inside. */
  const door = createClient({ ...input, limiter: input.signIns })
  const typeId = createTypeId(client, input)
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
    note: (ticketId, noteId) =>
      orNull(ofTicket(ticketId, (until) => readNote(client, ticketId, noteId, until))),
    search: (typed, scope) => reading((until) => searchTickets(client, typed, scope, until)),
    boards: () => reading((until) => readBoards(client, until)),
    statuses: (boardId) => reading((until) => readStatuses(client, boardId, until), 'not_found'),
    members: () => reading((until) => readMembers(client, until)),
    createNote: (order, signal) => createNote(client, order, signal),
    deleteNote: (ticketId, noteId, signal) => deleteNote(client, ticketId, noteId, signal),
    createTimeEntry: (order, signal) => createTimeEntry(client, order, signal),
    timeEntry: (id) => orNull(reading((until) => readTimeEntry(client, id, until), 'ticket_not_found')),
    timeEntries: (id) => ofTicket(id, (until) => readTimeEntries(client, id, until)),
    memberTime: (identifier, span) => reading((until) => readMemberTime(client, identifier, span, until)),
    workTypes: () => reading((until) => readWorkTypes(client, until)),
    changeStatus: (order, signal) => changeStatus(client, order, signal),
    assign: (order, signal) => assign(client, order, typeId, signal),
    resources: (id) =>
      ofTicket(id, async (until) => readAllResources(client, id, await typeId(until), until)),
    ping: () => reading(() => ping(client)),
    tryKeys: () => tryKeys(client),
    test: () => reading((until) => testConnection(client, until)),
    ticketUrl: (ticketId) => ticketUrl(site_url, ticketId),
    pod: {
      verifyMember: (claim, order) => reading(() => verifyMember(door, claim, company_id, order)),
      memberSeesTicket: (claim, ticketId) =>
        reading(() => memberSeesTicket(door, claim, company_id, ticketId)),
      register: (pod, insteadOf) => reading((until) => registerPod(client, pod, insteadOf, until)),
    },
  }
}
