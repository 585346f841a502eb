import type { PsaMember, PsaNamed, PsaStatus } from '../provider.ts'
import type { Client } from './client.ts'
import { idValue } from './conditions.ts'
import { HttpFailure } from './errors.ts'
import { mapMember, mapStatus, named } from './map.ts'
import { wireBoard, wireMember, wireStatus } from './wire.ts'

const pageSize = 1000
const memberPages = 10

export async function readBoards(client: Client, signal: AbortSignal): Promise<PsaNamed[]> {
  const query = { pageSize: String(pageSize) }
  const { rows } = await client.readPage(wireBoard, { path: '/service/boards', query, signal })
  return rows.filter((row) => !row.inactiveFlag && !row.projectFlag).flatMap((row) => named(row) ?? [])
}

export async function readStatuses(
  client: Client,
  boardId: string,
  signal: AbortSignal,
): Promise<PsaStatus[]> {
  const { rows } = await client.readPage(wireStatus, {
    path: '/service/boards/{board_id}/statuses',
    params: { board_id: idValue(boardId) },
    query: { pageSize: String(pageSize) },
    signal,
  })
  return rows.filter((row) => !row.inactive).flatMap((row) => mapStatus(row) ?? [])
}

/** The light list needs fewer rights than the full one and holds the address too. */
export async function readMembers(client: Client, signal: AbortSignal): Promise<PsaMember[]> {
  try {
    return await membersAt(client, '/system/members', signal)
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.status !== 403) throw error
    return membersAt(client, '/system/info/members', signal)
  }
}

async function membersAt(client: Client, path: string, signal: AbortSignal): Promise<PsaMember[]> {
  const members: PsaMember[] = []
  for (let page = 1; page <= memberPages; page++) {
    const query = { pageSize: String(pageSize), page: String(page), orderBy: 'id asc' }
    const { rows, next } = await client.readPage(wireMember, { path, query, signal })
    members.push(...rows.map(mapMember))
    if (!(next ?? rows.length >= pageSize) || rows.length === 0) break
  }
  return members.filter((member) => member.identifier !== '')
}
