import type { TicketNote } from '../../shared/contracts/tickets.ts'
import type { Finding } from '../posts/machine/finding.ts'
import { onAudit } from '../posts/machine/on-audit.ts'
import { givenBack, lapsed } from '../posts/machine/on-lease.ts'
import { onLook } from '../posts/machine/on-look.ts'
import { onRestore } from '../posts/machine/on-restore.ts'
import { type ClaimKey, freed, onWriteResult } from '../posts/machine/on-write.ts'
import type { Change, Clock, NotePost } from '../posts/machine/row.ts'
import { isLegal } from '../posts/machine/states.ts'
import { later } from '../posts/machine/times.ts'
import { findOurs } from '../posts/note/find.ts'
import { asFinding, noteAudited } from '../posts/note/look.ts'
import { taggedText } from '../posts/tag.ts'
import { isForgotten } from '../posts/worker/claim.ts'
import type { NotesReading, WriteOutcome } from '../psa/provider.ts'
import { noon, postRow, ticketNote } from './post-rows.ts'

export const settleS = 180
const leaseS = 60
const lookLeaseS = 65

/** What becomes of one write. `commits_after`: null never; the note is shown at the latest when the settle time is over. */
export type Fate = {
  commits_after: number | null
  shown_after: number
  answer:
    | 'done'
    | 'wrong_id'
    | 'unidentified'
    | 'unknown'
    | 'not_sent'
    | 'busy'
    | 'refused'
    | 'keys_refused'
    | 'none'
  /** Beyond the lease: the sender stood still. */
  answers_after: number
}
/** `stale`: whole, but older than the newest notes; a PSA does that now and then, not twice in a row. */
export type Read = 'whole' | 'stale' | 'part' | 'error'
export type Step =
  | { do: 'work'; after: number; which: number; fate: Fate; read: Read; slow: number }
  /** For a while nothing can be read. */
  | { do: 'fog'; after: number; which: number; lasts: number; read: 'part' | 'error' }
  | { do: 'give_back' | 'crash' | 'cancel' | 'discard'; after: number; which: number }
  /** The database is copied, comes back as it was copied, the keys are renewed. */
  | { do: 'save' | 'restore' | 'free'; after: number; which: number }

type Shown = TicketNote & { ticket_id: string; shown_at: number }
type Pending = { at: number; id: string; apply(row: NotePost, clock: Clock): Change | null }

const outcomes: Record<Exclude<Fate['answer'], 'none' | 'done' | 'wrong_id'>, WriteOutcome> = {
  unidentified: { kind: 'unidentified', status: 201, says: '.' },
  unknown: { kind: 'unknown', status: 502, says: '.' },
  not_sent: { kind: 'not_sent', status: null, retry_after_s: null, says: '.' },
  busy: { kind: 'not_sent', status: 429, retry_after_s: 1, says: '.' },
  refused: { kind: 'refused', status: 400, says: '.' },
  keys_refused: { kind: 'keys_refused', status: 401, says: '.' },
}
/** After these nothing of the write is at the PSA. */
const isDefiniteNo = (answer: Fate['answer']) =>
  ['not_sent', 'busy', 'refused', 'keys_refused'].includes(answer)

export type Model = {
  now: number
  epoch: number
  rows: Map<string, NotePost>
  saved: Map<string, NotePost>
  pending: Pending[]
  fog: { until: number; read: Read }
  stale: Set<string>
  notes: Shown[]
  /** Per post: `send` where something may have reached the PSA, `absent` where two clean readings said no. */
  story: Map<string, ('send' | 'absent')[]>
  /** What must never happen, and did. */
  wrong: string[]
}

/** The outbox's own pure functions, driven by hand: a table of rows, a clock, a PSA whose writes end as told. */
export function createModel(tickets: string[]): Model {
  const rows = new Map(tickets.map((ticket, i) => [String(i), newRow(String(i), ticket)]))
  return {
    ...{ now: 0, epoch: 1, rows, saved: rows, pending: [], fog: { until: 0, read: 'whole' } },
    ...{ stale: new Set(), notes: [], story: new Map(tickets.map((_, i) => [String(i), []])), wrong: [] },
  }
}

