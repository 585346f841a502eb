import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Fork } from '../../shared/contracts/forks.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { CitedNote, Step } from '../../shared/contracts/sessions.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { type PolicyRow, policyOf } from '../ai-policy/queries.ts'
import type { Ctx } from '../ctx.ts'
import { type Fragment, listOf, rowOf, withInstants } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelTurn } from '../model/gateway.ts'
import { onOpenBoard } from '../tickets/board-queries.ts'
import { type CauseRow, causesOf } from './cause-queries.ts'
import { type FactRow, factsOf, removedFactsOf } from './fact-queries.ts'
import { dismissedFixesOf, fixOf } from './fix-queries.ts'
import { forkFrom, forksOf } from './fork-queries.ts'
import { type HandoffRow, handoffFrom, handoffsOf } from './handoff-queries.ts'
import { type SessionRow, sessionOf } from './queries.ts'
import { questionsOf } from './question-queries.ts'
import { type ReminderRow, remindersOf } from './reminder-queries.ts'
import { type OpenMessage, replyByIntent, stepsOf, unansweredMessages } from './step-queries.ts'
import { removedTasksOf, type TaskRow, tasksOf } from './task-queries.ts'
import {
  addressesOf,
  historyOf,
  type TicketPart,
  type TurnRow,
  ticketPartOf,
  turnOf,
  updatesOf,
} from './turn-queries.ts'
import { type SessionViewRow, viewsOf } from './view-queries.ts'

/** Everything a case consists of, as it is stored. */
export type CaseRows = {
  row: SessionViewRow
  steps: Step[]
  tasks: TaskRow[]
  questions: Question[]
  facts: FactRow[]
  causes: CauseRow[]
  fix: Fix | null
  forks: Fork[]
  handoffs: HandoffRow[]
  updates: Update[]
  reminders: ReminderRow[]
  part: (TicketPart & { cited_notes: CitedNote[] }) | null
  addresses: { of_ticket: string[]; of_flow: string[] }
  policy: PolicyRow
}

/** `is_open`: the case's ticket stands on a board that this person opens. `write_rights`: as the account keeps them. */
export type ReadCase = CaseRows & { is_open: boolean; write_rights: unknown }

/** A case in one statement; undefined when there is none. */
export async function readCase(
  sql: TransactionSql,
  sessionId: string,
  who?: Pick<Ctx, 'user' | 'surface'>,
): Promise<ReadCase | undefined> {
  const [found] = await sql<ReadCase[]>`
    select ${caseColumns(sql, sessionId)}, ${who ? onOpenBoard(sql, who) : sql`true`} as is_open,
      (select write_rights from accounts) as write_rights
    from ai_sessions s where s.id = ${sessionId}`
  return found && { ...found, ...caseFrom(found) }
}

const caseColumns = (sql: TransactionSql, sessionId: string, cited: readonly string[] = []): Fragment => sql`
  ${rowOf(sql, viewsOf(sql, { session_id: sessionId, limit: 1 }))} as row,
  ${listOf(sql, stepsOf(sql, sessionId))} as steps,
  ${listOf(sql, tasksOf(sql, sessionId))} as tasks,
  ${listOf(sql, questionsOf(sql, sessionId))} as questions,
  ${listOf(sql, factsOf(sql, sessionId))} as facts,
  ${listOf(sql, causesOf(sql, sessionId))} as causes,
  ${rowOf(sql, fixOf(sql, sessionId))} as fix,
  ${listOf(sql, forksOf(sql, sessionId))} as forks,
  ${listOf(sql, handoffsOf(sql, sessionId))} as handoffs,
  ${listOf(sql, updatesOf(sql, sessionId))} as updates,
  ${listOf(sql, remindersOf(sql, sessionId))} as reminders,
  ${rowOf(sql, ticketPartOf(sql, sessionId, cited))} as part,
  ${rowOf(sql, addressesOf(sql, sessionId))} as addresses,
  ${rowOf(sql, policyOf(sql, sessionId))} as policy`

