import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Fork } from '../../shared/contracts/forks.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import { activeMinutes } from '../../shared/durations.ts'
import type { Ctx } from '../ctx.ts'
import type { CaseState, FixTold } from '../model/protocol.ts'
import { timesIn } from '../tickets/times.ts'
import type { CaseRows } from './case-queries.ts'
import type { FlowInHand } from './choose-flow.ts'
import { standingFork } from './parts/fork.ts'
import type { SessionRow } from './queries.ts'
import { languageOf } from './session-detail.ts'
import type { ShortIds } from './short-ids.ts'
import { forRedaction, shorten } from './shorten.ts'

type Input = {
  user: Pick<Ctx['user'], 'name' | 'role'>
  rows: CaseRows
  session: Pick<SessionRow, 'typed_fields'>
  flow: Pick<FlowInHand, 'flow' | 'place'>
  ids: ShortIds
  /** The question that the newest words answer: told however old it is. */
  answering?: string | null
  now: Date
  /** Of a text that is written for somebody elsewhere; left out: that of the account. */
  time_zone?: string | undefined
}

/** Each is sent with every new conversation and compared with every turn. */
const mostQuestions = 30
const mostStruck = 12
const answerCharacters = 800
const changeCharacters = 500

/** The case as a model reads it. Unredacted: `redactLeaves`, then `shortenedCase` come before it leaves. */
export function caseState({ user, rows, session, flow, ids, answering, now, ...more }: Input): CaseState {
  const { row, tasks, facts, part } = rows
  const questions = rows.questions.filter(
    ({ id, state }, at, { length }) => at >= length - mostQuestions || state === 'open' || id === answering,
  )
  const struck = rows.causes.filter(({ state }) => state === 'struck').toSorted((a, b) => a.no - b.no)
  const causes = [...rows.causes.filter(({ state }) => state !== 'struck'), ...struck.slice(-mostStruck)]
  const time_zone = more.time_zone ?? row.preferences.time_zone ?? 'UTC'
  return {
    now: timesIn(time_zone)(now.toISOString()) ?? '',
    time_zone,
    language: languageOf(row),
    engineer: { name: user.name, role: user.role },
    title: row.title,
    ticket: {
      id: row.psa_ticket_id ?? '',
      summary: part?.ticket.summary ?? '',
      type: part?.ticket.type ?? '',
    },
    client_name: row.client_name ?? '',
    asset_name: row.asset_name ?? '',
    issue_category: row.issue_category ?? '',
    hypothesis: row.triage_hypothesis ?? '',
    typed_fields: session.typed_fields,
    minutes: activeMinutes(row.acts, row.pauses),
    confidence: { tier: row.confidence_tier, score: row.confidence_score },
    questions: questions.map(({ id, text, options, state, answer, taken_as }) => ({
      id: ids.of(id),
      text,
      options: options ?? [],
      state,
      answer: forRedaction(answer ?? ''),
      taken_as: taken_as ?? '',
    })),
    tasks: tasks.map(({ id, text, state, known, result, touched_by }) => ({
      id: ids.of(id),
      text,
      state,
      known: known ?? '',
      result: result ?? '',
      by_person: touched_by !== null,
    })),
    facts: facts.map((fact) => ({
      id: ids.of(fact.id),
      text: fact.text,
      status: fact.status,
      known: fact.known,
      source: (fact.source_ref && ids.of(fact.source_ref)) || sourceNames[fact.source_kind],
      by_person: fact.touched_by !== null || fact.created_by !== null,
    })),
    causes: causes.map((cause) => ({
      id: ids.of(cause.id),
      text: cause.text,
      for: cause.for.map(ids.ofRef).filter(Boolean),
      against: cause.against.map(ids.ofRef).filter(Boolean),
      test: cause.test,
      state: cause.state,
      source: cause.state === 'picked' ? 'engineer' : cause.source,
    })),
    fork: { paths: forkTold(rows.forks) },
    fix: fixTold(rows.fix),
    flow: { key: flow.flow.key, name: flow.flow.name, ...flow.place },
    changed: changedSince(rows),
  }
}

/** What a person pasted as an answer is no part of the case's state beyond its beginning. After redaction. */
export function shortenedCase<State extends CaseState>(state: State): State {
  return {
    ...state,
    questions: state.questions.map((one) => ({ ...one, answer: shorten(one.answer, answerCharacters) })),
    changed: state.changed.map((line) => shorten(line, changeCharacters)),
  }
}

const fixStates = {
  applied_success: 'success',
  applied_failed: 'failed',
  applied_partial: 'partial',
  dismissed: '',
} as const

function fixTold(fix: Fix | null): FixTold {
  if (!fix) return { title: '', description: '', script: '', state: '', notes: '' }
  const { title, description, script, status, applied_at, partial_notes, failure_reason } = fix
  const state = status === 'proposed' ? (applied_at ? 'verifying' : 'proposed') : fixStates[status]
  return { title, description, script: script ?? '', state, notes: partial_notes ?? failure_reason ?? '' }
}

function forkTold(forks: readonly Fork[]): CaseState['fork']['paths'] {
  const { paths, chosen } = standingFork(forks) ?? { paths: [], chosen: null }
  return paths.map(({ id, text, shows, cause }) => ({ text, shows, cause, chosen: id === chosen?.path_id }))
}

const sourceNames = {
  question: 'engineer',
  diagnostic_check: 'engineer',
  engineer: 'engineer',
  ticket: 'ticket',
  model: 'model',
} as const

const mostChanges = 12

const told: readonly Step['kind'][] = ['system', 'fix', 'fork', 'handoff', 'briefing']

/** What people and the line did since the last whole answer: what was taken back, picked, struck, cut off. */
function changedSince({ steps }: CaseRows): string[] {
  const last = steps.findLastIndex(({ kind, state }) => kind === 'reply' && state === 'complete')
  if (last === -1) return []
  const changed = steps.slice(last + 1).flatMap(({ kind, state, content }) => {
    if (told.includes(kind)) return [content]
    if (kind === 'reply' && state !== 'streaming') return ['An answer was cut off before its end.']
    return []
  })
  return changed.slice(-mostChanges).map(forRedaction)
}