export const copiesOf = (model: Model, row: NotePost): number =>
  model.notes.filter((note) => note.text.includes(row.tag)).length

export function take(model: Model, step: Step): void {
  model.now += step.after
  arrive(model)
  if (step.do === 'fog') model.fog = { until: model.now + step.lasts, read: step.read }
  else if (step.do === 'save') model.saved = model.rows
  else if (step.do === 'restore') {
    // what was said after the copy is forgotten, and so are the answers that were under way
    Object.assign(model, { rows: model.saved, pending: [], epoch: model.epoch + 1 })
  } else if (step.do === 'free')
    for (const row of inState(model, 'blocked')) change(model, row.id, freed(row))
  else if (step.do === 'work') {
    const due = [...model.rows.values()].filter((row) => isDue(model, row))
    const row = pick(due, step.which)
    if (row) work(model, row, step)
  } else if (step.do === 'discard') {
    const row = pick(inState(model, 'needs_human'), step.which)
    if (row) put(model, row, { state: 'cancelled', why: { code: 'waiting' } })
  } else takeWaiting(model, step)
}

/** Taken back by a person; or claimed, and then given back or left by a process that died. */
function takeWaiting(model: Model, step: Step): void {
  const waiting = inState(model, 'ready').filter((row) => isOver(model, row.send_after))
  const row = pick(waiting, step.which)
  if (!row) return
  if (step.do === 'cancel') return void put(model, row, { state: 'cancelled', why: { code: 'waiting' } })
  const claimed = claim(model, row)
  if (claimed && step.do === 'give_back') change(model, row.id, givenBack(claimed.row, claimed.claim))
}

const at = (seconds: number) => later(noon, seconds)
const clock = (model: Model): Clock => ({ now: at(model.now), settle_s: settleS, audit_s: 600 })
const isOver = (model: Model, instant: string | null) =>
  instant !== null && Date.parse(instant) <= Date.parse(at(model.now))
const inState = (model: Model, ...states: NotePost['state'][]) =>
  [...model.rows.values()].filter((row) => states.includes(row.state))
const pick = (from: NotePost[], which: number): NotePost | undefined => from[which % Math.max(1, from.length)]

function put(model: Model, row: NotePost, set: Change['set']): NotePost {
  const next = { ...row, ...set } as NotePost
  if (!isLegal(row.state, next.state)) model.wrong.push(`${row.state} to ${next.state}`)
  if (row.state === 'checking' && next.state === 'ready') model.story.get(row.id)?.push('absent')
  model.rows = new Map(model.rows).set(row.id, next)
  return next
}

function change(model: Model, id: string, made: Change | null | undefined): void {
  const row = model.rows.get(id)
  if (row && made) put(model, row, made.set)
}

function arrive(model: Model): void {
  const due = model.pending.filter((one) => one.at <= model.now).toSorted((a, b) => a.at - b.at)
  model.pending = model.pending.filter((one) => one.at > model.now)
  for (const one of due) {
    const row = model.rows.get(one.id)
    if (row) change(model, one.id, one.apply(row, clock(model)))
  }
}

function isDue(model: Model, row: NotePost): boolean {
  const { state } = row
  if (state === 'ready') return isOver(model, row.send_after)
  if (state === 'sending') return isOver(model, row.lease_until)
  if (state === 'uncertain' || state === 'checking' || (state === 'posted' && row.check_at))
    return isOver(model, row.check_at)
  return (state === 'posted' || state === 'verified') && isOver(model, row.audit_due)
}

function claim(model: Model, row: NotePost): { row: NotePost; claim: ClaimKey } | null {
  if (isForgotten(row, model.epoch)) {
    put(model, row, onRestore(row, model.epoch, clock(model)).set)
    return null
  }
  if (inState(model, 'sending').some((other) => other.ticket_id === row.ticket_id)) return null
  const { now } = model
  const mine = {
    owner: `sender ${now} ${row.id} ${model.pending.length} ${row.epoch}`,
    attempt: row.attempt + 1,
  }
  const claimed = put(model, row, {
    ...{ state: 'sending', why: { code: 'sending' }, ...mine, sent_at: at(now), check_at: null },
    ...{ lease_until: at(now + leaseS), settle_until: at(now + settleS) },
  })
  return { row: claimed, claim: mine }
}