function caseFrom(found: CaseRows): CaseRows {
  return {
    row: withInstants(found.row),
    steps: found.steps.map(withInstants),
    tasks: found.tasks.map(withInstants),
    questions: found.questions.map(withInstants),
    facts: found.facts,
    causes: found.causes,
    fix: found.fix && withInstants(found.fix),
    forks: found.forks.map(forkFrom),
    handoffs: found.handoffs.map(handoffFrom),
    updates: found.updates.map(withInstants),
    reminders: found.reminders,
    part: found.part && withInstants(found.part),
    addresses: found.addresses,
    policy: found.policy,
  }
}

/** What taking a turn has to know; read after the lock of the case, not with it. */
export type TakeRead = CaseRows & {
  is_open: boolean
  session: SessionRow
  turn: TurnRow | null
  /** The reply that this very message has got or is getting. */
  known: string | null
  /** What people said since the last whole answer. */
  open: OpenMessage[]
  has_reply: boolean
  history: ModelTurn[]
  /** The ticket, where it was read since the model was told of it. */
  news: TicketContext | null
  next_seq: number
  /** When the transaction began, the time of all that it writes. */
  at: string
}

export async function readToTake(
  sql: TransactionSql,
  who: Pick<Ctx, 'user' | 'surface'>,
  sessionId: string,
  intentKey: string | null,
): Promise<TakeRead | undefined> {
  const [found] = await sql<TakeRead[]>`
    select ${caseColumns(sql, sessionId)}, ${onOpenBoard(sql, who)} as is_open,
      ${rowOf(sql, sessionOf(sql, sessionId))} as session,
      ${rowOf(sql, turnOf(sql, sessionId))} as turn,
      (${replyByIntent(sql, sessionId, intentKey)}) as known,
      ${listOf(sql, unansweredMessages(sql, sessionId))} as open,
      exists (select from ai_session_steps p
        where p.session_id = ${sessionId} and p.kind = 'reply' and p.state = 'complete') as has_reply,
      ${listOf(sql, historyOf(sql, sessionId))} as history,
      case when s.ticket_news_at is not null then (select t.context from ticket_snapshots t
        where t.connection_id = s.psa_connection_id and t.ticket_id = s.psa_ticket_id) end as news,
      s.next_seq, now() as at
    from ai_sessions s where s.id = ${sessionId}`
  return found && { ...found, ...caseFrom(found), session: withInstants(found.session) }
}

/** What ending a turn has to know; read after the lock of the case, not with it. */
export type EndRead = CaseRows & {
  session: SessionRow
  turn: TurnRow | null
  /** Texts that a person took away: the model does not bring them back. */
  removed_tasks: { text: string }[]
  removed_facts: { text: string }[]
  dismissed_fixes: { title: string }[]
  /** The row of the flow that leads from now on; null where it has none yet. */
  flow: { id: string; addresses: string[] } | null
  next_seq: number
  at: string
}

/** `cited`: ids of the notes that the answer rests its causes on. `flow`: key and hash of what leads from now on. */
export async function readToEnd(
  sql: TransactionSql,
  sessionId: string,
  { cited, flow }: { cited: readonly string[]; flow: { key: string; hash: string } | null },
): Promise<EndRead | undefined> {
  const [found] = await sql<EndRead[]>`
    select ${caseColumns(sql, sessionId, cited)},
      ${rowOf(sql, sessionOf(sql, sessionId))} as session,
      ${rowOf(sql, turnOf(sql, sessionId))} as turn,
      ${listOf(sql, removedTasksOf(sql, sessionId))} as removed_tasks,
      ${listOf(sql, removedFactsOf(sql, sessionId))} as removed_facts,
      ${listOf(sql, dismissedFixesOf(sql, sessionId))} as dismissed_fixes,
      (select json_build_object('id', f.id, 'addresses', f.addresses) from flows f
        where f.key = ${flow?.key ?? null}::text and f.hash = ${flow?.hash ?? null}::text) as flow,
      s.next_seq, now() as at
    from ai_sessions s where s.id = ${sessionId}`
  return found && { ...found, ...caseFrom(found), session: withInstants(found.session) }
}
