/** A note as the simulator holds it, whoever may read it. `author`: the member's identifier or the contact's address. */
export type SimulatorNote = {
  id: number
  text: string
  author: string
  internalAnalysisFlag: boolean
  detailDescriptionFlag: boolean
  resolutionFlag: boolean
}

/** What stands in the simulator's ticket, asked of the simulator itself. */
export async function notesOf(simulator: string, ticketId: string): Promise<SimulatorNote[]> {
  const { notes } = await askSimulator<{ notes: SimulatorNote[] }>(simulator, `notes?ticket_id=${ticketId}`)
  return notes
}

/** How many notes of the ticket carry our reference `tag`. */
export async function notesTagged(simulator: string, ticketId: string, tag: string): Promise<number> {
  return (await notesOf(simulator, ticketId)).filter(({ text }) => text.includes(`FP-${tag}`)).length
}

export async function mailsOf(simulator: string, ticketId: string): Promise<{ to: string; text: string }[]> {
  const path = `mails?ticket_id=${ticketId}`
  return (await askSimulator<{ mails: { to: string; text: string }[] }>(simulator, path)).mails
}

export type Fault = {
  kind: string
  times?: number
  match?: { method?: string; path?: string }
  after_commit?: boolean
  delay_ms?: number
  status?: number
  retry_after?: number
}
export const whenPosted = { method: 'POST', path: '/notes' }

export async function setFault(simulator: string, fault: Fault): Promise<void> {
  await askSimulator(simulator, 'faults', { method: 'POST', body: fault })
}

export async function clearFaults(simulator: string): Promise<void> {
  await askSimulator(simulator, 'faults', { method: 'DELETE' })
}

export type MemberSession = {
  company_id: string
  member_id: string
  member_hash: string
  member_context: string
}

/** What ConnectWise's screen would hand a pod about the member that is signed in there. */
export function memberSession(simulator: string, company: string, member: string): Promise<MemberSession> {
  return askSimulator(simulator, 'member-session', { method: 'POST', body: { company, member } })
}

async function askSimulator<T>(
  simulator: string,
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<T> {
  const response = await fetch(`${simulator}/__simulator/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`The simulator said no: ${method} ${path}: ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}
