import { v7 as newId } from 'uuid'
import type { People } from './people.ts'
import type { TestWorld } from './world.ts'

const minuteMs = 60_000

export type PastHandoff = {
  /** Days ago. */
  made: number
  claimed: boolean
  /** From the claim to each later step of the claimer, in the order of their numbers. */
  steps_after_s: number[]
  intent?: 'escalate' | 'park'
  withdrawn?: boolean
  board?: string
  received?: Record<string, 'confirmed' | 'wrong'>
  /** Of the work that was handed over, what was done once more and asked again. */
  redone?: number
  asked_again?: number
}

export type PastCase = {
  begun: number
  /** Minutes after it was begun at which a person did something. */
  acts: number[]
  /** What kind of act each was, where it was no message. */
  kinds?: readonly (string | undefined)[]
  pause?: [from: number, to: number]
  update?: { copied?: boolean; changed?: boolean; post?: { state: string; draft_s: number; click_s: number } }
  board?: string
}

/** Writes what was, by SQL: cases that Ben began, handoffs from him to Cleo, updates and posts. */
export function seedHistory(world: TestWorld, who: People) {
  const at = {
    ...{ admin: world.db.admin, account_id: who.accounts.acme, connection_id: who.connection_id },
    ...{ ben: who.of.ben.id, cleo: who.of.cleo.id },
  }
  return {
    handoff: (past: PastHandoff) => writeHandoff(at, past),
    workedCase: (past: PastCase) => writeCase(at, past),
  }
}
type Acme = { admin: TestWorld['db']['admin'] } & Record<
  'account_id' | 'connection_id' | 'ben' | 'cleo',
  string
>

const ago = (days: number, plusMinutes = 0) => new Date(Date.now() - (days * 1440 - plusMinutes) * minuteMs)
const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000)

async function newCase(
  { admin, account_id, ben }: Acme,
  { created_at, board }: { created_at: Date; board: string | undefined },
): Promise<string> {
  const id = newId()
  await admin`insert into ai_sessions ${admin({
    ...{ account_id, id, title: 'Case', intake_type: 'free_text', user_id: ben, current_handler_id: ben },
    ...{ status: 'resolved', created_at, resolved_at: created_at },
    ...(board ? { psa_ticket_id: '48291', psa_board_id: board } : {}),
  })}`
  return id
}

type Step = {
  seq: number
  kind: string
  created_at: Date
  user_id?: string
  ref_id?: string
  content?: string
}

async function newSteps({ admin, account_id }: Acme, session_id: string, steps: Step[]): Promise<void> {
  for (const step of steps)
    await admin`insert into ai_session_steps ${admin({ account_id, session_id, id: newId(), content: 'x', ...step } as never)}`
}

async function writeHandoff(acme: Acme, past: PastHandoff): Promise<void> {
  const { admin, account_id, ben, cleo } = acme
  const { made, claimed, intent = 'escalate', withdrawn, received = {}, redone = 0, asked_again = 0 } = past
  const claimed_at = ago(made, 7)
  const session_id = await newCase(acme, { created_at: ago(made + 200), board: past.board })
  const id = newId()
  const work = {
    steps: Array.from({ length: redone + 1 }, (_, n) => ({ id: newId(), text: `Step ${n}`, command: null })),
    questions: Array.from({ length: asked_again + 1 }, (_, n) => `Question ${n}?`),
  }
  await admin`insert into handoffs ${admin({
    ...{ account_id, session_id, id, intent, origin: 'handoff', reason: 'Stuck', created_by: ben },
    ...{ created_at: ago(made), brief: admin.json({}), document: admin.json({}), work: admin.json(work) },
    ...{ root_cause: '', steps_taken: '', recommendations: '', received: admin.json(received) },
    ...(claimed ? { claimed_by: cleo, claimed_at } : {}),
    ...(withdrawn ? { withdrawn_at: claimed_at } : {}),
  } as never)}`
  if (!claimed) return
  const by = { user_id: cleo, ref_id: id, created_at: claimed_at }
  await newSteps(acme, session_id, [
    { ...by, seq: 10, kind: 'handoff' },
    { ...by, seq: 11, kind: 'briefing' },
    // a colleague's step is not the claimer's
    { seq: 12, kind: 'message', user_id: ben, created_at: claimed_at },
    ...past.steps_after_s.map((seconds, n) => ({
      ...{ seq: 20 + n, kind: 'message', user_id: cleo, created_at: after(claimed_at, seconds) },
    })),
  ])
  await repeat(acme, session_id, { claimed_at, tasks: work.steps.slice(0, redone), asked_again })
}

