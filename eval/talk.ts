import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { startDemo } from '../e2e/stage.ts'
import type { SessionDetail, Step } from '../shared/contracts/sessions.ts'
import type { Update } from '../shared/contracts/updates.ts'
import type { Report } from './report.ts'

const said = v.object({
  words: v.string(),
  /** Pattern of what must stand in hypothesis, causes, question, options, open steps, or in the reply. */
  about: v.optional(v.string()),
  /** A fact of the engineer's is noted; none is. */
  fact: v.optional(v.boolean()),
  no_fact: v.optional(v.boolean()),
  /** The case counts as fixed after it. */
  fixed: v.optional(v.boolean()),
})
const talks = v.object({
  cases: v.array(v.object({ ticket: v.string(), noun: v.string(), says: v.array(said) })),
})
type Said = v.InferOutput<typeof said>
type Check = { ticket: string; words: string; check: string; ok: boolean; got: string }

const person = { email: 'ben@acme.example', password: 'flowpilot-demo' }
/** An update within three seconds of the one before is refused. */
const betweenUpdatesMs = 3_200
const turnTimeoutMs = 60_000

/** Talks to a demo of its own over HTTP, as an engineer would in the composer: each ticket a case, each line a message. */
export async function talk(input: unknown): Promise<Report> {
  const { cases } = v.parse(talks, input)
  const stage = await startDemo({ LOG_LEVEL: 'error', TURNS_PER_HOUR: '10000' })
  const checks: Check[] = []
  try {
    const call = await signedIn(stage.app)
    for (const one of cases) checks.push(...(await talkThrough(call, one)))
  } finally {
    await stage.stop()
  }
  return { lines: checks, sum: { right: checks.filter(({ ok }) => ok).length, of: checks.length } }
}

type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>

async function signedIn(app: string): Promise<Call> {
  const ask = async <T>(method: string, path: string, body: unknown, token?: string): Promise<T> => {
    const response = await fetch(`${app}/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(turnTimeoutMs),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const { access_token } = await ask<{ access_token: string }>('POST', '/auth/login', person)
  return (method, path, body) => ask(method, path, body, access_token)
}

async function talkThrough(call: Call, one: v.InferOutput<typeof talks>['cases'][number]): Promise<Check[]> {
  const { id } = await call<{ id: string }>('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: one.ticket,
  })
  const path = `/ai-sessions/${id}`
  await call('POST', `${path}/messages`, { content: '' })
  const checks: Check[] = []
  const note = (words: string, check: string, ok: boolean, got: string) =>
    checks.push({ ticket: one.ticket, words, check, ok, got: got.slice(0, 400) })
  let before = await call<SessionDetail>('GET', path)
  for (const line of one.says) {
    await call('POST', `${path}/messages`, { content: line.words, intent_key: randomUUID() })
    const after = await call<SessionDetail>('GET', path)
    const reply = lastReply(after)
    note(line.words, 'reply differs', reply !== lastReply(before), reply)
    checkLine(line, before, after, note)
    if (line.fixed) await checkFixed(call, path, line, after, note)
    before = after
  }
  const text = await clientText(call, path)
  note('client text', `names ${one.noun}`, matches(one.noun, text), text)
  return checks
}

type Note = (words: string, check: string, ok: boolean, got: string) => void

function checkLine(line: Said, before: SessionDetail, after: SessionDetail, note: Note): void {
  const isNew = ({ id }: { id: string }) => !before.facts.some((fact) => fact.id === id)
  const added = after.facts.filter(isNew)
  if (line.about) {
    const seen = [...panelTexts(after), withoutQuotations(lastReply(after), line.words)].join('\n')
    note(line.words, `about ${line.about}`, matches(line.about, seen), seen)
  }
  if (line.fact) {
    const kept = added.filter(
      ({ source_kind, status, editable, text }) =>
        source_kind === 'engineer' && status === 'confirmed' && editable && sharesWords(text, line.words),
    )
    note(line.words, 'a fact of the engineer', kept.length > 0, JSON.stringify(added))
  }
  if (line.no_fact) note(line.words, 'no new fact', added.length === 0, JSON.stringify(added))
}

async function checkFixed(call: Call, path: string, line: Said, after: SessionDetail, note: Note) {
  const open = after.questions.find(({ state }) => state === 'open')
  await pause()
  const update = await call<Update>('POST', `${path}/status-update`, {
    audience: 'client_update',
    length: 'quick',
  })
  const isFixed =
    !open && /^(?:implementing|resolved)$/.test(update.session_status) && !/beginning/i.test(update.content)
  note(
    line.words,
    'fixed',
    isFixed,
    JSON.stringify([update.session_status, open?.text ?? null, update.content]),
  )
}

async function clientText(call: Call, path: string): Promise<string> {
  await pause()
  const order = { audience: 'client_update', length: 'detailed' }
  return (await call<Update>('POST', `${path}/status-update`, order)).content
}

const pause = () => new Promise((resolve) => setTimeout(resolve, betweenUpdatesMs))

const matches = (pattern: string, text: string) => new RegExp(pattern, 'i').test(text)

const lastReply = ({ steps }: SessionDetail): string =>
  steps.findLast((step: Step) => step.kind === 'reply' && step.state === 'complete')?.content ?? ''

function panelTexts({ triage_hypothesis, causes, questions, tasks }: SessionDetail): string[] {
  const question = questions.find(({ state }) => state === 'open')
  return [
    triage_hypothesis ?? '',
    ...causes.filter(({ state }) => state !== 'struck').map(({ text, test }) => `${text} ${test}`),
    question?.text ?? '',
    ...(question?.options ?? []),
    ...tasks
      .filter(({ state }) => state === 'active' || state === 'pending')
      .map(({ text, detail, command }) => [text, detail, command].filter(Boolean).join(' ')),
  ]
}

/** What the reply says by itself: quoting the engineer proves nothing. */
function withoutQuotations(reply: string, words: string): string {
  const quoted = reply.replace(/“[^”]*”|"[^"]*"|‘[^’]*’|'[^']*'/g, ' ')
  return quoted.replaceAll(words, ' ')
}

function sharesWords(text: string, words: string): boolean {
  const content = (from: string) =>
    new Set((from.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3))
  const said = content(words)
  return [...content(text)].filter((word) => said.has(word)).length >= 2
}
