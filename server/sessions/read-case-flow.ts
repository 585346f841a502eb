import type { CaseFlow, Flow } from '../../shared/contracts/flows.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { isGeneral } from '../flows/general.ts'
import { knownFlow } from '../flows/leading.ts'
import { findVersion } from '../flows/queries.ts'
import { headOf } from '../flows/read-flows.ts'
import { signsIn } from '../language/match-flow.ts'
import { firstWords } from '../tickets/first-words.ts'
import { readable } from './load-session.ts'
import type { SessionRow } from './queries.ts'
import { messageWords } from './step-queries.ts'
import { ticketSnapshot } from './turn-queries.ts'

const textCharacters = 4_000
const messagesAtMost = 20
const wordsAtMost = 12

/** Which flow leads a case, where the case stands in it, and which of its words speak for it. */
export function readCaseFlow(ctx: Ctx, sessionId: string): Promise<CaseFlow> {
  return tx(ctx, async (sql) => {
    const session = await readable(ctx, sql, sessionId)
    const { id, title, psa_ticket_id, state_version } = session
    return { session_id: id, title, psa_ticket_id, state_version, walks: await walkOf(ctx, sql, session) }
  })
}

async function walkOf(ctx: Ctx, sql: TransactionSql, session: SessionRow): Promise<CaseFlow['walks']> {
  const { flow_id, flow_place: place } = session
  if (!flow_id || !place) return null
  const [flow, version] = await Promise.all([knownFlow(ctx, sql, flow_id), findVersion(sql, flow_id)])
  if (!flow || !version) return null
  const head = await headOf(sql, flow.key)
  return {
    ...version,
    leads_new: head?.id === flow_id && !head.off,
    flow,
    place,
    words: isGeneral(flow) ? [] : await wordsFor(sql, session, flow),
  }
}

/** Each word once, where it weighs most: the title before the ticket, the ticket before what was written. */
async function wordsFor(sql: TransactionSql, session: SessionRow, flow: Flow) {
  const [ticket, said] = await Promise.all([
    ticketSnapshot(sql, session),
    messageWords(sql, session.id, messagesAtMost),
  ])
  const texts = [
    { in: 'title' as const, text: session.title },
    { in: 'ticket' as const, text: ticket ? firstWords(ticket) : '' },
    { in: 'messages' as const, text: said.join('\n') },
  ]
  const found = texts.flatMap(({ in: place, text }) =>
    signsIn(flow, text.slice(0, textCharacters)).map((word) => ({ word, in: place })),
  )
  return found
    .filter(({ word }, at) => found.findIndex((other) => other.word === word) === at)
    .slice(0, wordsAtMost)
}
