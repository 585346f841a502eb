import type { Fix } from '../../shared/contracts/fixes.ts'
import type { FlowPlace } from '../../shared/contracts/flows.ts'
import type { Fork } from '../../shared/contracts/forks.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { ModelTurn } from '../model/gateway.ts'
import { addedLedgerRows, type LedgerRow } from '../model/queries.ts'
import { type CauseWrite, savedCauses } from './cause-queries.ts'
import { type FactWrite, savedFacts } from './fact-queries.ts'
import { savedFixes } from './fix-queries.ts'
import { savedForks } from './fork-queries.ts'
import { endedPark, endedPause, resumedNow } from './pause-queries.ts'
import type { SessionRow } from './queries.ts'
import { type QuestionWrite, savedQuestions } from './question-queries.ts'
import { replacedWords, type Words } from './search/word-queries.ts'
import { addedSteps, type StepRow } from './step-queries.ts'
import { savedTasks, type TaskWrite } from './task-queries.ts'
import { turnLeaseSeconds } from './turn-queries.ts'

/** What taking a turn writes. The caller holds the lock of the case and has seen that no living turn stands in it. */
export type TurnTaken = {
  session_id: string
  owner: string
  reply: StepRow
  /** The message and the reply, or the reply alone. */
  steps: StepRow[]
  answered: { id: string; answer: string; answered_by: string } | null
  /** A turn that lost its process: what it had said stays in its reply. */
  interrupted: { id: string; content: string; remark: string } | null
  /** It takes a paused case up again. */
  resumes: boolean
}

/** Sent at once, not when the answer is waited for. */
export async function saveTaken(sql: TransactionSql, taken: TurnTaken): Promise<void> {
  const { session_id, owner, reply, steps, answered, interrupted, resumes } = taken
  await sql`
    with interrupted as (
      update ai_session_steps set state = 'interrupted', content = ${interrupted?.content ?? ''},
        remark = ${interrupted?.remark ?? null}
      where id = ${interrupted?.id ?? null}::uuid and session_id = ${session_id} and state = 'streaming'
    ), answered as (
      update ai_session_questions set state = 'answered', answer = ${answered?.answer ?? null},
        answered_by = ${answered?.answered_by ?? null}::uuid, answered_at = now(), revision = revision + 1
      where id = ${answered?.id ?? null}::uuid and session_id = ${session_id} and state = 'open'
    ) ${resumes ? sql`, resumed as (${endedPause(sql, session_id)}), unparked as (${endedPark(sql, session_id)})` : sql``}, raised as (
      update ai_sessions set state_version = state_version + 1, updated_at = now(),
        next_seq = next_seq + ${steps.length} ${resumes ? sql`, ${resumedNow(sql)}` : sql``}
      where id = ${session_id} returning account_id, state_version, next_seq - ${steps.length} as seq
    ), taken as (
      insert into turns as t (account_id, session_id, id, owner, lease_until)
      select account_id, ${session_id}, ${reply.id}, ${owner}, now() + make_interval(secs => ${turnLeaseSeconds})
      from raised
      on conflict (account_id, session_id) do update
        set id = excluded.id, owner = excluded.owner, lease_until = excluded.lease_until, stop = false, partial = ''
    ), ${addedSteps(sql, session_id, steps)}
    select state_version from raised`.execute()
}

export type ReplyEnd = {
  state: Exclude<Step['state'], 'streaming'>
  content: string
  model_kind: Step['model_kind']
  remark: string | null
}

/** What a turn may set in the row of its case; each is written, changed or not. */
export type CaseHeader = Pick<
  SessionRow,
  | 'client_name'
  | 'asset_name'
  | 'issue_category'
  | 'triage_hypothesis'
  | 'problem_domain'
  | 'confidence_tier'
  | 'confidence_score'
  | 'flow_id'
> & { flow_place: FlowPlace | null }

/**
 * What ending a turn writes: rows as they stand afterwards, new ones, changed ones and ones that go, in the order of the
 * plan. What leaves `active` or `open` comes before what enters it.
 */
export type TurnEnd = {
  header: CaseHeader
  reply: ReplyEnd & { id: string }
  steps: StepRow[]
  tasks: TaskWrite[]
  questions: QuestionWrite[]
  facts: FactWrite[]
  causes: CauseWrite[]
  fixes: Fix[]
  forks: Fork[]
  /** What a search finds the case by, where the header's names are others than before. */
  words: Words
  conversation: ModelTurn[]
  /** The conversation begins anew with these turns. */
  begins: boolean
  /** The ticket's news that were told to the model; a newer reading stays news. */
  news_at: string | null
}

