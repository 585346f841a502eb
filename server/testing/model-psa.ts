import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { audited } from '../posts/audited.ts'
import { isForgotten } from '../posts/claim.ts'
import { findOurs } from '../posts/look.ts'
import { lookFirst } from '../posts/look-first.ts'
import { looked } from '../posts/looked.ts'
import { isLegal } from '../posts/machine.ts'
import { type Claim, freed, givenBack, lapsed, settle } from '../posts/outcome.ts'
import type { Change, Clock, PostRow } from '../posts/post-row.ts'
import { taggedText } from '../posts/tag.ts'
import { later } from '../posts/times.ts'
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
type Pending = { at: number; id: string; apply(row: PostRow, clock: Clock): Change | null }

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

/** The outbox's own pure functions, driven by hand: a table of rows, a clock, a PSA whose writes end as told. */
export function createModel(tickets: string[]) {
  let now = 0
  let epoch = 1
  let rows = new Map<string, PostRow>(tickets.map((ticket, i) => [String(i), newRow(String(i), ticket)]))
  let saved = rows
  let pending: Pending[] = []
  let fog: { until: number; read: Read } = { until: 0, read: 'whole' }
  const staleReadings = new Set<string>()
  const notes: Shown[] = []
  /** Per post: `send` where something may have reached the PSA, `absent` where two clean readings said no. */
  const story = new Map<string, ('send' | 'absent')[]>(tickets.map((_, i) => [String(i), []]))
  const wrong: string[] = []

  const clock = (): Clock => ({ now: at(now), settle_s: settleS, audit_s: 600 })
  const put = (row: PostRow, set: Change['set']) => {
    const next = { ...row, ...set }
    if (!isLegal(row.state, next.state)) wrong.push(`${row.state} to ${next.state}`)
    if (row.state === 'checking' && next.state === 'ready') story.get(row.id)?.push('absent')
    rows = new Map(rows).set(row.id, next)
    return next
  }
  const change = (id: string, made: Change | null | undefined) => {
    const row = rows.get(id)
    if (row && made) put(row, made.set)
  }
  const arrive = () => {
    const due = pending.filter((one) => one.at <= now).toSorted((a, b) => a.at - b.at)
    pending = pending.filter((one) => one.at > now)
    for (const one of due) {
      const row = rows.get(one.id)
      if (row) change(one.id, one.apply(row, clock()))
    }
  }
  const isOver = (instant: string | null) => instant !== null && Date.parse(instant) <= Date.parse(at(now))
  const isDue = (row: PostRow): boolean => {
    const { state } = row
    if (state === 'ready') return isOver(row.send_after)
    if (state === 'sending') return isOver(row.lease_until)
    if (state === 'uncertain' || state === 'checking') return isOver(row.check_at)
    if (state === 'posted' && row.check_at) return isOver(row.check_at)
    return (state === 'posted' || state === 'verified') && isOver(row.audit_due)
  }
  const inState = (...states: PostRow['state'][]) =>
    [...rows.values()].filter((row) => states.includes(row.state))
  const pick = (from: PostRow[], which: number): PostRow | undefined => from[which % Math.max(1, from.length)]

  function claim(row: PostRow): { row: PostRow; claim: Claim } | null {
    if (isForgotten(row, epoch)) {
      put(row, lookFirst(row, epoch, clock()).set)
      return null
    }
    if (inState('sending').some((other) => other.ticket_id === row.ticket_id)) return null
    const mine = { owner: `sender ${now} ${row.id} ${Math.random()}`, attempt: row.attempt + 1 }
    const claimed = put(row, {
      ...{ state: 'sending', ...mine, sent_at: at(now), check_at: null },
      ...{ lease_until: at(now + leaseS), settle_until: at(now + settleS) },
    })
    return { row: claimed, claim: mine }
  }

  function send(row: PostRow, mine: Claim, fate: Fate): void {
    const id = String(9_000 + notes.length)
    if (!isDefiniteNo(fate.answer)) story.get(row.id)?.push('send')
    if (fate.commits_after !== null && !isDefiniteNo(fate.answer)) {
      const shown_at = now + Math.min(fate.commits_after + fate.shown_after, settleS - 1)
      const text = taggedText(row.body, row.tag)
      notes.push({ ...ticketNote({ id, text, created_at: at(now) }), ticket_id: row.ticket_id, shown_at })
    }
    const { answer } = fate
    if (answer === 'none') return
    const isYes = answer === 'done' || answer === 'wrong_id'
    // a PSA does not say yes to what it never takes
    if (isYes && fate.commits_after === null) return
    const outcome: WriteOutcome = isYes
      ? { kind: 'done', psa_id: answer === 'done' ? id : '77', status: 201, as_asked: true, says: '.' }
      : outcomes[answer]
    pending.push({
      at: now + fate.answers_after,
      id: row.id,
      apply: (held, time) => settle(held, mine, outcome, time),
    })
  }

  function look(row: PostRow, { read, slow }: Pick<Step & { do: 'work' }, 'read' | 'slow'>): void {
    const forgotten = row.state !== 'posted' && isForgotten(row, epoch)
    const known = forgotten ? put(row, lookFirst(row, epoch, clock()).set) : row
    const begun = put(known, {
      state: row.state === 'posted' ? 'posted' : 'checking',
      look_count: known.look_count + 1,
      check_at: at(now + lookLeaseS),
    })
    const reading = readNotes(row, read)
    const finding = reading ? findOurs(begun, reading) : ({ kind: 'unreadable', why: '.' } as const)
    const seen = { number: begun.look_count, began_at: at(now) }
    pending.push({ at: now + slow, id: row.id, apply: (held, time) => looked(held, seen, finding, time) })
  }

  function audit(row: PostRow, read: Read): void {
    const begun = put(row, { look_count: row.look_count + 1, audit_due: at(now + 130) })
    const reading = readNotes(row, read)
    const sight = reading ? ({ kind: 'read', ...reading } as const) : ({ kind: 'unreadable' } as const)
    const verdict = audited(begun, { number: begun.look_count, began_at: at(now) }, sight, clock())
    if (verdict?.kind === 'remove') wrong.push('a copy to delete')
    else change(row.id, verdict?.change)
  }

  function readNotes(row: PostRow, wanted: Read): NotesReading | null {
    const read = now < fog.until ? fog.read : wanted
    if (read === 'error') return null
    const isStale = read === 'stale' && !staleReadings.has(row.id)
    if (isStale) staleReadings.add(row.id)
    else staleReadings.delete(row.id)
    const shown = notes.filter((note) => note.ticket_id === row.ticket_id && note.shown_at <= now)
    return { notes: read === 'part' || isStale ? [] : shown, complete: read !== 'part' }
  }

  function work(row: PostRow, step: Step & { do: 'work' }): void {
    if (row.state === 'ready') {
      const claimed = claim(row)
      if (claimed) send(claimed.row, claimed.claim, step.fate)
    } else if (row.state === 'sending') change(row.id, lapsed(row, clock()))
    else if (row.state === 'verified' || !row.check_at) audit(row, step.read)
    else look(row, step)
  }

  function take(step: Step): void {
    now += step.after
    arrive()
    if (step.do === 'fog') fog = { until: now + step.lasts, read: step.read }
    else if (step.do === 'save') saved = rows
    else if (step.do === 'restore') {
      // what was said after the copy is forgotten, and so are the answers that were under way
      rows = saved
      pending = []
      epoch += 1
    } else if (step.do === 'free') for (const row of inState('blocked')) change(row.id, freed(row))
    else if (step.do === 'work') {
      const row = pick([...rows.values()].filter(isDue), step.which)
      if (row) work(row, step)
    } else {
      const waiting = inState('ready').filter((row) => isOver(row.send_after))
      const row = pick(step.do === 'discard' ? inState('needs_human') : waiting, step.which)
      if (!row) return
      if (step.do === 'cancel' || step.do === 'discard') return void put(row, { state: 'cancelled' })
      const claimed = claim(row)
      if (claimed && step.do === 'give_back') change(row.id, givenBack(claimed.row, claimed.claim))
    }
  }

  return {
    take,
    wrong,
    story,
    rows: () => [...rows.values()],
    copies: (row: PostRow) => notes.filter((note) => note.text.includes(row.tag)).length,
  }
}

const at = (seconds: number) => later(noon, seconds)

function newRow(id: string, ticket_id: string): PostRow {
  const tag = `7K3F9QXH2${id}`
  const words = Array.from({ length: 12 }, (_, i) => `word${id}x${i}`).join(' ')
  const fresh = {
    state: 'ready',
    attempt: 0,
    owner: null,
    lease_until: null,
    sent_at: null,
    settle_until: null,
  } as const
  return postRow({ ...fresh, id, tag, ticket_id, body: words })
}
