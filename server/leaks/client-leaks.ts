import type { Leak } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { knownFlow } from '../flows/leading.ts'
import { leaksOf } from '../redact/leaks.ts'
import { listsOf } from './case-lists.ts'
import { findSpots } from './find-spots.ts'
import { caseWords } from './queries.ts'

declare const cleared: unique symbol
/** A text for a client of which everything that was found was taken out or let out by a person. Made here alone. */
export type ClearedText = string & { readonly [cleared]: true }

/** What of a text should not reach its client, in order and without overlap: secrets first, then what the case knows. */
export async function clientLeaks(ctx: Ctx, text: string, sessionId: string): Promise<Leak[]> {
  const { known, flow } = await tx(ctx, async (sql) => {
    const known = await caseWords(sql, sessionId)
    if (!known) throw new Problem('not_found')
    return { known, flow: known.flow_id ? await knownFlow(ctx, sql, known.flow_id) : undefined }
  })
  const secrets = await leaksOf(ctx, text)
  const spots = findSpots(text, listsOf(known, flow, ctx.user.id), secrets)
  const { keys } = ctx.world
  const named = spots.map(async (spot) => ({
    id: await keys.keyedHash(
      'leak',
      ctx.account_id,
      `${spot.kind} ${spot.what} ${text.slice(spot.start, spot.end)}`,
    ),
    ...spot,
  }))
  return [...secrets, ...(await Promise.all(named))].toSorted((a, b) => a.start - b.start)
}

type Place = { session_id: string; accepted_leaks?: readonly string[] | undefined }

/** The one door for words to a client: what is found in them, and the text as it may go once nothing is open. */
export async function lookForClient(ctx: Ctx, text: string, { session_id, accepted_leaks = [] }: Place) {
  const leaks = await clientLeaks(ctx, text, session_id)
  const isAccepted = ({ id }: Leak) => accepted_leaks.includes(id)
  const open = leaks.filter((leak) => !isAccepted(leak))
  return {
    accepted: leaks.filter(isAccepted).map(({ kind, what, start, end }) => ({ kind, what, start, end })),
    /** Throws while something is open. `field`: where in the request it stands, if there are several. */
    cleared(field?: string): ClearedText {
      if (open.length > 0)
        throw new Problem('leaks_open', undefined, {
          extra: { leaks: open.map((leak) => (field ? { ...leak, field } : leak)) },
        })
      return text as ClearedText
    },
  }
}