/**
 * Writes the end of a turn, frees its case and enters what its calls cost, in one statement. Rows of one list are
 * written one after the other: one step at most is active and one question open at any moment.
 */
export async function saveEnd(
  sql: TransactionSql,
  place: { account_id: string; session_id: string },
  end: TurnEnd,
  calls: LedgerRow[],
): Promise<void> {
  const { session_id } = place
  const { reply, steps, news_at } = end
  await sql`
    with freed as (
      delete from turns where session_id = ${session_id}
    ), ended as (
      update ai_session_steps set state = ${reply.state}, content = ${reply.content}, model_kind = ${reply.model_kind},
        remark = ${reply.remark}
      where id = ${reply.id} and session_id = ${session_id} and state = 'streaming'
    ), raised as (
      update ai_sessions s set state_version = s.state_version + 1, updated_at = now(),
        next_seq = s.next_seq + ${steps.length}, client_name = h.client_name, asset_name = h.asset_name,
        issue_category = h.issue_category, triage_hypothesis = h.triage_hypothesis, problem_domain = h.problem_domain,
        confidence_tier = h.confidence_tier, confidence_score = h.confidence_score, flow_id = h.flow_id,
        flow_place = h.flow_place, ticket_news_at = case
          when date_trunc('milliseconds', s.ticket_news_at) <= ${news_at}::timestamptz then null
          else s.ticket_news_at end
      from jsonb_populate_record(null::ai_sessions, ${sql.json(end.header as never)}) h
      where s.id = ${session_id} returning s.account_id, s.state_version, s.next_seq - ${steps.length} as seq
    ), ${addedSteps(sql, session_id, steps)}, ${savedTasks(sql, place, end.tasks)},
    ${savedQuestions(sql, place, end.questions)}, ${savedFacts(sql, place, end.facts)},
    ${savedCauses(sql, place, end.causes)}, ${savedFixes(sql, place, end.fixes)},
    ${savedForks(sql, place, end.forks)}, ${addedTurns(sql, place, end)}, ${addedLedgerRows(sql, calls)},
    ${replacedWords(sql, session_id, end.words)}
    select state_version from raised`
}

/**
 * An answer that did not come to its end changes nothing but its reply. Touches no other table than it must: whatever
 * kept a whole answer from being written is not to keep the case from being free.
 */
export async function saveUnfinished(
  sql: TransactionSql,
  sessionId: string,
  reply: TurnEnd['reply'],
  calls: LedgerRow[],
): Promise<void> {
  await sql`
    with freed as (
      delete from turns where session_id = ${sessionId}
    ), ended as (
      update ai_session_steps set state = ${reply.state}, content = ${reply.content}, model_kind = ${reply.model_kind},
        remark = ${reply.remark}
      where id = ${reply.id} and session_id = ${sessionId} and state = 'streaming'
    ) ${calls.length > 0 ? sql`, ${addedLedgerRows(sql, calls)}` : sql``}
    update ai_sessions set state_version = state_version + 1, updated_at = now() where id = ${sessionId}`
}

type Place = { account_id: string; session_id: string }

/** As text: a jsonb parameter would put the keys into another order, and the history must replay byte for byte. */
function addedTurns(
  sql: TransactionSql,
  { account_id, session_id }: Place,
  { conversation, begins }: Pick<TurnEnd, 'conversation' | 'begins'>,
) {
  const roles = conversation.map(({ role }) => role)
  const contents = conversation.map(({ content }) => JSON.stringify(content))
  const kinds = conversation.map(({ origin }) => origin?.kind ?? null)
  const models = conversation.map(({ origin }) => origin?.model ?? null)
  const hashes = conversation.map(({ origin }) => origin?.prompt_hash ?? null)
  return sql`
    added_turns as (
      insert into model_turns (account_id, session_id, seq, role, content, kind, model, prompt_hash, begins)
      select ${account_id}::uuid, ${session_id}::uuid, before.seq + added.n, added.role, added.content::json,
        added.kind, added.model, added.prompt_hash, ${begins} and added.n = 1
      from unnest(${roles}::text[], ${contents}::text[], ${kinds}::text[], ${models}::text[], ${hashes}::text[])
          with ordinality as added(role, content, kind, model, prompt_hash, n),
        (select coalesce(max(seq), 0) as seq from model_turns where session_id = ${session_id}) before
    )`
}
