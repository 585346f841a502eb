import type { BoardRights, BoardRightsChange } from '../../shared/contracts/boards.ts'
import type { TicketContext, TicketSummary } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { findBoardRights, mergeBoardRights, opensAllBoards, withCase } from './board-queries.ts'

const all: BoardRights = { viewer: null, engineer: null, admin: null }

export function readBoardRights(ctx: Ctx): Promise<BoardRights> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => ({ ...all, ...(await findBoardRights(sql)) }))
}

/** Sets which boards a role opens. Nobody widens the own role: admins are set by owners. */
export function changeBoardRights(ctx: Ctx, change: BoardRightsChange): Promise<BoardRights> {
  may(ctx, change.admin === undefined ? 'administer' : 'own')
  return tx(ctx, async (sql) => {
    const before = { ...all, ...(await findBoardRights(sql)) }
    const after = { ...all, ...(await mergeBoardRights(sql, change)) }
    await record(sql, ctx, {
      action: 'account.boards_changed',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'done',
      detail: { before, after },
    })
    return after
  })
}

/** Ids of the boards that this person opens; null: all. `rights`: where they were read already. */
export async function openBoards(ctx: Ctx, rights?: Partial<BoardRights>): Promise<string[] | null> {
  const { role } = ctx.user
  if (opensAllBoards(ctx) || role === 'owner') return null
  return (rights ?? (await tx(ctx, findBoardRights)))[role] ?? null
}

/** A viewer looks at what is worked on; nobody opens a ticket of a board that is closed to the role. */
export async function mayOpenRead(
  ctx: Ctx,
  { ticket }: TicketContext,
  rights?: Partial<BoardRights>,
): Promise<void> {
  if (ctx.surface === 'pod') return
  if (ctx.user.role === 'viewer' && !(await tx(ctx, (sql) => withCase(sql, [ticket.id]))).has(ticket.id))
    throw new Problem('not_your_ticket', 'Viewers see tickets that have a case. This one has none.')
  const boards = await openBoards(ctx, rights)
  if (boards && !boards.includes(ticket.board?.id ?? '')) throw new Problem('not_your_ticket', closedBoard)
}

export const closedBoard = 'The board of this ticket is not open to your role. An admin can change that.'

/** Of these tickets those that this person may open. */
export async function openOnes(ctx: Ctx, tickets: readonly TicketSummary[]): Promise<TicketSummary[]> {
  const boards = await openBoards(ctx)
  const open = tickets.filter(({ board_id }) => !boards || boards.includes(board_id ?? ''))
  if (ctx.user.role !== 'viewer' || open.length === 0) return open
  const known = await tx(ctx, (sql) =>
    withCase(
      sql,
      open.map(({ id }) => id),
    ),
  )
  return open.filter(({ id }) => known.has(id))
}

/** What of its neighbours a ticket's model and case hear of: those of its own board, whoever asks. */
export function relatedOnBoard({ ticket, related }: TicketContext): TicketSummary[] {
  return related.filter(({ board_id }) => board_id != null && board_id === ticket.board?.id)
}