function send(model: Model, row: NotePost, mine: ClaimKey, fate: Fate): void {
  const { now, notes } = model
  const { answer, commits_after } = fate
  const id = String(9_000 + notes.length)
  if (!isDefiniteNo(answer)) model.story.get(row.id)?.push('send')
  if (commits_after !== null && !isDefiniteNo(answer)) {
    const shown_at = now + Math.min(commits_after + fate.shown_after, settleS - 1)
    const text = taggedText(row.body, row.tag)
    notes.push({ ...ticketNote({ id, text, created_at: at(now) }), ticket_id: row.ticket_id, shown_at })
  }
  const isYes = answer === 'done' || answer === 'wrong_id'
  // a PSA does not say yes to what it never takes
  if (answer === 'none' || (isYes && commits_after === null)) return
  const outcome: WriteOutcome = isYes
    ? { kind: 'done', psa_id: answer === 'done' ? id : '77', status: 201, as_asked: true, says: '.' }
    : outcomes[answer]
  const apply: Pending['apply'] = (held, time) => onWriteResult(held, mine, outcome, time)
  model.pending.push({ at: now + fate.answers_after, id: row.id, apply })
}

const unreadable: Finding = { kind: 'unreadable', why: '.' }
function look(model: Model, row: NotePost, { read, slow }: Step & { do: 'work' }): void {
  const { now } = model
  const isOld = row.state !== 'posted' && isForgotten(row, model.epoch)
  const known = isOld ? put(model, row, onRestore(row, model.epoch, clock(model)).set) : row
  const begun = put(model, known, {
    state: row.state === 'posted' ? 'posted' : 'checking',
    why: { code: 'no_clear_answer', status: null },
    look_count: known.look_count + 1,
    check_at: at(now + lookLeaseS),
  })
  const reading = readNotes(model, row, read)
  const finding = reading ? asFinding(begun, findOurs(begun, reading)) : unreadable
  const seen = { number: begun.look_count, began_at: at(now) }
  const apply: Pending['apply'] = (held, time) => onLook(held, seen, finding, time)
  model.pending.push({ at: now + slow, id: row.id, apply })
}

function audit(model: Model, row: NotePost, read: Read): void {
  const begun = put(model, row, { look_count: row.look_count + 1, audit_due: at(model.now + 130) })
  const reading = readNotes(model, row, read)
  const finding = reading ? noteAudited(begun, reading) : unreadable
  const seen = { number: begun.look_count, began_at: at(model.now) }
  const verdict = onAudit(begun, seen, finding, clock(model))
  if (verdict?.kind === 'remove') model.wrong.push('a copy to delete')
  else change(model, row.id, verdict?.change)
}

function readNotes(model: Model, row: NotePost, wanted: Read): NotesReading | null {
  const { now, fog, stale } = model
  const read = now < fog.until ? fog.read : wanted
  if (read === 'error') return null
  const isStale = read === 'stale' && !stale.has(row.id)
  if (isStale) stale.add(row.id)
  else stale.delete(row.id)
  const shown = model.notes.filter((note) => note.ticket_id === row.ticket_id && note.shown_at <= now)
  return { notes: read === 'part' || isStale ? [] : shown, complete: read !== 'part' }
}

function work(model: Model, row: NotePost, step: Step & { do: 'work' }): void {
  if (row.state === 'ready') {
    const claimed = claim(model, row)
    if (claimed) send(model, claimed.row, claimed.claim, step.fate)
  } else if (row.state === 'sending') change(model, row.id, lapsed(row, clock(model)))
  else if (row.state === 'verified' || !row.check_at) audit(model, row, step.read)
  else look(model, row, step)
}

function newRow(id: string, ticket_id: string): NotePost {
  const body = Array.from({ length: 12 }, (_, i) => `word${id}x${i}`).join(' ')
  const fresh = { sent_at: null, settle_until: null, owner: null, lease_until: null, attempt: 0 }
  return postRow({ ...fresh, state: 'ready', id, tag: `7K3F9QXH2${id}`, ticket_id, body })
}
