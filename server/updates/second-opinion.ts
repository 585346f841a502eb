import { addressesIn } from '../../shared/addresses.ts'
import type { Doubt, SecondOpinion, SentenceEvidence } from '../../shared/contracts/evidence.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { standingPolicy } from '../ai-policy/standing-policy.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { keyOf } from '../evidence/case-records.ts'
import { evidenceIn } from '../evidence/evidence-of.ts'
import type { EvidenceRecord } from '../evidence/record.ts'
import { silent } from '../http/send-writing.ts'
import { type CheckCase, type CheckOrder, type CheckOutput, checkOutput } from '../model/check-protocol.ts'
import type { ModelAnswer, ModelRequest } from '../model/gateway.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { orderedTurns } from '../model/ordered.ts'
import { prompt } from '../model/prompt.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { mayInCase } from '../sessions/case-rights.ts'
import { zoneOfRows } from '../sessions/zone-of-rows.ts'
import { timesIn } from '../tickets/times.ts'
import { loadUpdate } from './load-update.ts'
import type { UpdateRow } from './queries.ts'

const mostSentences = 60
const mostRecords = 80
const recordCharacters = 600
const reasonCharacters = 240
const order: CheckOrder = { check: 'sentences' }

/**
 * What a fast model thinks of the sentences of an update and the records that they rest on, beside the server's own
 * marks. Nothing is kept and nothing waits for it: a model that is away, late, cut off or not allowed gives none.
 */
export async function secondOpinion(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  signal: AbortSignal,
): Promise<SecondOpinion> {
  may(ctx, 'work')
  const { world } = ctx
  const read = await tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(ctx, sql, sessionId, updateId)
    mayInCase(ctx, 'share', session)
    return { update, ...(await evidenceIn(sql, session, update)) }
  })
  const { policy } = standingPolicy(read.rows.policy)
  const sentences = read.evidence.filter(({ sources }) => sources.length > 0).slice(0, mostSentences)
  const isAway = world.model.label.kind === 'offline' || policy === 'off' || sentences.length === 0
  if (isAway) return { doubts: null }
  await limitCalls(ctx, 'opinions')
  const asked = await caseToCheck(sentences, read)
  const request: ModelRequest<typeof checkOutput> = {
    task: 'check',
    account_id: ctx.account_id,
    user_id: ctx.user.id,
    session_id: sessionId,
    system: prompt('updates/check'),
    ...orderedTurns('A check is ordered.', asked, order),
    schema: checkOutput,
    streams: [],
    policy,
  }
  return {
    doubts: doubtsOf(await world.model.ask(request, silent, signal), sentences, JSON.stringify(asked)),
  }
}

type Read = { update: UpdateRow } & Awaited<ReturnType<typeof evidenceIn>>

/** The sentences and the records that they name, without secrets; each under a number of this one call. */
async function caseToCheck(sentences: readonly SentenceEvidence[], read: Read): Promise<CheckCase> {
  const { update, records, rows } = read
  const time_zone = zoneOfRows(rows, update.audience)
  const local = timesIn(time_zone)
  const keys = new Set(sentences.flatMap(({ sources }) => sources.map(keyOf)))
  const named = records.filter(({ id }) => keys.has(id)).slice(0, mostRecords)
  const numbers = new Map(named.map(({ id }, at) => [id, `r${at + 1}`]))
  const clean = await redactLeaves({
    sentences: sentences.map(({ sentence, sources }, at) => ({
      id: `s${at + 1}`,
      text: sentence,
      rests_on: sources.flatMap((ref) => numbers.get(keyOf(ref)) ?? []),
    })),
    records: named.map((record) => recordToCheck(record, numbers.get(record.id) ?? '', local)),
  })
  return {
    now: local(update.generated_at) ?? '',
    time_zone,
    audience: update.audience,
    sentences: clean.sentences,
    records: clean.records.map((one) => ({
      ...one,
      text: one.text.slice(0, recordCharacters).toWellFormed(),
    })),
  }
}

function recordToCheck(record: EvidenceRecord, id: string, local: ReturnType<typeof timesIn>) {
  const { kind, text, done, known, status, outcome, who, at } = record
  return {
    id,
    kind,
    text,
    done: done ?? '',
    known: known ?? '',
    status: status ?? '',
    outcome: outcome ?? '',
    who: who ?? '',
    at: local(at) ?? '',
  }
}

/** One doubt a sentence, of those that were asked about; one with an address that it was not told is none. */
function doubtsOf(
  answer: ModelAnswer<CheckOutput>,
  sentences: readonly SentenceEvidence[],
  asked: string,
): Doubt[] | null {
  if (answer.state !== 'answered' || answer.kind === 'offline' || !answer.value.looked) return null
  const reasons = new Map<string, string>()
  for (const { sentence, reason } of answer.value.doubts) {
    const words = stripHidden(reason).replace(/\s+/g, ' ').slice(0, reasonCharacters).toWellFormed().trim()
    const isOfCase = addressesIn(words).every((address) => asked.includes(address))
    if (words && isOfCase && !reasons.has(sentence)) reasons.set(sentence, words)
  }
  return sentences.flatMap(({ sentence, start, end }, at) => {
    const reason = reasons.get(`s${at + 1}`)
    return reason ? [{ sentence, start, end, reason }] : []
  })
}
