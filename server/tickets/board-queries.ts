import type { PendingQuery, Row } from 'postgres'
import type { BoardRights } from '../../shared/contracts/boards.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'

type Who = Pick<Ctx, 'user' | 'surface'>

/** A pod opens what the PSA shows its member, an owner everything. */
export const opensAllBoards = ({ user, surface }: Who): boolean => surface === 'pod' || user.role === 'owner'

/**
 * Of a case `s`: its ticket stands on a board that this person opens. Whose board nobody has read yet is open to those
 * who began it or work it.
 */
export function onOpenBoard(sql: TransactionSql, who: Who): PendingQuery<Row[]> {
  if (opensAllBoards(who)) return sql`true`
  const { id, role } = who.user
  return onBoardOf(sql, { id: sql`${id}::uuid`, role: sql`${role}::text` })
}

/** The same for a person whose id and role stand in the statement. */
export function onBoardOf(
  sql: TransactionSql,
  { id, role }: { id: PendingQuery<Row[]>; role: PendingQuery<Row[]> },
): PendingQuery<Row[]> {
  const boards = sql`(select a.board_rights -> ${role} from accounts a)`
  return sql`(s.psa_ticket_id is null
    or jsonb_typeof(coalesce(${boards}, 'null')) = 'null'
    or case when s.psa_board_id is null then s.user_id = ${id} or s.current_handler_id = ${id}
      else jsonb_exists(${boards}, s.psa_board_id) end)`
}

export async function opensCase(sql: TransactionSql, who: Who, sessionId: string): Promise<boolean> {
  if (opensAllBoards(who)) return true
  const found = await sql`select from ai_sessions s where s.id = ${sessionId} and ${onOpenBoard(sql, who)}`
  return found.length > 0
}

export async function findBoardRights(sql: TransactionSql): Promise<Partial<BoardRights>> {
  const [row] = await sql<{ board_rights: Partial<BoardRights> }[]>`select board_rights from accounts`
  return row?.board_rights ?? {}
}

/** Merged in the database, so that two who set different roles both keep theirs. */
export async function mergeBoardRights(
  sql: TransactionSql,
  change: Partial<BoardRights>,
): Promise<Partial<BoardRights>> {
  const [row] = await sql<{ board_rights: Partial<BoardRights> }[]>`
    update accounts set board_rights = board_rights || ${sql.json(change)} returning board_rights`
  return row?.board_rights ?? {}
}

/** Of these tickets those that have a case, open or not. */
export async function withCase(sql: TransactionSql, ticketIds: string[]): Promise<Set<string>> {
  const rows = await sql<{ ticket_id: string }[]>`
    select distinct psa_ticket_id as ticket_id from ai_sessions where psa_ticket_id = any(${ticketIds})`
  return new Set(rows.map(({ ticket_id }) => ticket_id))
}
