import type * as v from 'valibot'
import type { Client } from './client.ts'
import { BadAnswer, HttpFailure } from './errors.ts'

const rowLimit = 5_000
/** A page of long texts can pass the limit of a body; then the pages are read again in small ones. */
const pageSizes = [250, 25]
/** Without an order only one page is sure to be whole, so it is as large as ConnectWise makes them. */
const unorderedPageSizes = [1000, 250, 25]

/** `complete` is false where a limit stopped the reading, or where pages without an order may overlap. */
export type Pages<T> = { rows: T[]; complete: boolean }
type List = { path: string; params: Record<string, string>; query?: Record<string, string> }

async function readPages<S extends v.GenericSchema>(
  client: Client,
  schema: S,
  list: List,
  { pageSize, ordered }: { pageSize: number; ordered: boolean },
  signal: AbortSignal,
): Promise<Pages<v.InferOutput<S>>> {
  const rows: v.InferOutput<S>[] = []
  for (let page = 1; page <= Math.ceil(rowLimit / pageSize); page++) {
    const order: Record<string, string> = ordered ? { orderBy: 'id asc' } : {}
    const query = { ...list.query, ...order, pageSize: String(pageSize), page: String(page) }
    const answer = await client.readPage(schema, { ...list, query, signal })
    rows.push(...answer.rows)
    // The server may cap the page below what was asked, so a named next page counts more than a short one.
    const more = answer.next ?? answer.rows.length >= pageSize
    if (!more || answer.rows.length === 0) return { rows, complete: ordered || page === 1 }
  }
  return { rows: rows.slice(0, rowLimit), complete: false }
}

/** A list over all its pages. Some servers refuse an order for some lists: then they are asked again without one. */
export async function readList<S extends v.GenericSchema>(
  client: Client,
  schema: S,
  list: List,
  signal: AbortSignal,
) {
  try {
    return await readSized(client, schema, list, true, signal)
  } catch (error) {
    if (!(error instanceof HttpFailure && error.status === 400)) throw error
    return readSized(client, schema, list, false, signal)
  }
}

async function readSized<S extends v.GenericSchema>(
  client: Client,
  schema: S,
  list: List,
  ordered: boolean,
  signal: AbortSignal,
) {
  const sizes = ordered ? pageSizes : unorderedPageSizes
  for (const pageSize of sizes)
    try {
      return await readPages(client, schema, list, { pageSize, ordered }, signal)
    } catch (error) {
      const smaller = error instanceof BadAnswer && error.too_large && pageSize !== sizes.at(-1)
      if (!smaller) throw error
    }
  throw new BadAnswer(200, 'This list of ConnectWise is too large to read.')
}
