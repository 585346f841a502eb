import * as v from 'valibot'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PsaNamed, PsaStatus } from '../psa/provider.ts'
import { within } from '../within.ts'
import { dropOldLists, findKeptList, keepList, listsAreYoung, type WhichList } from './kept-list-queries.ts'
import { type Connected, providerFor } from './provider-for.ts'

/** What a PSA offers to choose from. `as_of`: when it said so, where it is away or slow now; null: just now. */
export type Offered<T> = { items: T[]; as_of: string | null }

const mostItems = 1_000
const mostCharacters = 200_000
const mostStatusLists = 200
const learnAgainSeconds = 3_600
/** Somebody waits for the list: after this, the one that was kept is shown while the reading goes on. */
const readWithinMs = 2_500

const named = v.object({ id: v.string(), name: v.string() })
const boardsList: WhichList = { kind: 'boards', board_id: '' }
const workTypesList: WhichList = { kind: 'work_types', board_id: '' }
const statusesList = (board_id: string): WhichList => ({ kind: 'statuses', board_id })
const status = v.object({ ...named.entries, closed: v.boolean() })

/** Boards of the PSA, as it says now or last said. */
export const boardsOf = (ctx: Ctx, connected: Connected): Promise<Offered<PsaNamed>> =>
  offered(ctx, connected, boardsList, { item: named, read: () => connected.provider.boards() })

/** The same of what hours can be booked as. */
export const workTypesOf = (ctx: Ctx, connected: Connected): Promise<Offered<PsaNamed>> =>
  offered(ctx, connected, workTypesList, { item: named, read: () => connected.provider.workTypes() })

/** The same of the statuses of one board. */
export const statusesOf = (ctx: Ctx, connected: Connected, boardId: string): Promise<Offered<PsaStatus>> =>
  offered(ctx, connected, statusesList(boardId), {
    item: status,
    read: () => connected.provider.statuses(boardId),
  })

/** Work types as they were last read, without asking; null where they never were. */
export async function keptWorkTypes(sql: TransactionSql, connectionId: string): Promise<PsaNamed[] | null> {
  return (await kept(sql, connectionId, workTypesList, named))?.items ?? null
}

/** The same of the statuses of one board. */
export async function keptStatuses(
  sql: TransactionSql,
  connectionId: string,
  boardId: string,
): Promise<PsaStatus[] | null> {
  return (await kept(sql, connectionId, statusesList(boardId), status))?.items ?? null
}

/** Has what a case will be closed with read beside its beginning, so that it is known when the PSA is away later. */
export function learnLists(ctx: Ctx, connectionId: string, boardId: string | null): void {
  ctx.world.background.run('lists of a PSA', learn(ctx, connectionId, boardId))
}

async function learn(ctx: Ctx, connectionId: string, boardId: string | null): Promise<void> {
  const wanted = [workTypesList, ...(boardId ? [statusesList(boardId)] : [])]
  if (await tx(ctx, (sql) => listsAreYoung(sql, connectionId, wanted, learnAgainSeconds))) return
  try {
    const connected = await providerFor(ctx, connectionId)
    await workTypesOf(ctx, connected)
    if (boardId) await statusesOf(ctx, connected, boardId)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
}

type Reading<T> = { item: v.GenericSchema<unknown, T>; read: () => Promise<T[]> }

async function offered<T extends object>(
  ctx: Ctx,
  { connection }: Connected,
  which: WhichList,
  { item, read }: Reading<T>,
): Promise<Offered<T>> {
  const known = () => tx(ctx, (sql) => kept(sql, connection.id, which, item))
  const reading = readAndKeep(ctx, connection, which, read)
  try {
    const items = await within(reading, readWithinMs)
    return (items === null && (await known())) || { items: items ?? (await reading), as_of: null }
  } catch (error) {
    const old = isAway(error) && (await known())
    if (!old) throw error
    return old
  }
}

async function readAndKeep<T extends object>(
  ctx: Ctx,
  connection: Connected['connection'],
  which: WhichList,
  read: () => Promise<T[]>,
): Promise<T[]> {
  const askedAt = performance.now()
  const items = await read()
  if (isSmall(items)) await keep(ctx, connection, { ...which, items, askedAt })
  return items
}

/** What it refuses or does not know any more is no list, whatever it said before. */
const isAway = (error: unknown) =>
  error instanceof Problem && ['psa_unavailable', 'psa_busy', 'psa_keys_refused'].includes(error.code)

const isSmall = (items: readonly object[]) =>
  items.length <= mostItems && JSON.stringify(items).length <= mostCharacters

type ToKeep = WhichList & { items: readonly object[]; askedAt: number }

const keep = (ctx: Ctx, connection: Connected['connection'], { askedAt, ...list }: ToKeep) =>
  tx(ctx, async (sql) => {
    await keepList(sql, connection, { ...list, age_s: (performance.now() - askedAt) / 1000 })
    if (list.kind === 'statuses') await dropOldLists(sql, connection.id, mostStatusLists)
  })

async function kept<T>(
  sql: TransactionSql,
  connectionId: string,
  which: WhichList,
  item: v.GenericSchema<unknown, T>,
): Promise<Offered<T> | null> {
  const row = await findKeptList(sql, connectionId, which)
  const items = v.safeParse(v.array(item), row?.items)
  return row && items.success ? { items: items.output, as_of: row.fetched_at } : null
}
