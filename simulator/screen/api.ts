import type { TicketRow, TicketScreenData } from '../screen-views.ts'

const requestLimitMs = 10_000

export interface MemberChoice {
  company: string
  company_name: string
  identifier: string
  name: string
  title: string
  email: string
}

export interface PodSetup {
  id: number
  description: string
  url: string
  origin: string
  pod_height: number
}

export interface TicketChanges {
  summary: string
  status_id: number
  priority_id: number
}

export interface NoteInput {
  text: string
  author: 'contact' | 'member'
  placement: 'discussion' | 'internal' | 'resolution'
}

/** The simulator said no, in a sentence that can be shown. */
export class Refused extends Error {}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(requestLimitMs),
  }).catch(() => {
    throw new Refused('The simulator does not answer.')
  })
  if (response.status === 204) return undefined as T
  const data = await response.json().catch(() => ({}))
  if (!response.ok)
    throw new Refused(typeof data.message === 'string' ? data.message : 'The simulator refused this.')
  return data as T
}

export const getMe = () =>
  ask<{ member: MemberChoice | null; choices: MemberChoice[] }>('GET', '/__screen-api/me')
export const login = (company: string, member: string) =>
  ask<void>('POST', '/__screen-api/login', { company, member })
export const logout = () => ask<void>('POST', '/__screen-api/logout')
export const getPods = () => ask<{ pods: PodSetup[] }>('GET', '/__screen-api/pods')
export const getAuthentication = () =>
  ask<Record<string, string>>('GET', '/__screen-api/member-authentication')
export const getBoard = () => ask<{ rows: TicketRow[] }>('GET', '/__screen-api/board')
export const getTicket = (id: number) => ask<TicketScreenData>('GET', `/__screen-api/tickets/${id}`)
export const getRevision = (id: number) =>
  ask<{ revision: number }>('GET', `/__screen-api/tickets/${id}/revision`)
export const saveTicket = (id: number, changes: TicketChanges) =>
  ask<TicketScreenData>('PATCH', `/__screen-api/tickets/${id}`, changes)
export const postNote = (id: number, note: NoteInput) =>
  ask<TicketScreenData>('POST', `/__screen-api/tickets/${id}/notes`, note)

export interface ActiveFault {
  id: number
  label?: string
  kind: string
  struck: number
  left: number | null
}

export interface SeenRequest {
  at: string
  method: string
  path: string
  status: number
}

export const getFaults = () =>
  ask<{ faults: ActiveFault[]; pending_commits: number }>('GET', '/__simulator/faults')
export const setFault = (fault: Record<string, unknown>) =>
  ask<ActiveFault>('POST', '/__simulator/faults', fault)
export const clearFault = (id?: number) =>
  ask<void>('DELETE', id === undefined ? '/__simulator/faults' : `/__simulator/faults/${id}`)
export const getRequests = () =>
  ask<{ count: number; requests: SeenRequest[] }>('GET', '/__simulator/requests')
export const resetData = () => ask<void>('POST', '/__simulator/reset')