async function repeat(
  acme: Acme,
  session_id: string,
  again: { claimed_at: Date; tasks: { id: string; text: string }[]; asked_again: number },
): Promise<void> {
  const { admin, account_id } = acme
  const created_at = after(again.claimed_at, 3600)
  for (const [position, task] of again.tasks.entries()) {
    const row = { account_id, session_id, ...task, command: null, state: 'done', position, source: 'flow' }
    await admin`insert into ai_session_tasks ${admin(row)}`
    await newSteps(acme, session_id, [{ seq: 40 + position, kind: 'action', ref_id: task.id, created_at }])
  }
  for (let n = 0; n < again.asked_again; n++)
    await newSteps(acme, session_id, [
      { seq: 60 + n, kind: 'question', content: `question ${n}`, created_at },
    ])
}

async function writeCase(
  acme: Acme,
  { begun, acts, kinds = [], pause, update, board }: PastCase,
): Promise<void> {
  const { admin, account_id, ben } = acme
  const session_id = await newCase(acme, { created_at: ago(begun), board })
  const steps = acts.map((minutes, n) => ({
    seq: n + 1,
    kind: kinds[n] ?? 'message',
    created_at: ago(begun, minutes),
  }))
  await newSteps(
    acme,
    session_id,
    steps.map((step) => ({ ...step, user_id: ben })),
  )
  if (pause) {
    const [began_at, ended_at] = [ago(begun, pause[0]), ago(begun, pause[1])]
    await admin`insert into ai_session_pauses ${admin({ account_id, session_id, began_at, ended_at })}`
  }
  if (update) await writeUpdate(acme, session_id, ago(begun, 1), update)
}

async function writeUpdate(
  acme: Acme,
  session_id: string,
  generated_at: Date,
  { copied, changed, post }: NonNullable<PastCase['update']>,
): Promise<void> {
  const { admin, account_id, ben, connection_id } = acme
  const id = newId()
  await admin`insert into session_updates ${admin({
    ...{ account_id, session_id, id, audience: 'ticket_notes', length: 'quick', context: 'status' },
    ...{ content: 'x', session_status: 'investigating', steps_completed: 0, time_spent_minutes: 1 },
    ...{ state: 'complete', model_kind: 'offline', state_version: 1, created_by: ben, generated_at },
    copied_at: copied ? after(generated_at, 60) : null,
  })}`
  const content = changed ? 'as it was written' : 'x'
  // of nobody: who had it written is none of the acts that a test counts
  await newSteps(acme, session_id, [
    { seq: 90, kind: 'status_update', ref_id: id, content, created_at: generated_at },
  ])
  if (!post) return
  const posted_at = after(generated_at, post.draft_s)
  const stands = post.state === 'verified' || post.state === 'posted'
  await admin`insert into posts ${admin({
    ...{ account_id, id: newId(), intent_key: newId(), kind: 'note', placement: 'internal', connection_id },
    ...{ ticket_id: '48291', session_id, user_id: ben, source_kind: 'update', source_id: id, body: 'x' },
    ...{ body_hash: newId(), tag: newId(), state: post.state, send_after: posted_at },
    ...{ order: admin.json({ placement: 'internal' }), created_at: after(posted_at, -post.click_s) },
    ...(stands ? { posted_at, psa_id: newId() } : {}),
  } as never)}`
}
