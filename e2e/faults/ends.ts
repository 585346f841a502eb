import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from './random.ts'
import { type Answer, type Doors, isFinal, request, type Tokens } from './requests.ts'

/** One press that ends a case for its engineer, and what was heard of it. */
export type End = {
  kind: 'closing' | 'handoff'
  session_id: string
  body: object
  /** As often as it was pressed at once: a double click. */
  presses: number
  /** Part → the post that a server promised. */
  promised: Map<string, string>
  /** Ids of what was made, as they were told: one. */
  made: Set<string>
  /** Who was told that they have the case now. */
  claimed_by: Set<string>
  refusals: string[]
}

/** A write of it is known by its case and its kind: its keys are made by the server. */
export const partKey = ({ session_id, kind }: { session_id: string | null; kind: string }): string =>
  `${session_id}:${kind}`

const patienceMs = 60_000
const pauseMs = 250

type Part = { session_id: string; text: string; order: object }

export function endOf([note, time, status]: readonly Part[], kind: End['kind'], random: Random): End {
  const { status_id } = (status?.order ?? {}) as { status_id?: string }
  const both = {
    intent_key: randomUUID(),
    time_entry: time?.order,
    psa_status_id: status_id,
    destinations: { ticket_note: true },
  }
  const said = note?.text ?? ''
  return {
    kind,
    session_id: note?.session_id ?? '',
    body: kind === 'closing' ? { resolution_summary: said, ...both } : { reason: said, ...both },
    presses: random.chance(0.4) ? 2 : 1,
    promised: new Map(),
    made: new Set(),
    claimed_by: new Set(),
    refusals: [],
  }
}

type People = { account_id: string; user_id: string; colleague_ids: string[] }
type Way = { doors: () => Doors; tokens: Tokens; random: Random }

/** Presses until a server has answered; what was handed on is then taken by two at once. */
export async function carryOutEnd({ account, end }: { account: People; end: End }, way: Way): Promise<void> {
  const path = `/ai-sessions/${end.session_id}/${end.kind === 'closing' ? 'resolve' : 'escalate'}`
  const press = async () => {
    const answer = await askUntilFinal(way, account.account_id, account.user_id, path, end.body)
    if (!answer?.ok) return void end.refusals.push(wordsOf(answer))
    const { closing, handoff, posts } = answer.body as Told
    end.made.add((closing ?? handoff)?.id ?? '')
    for (const post of closing?.posts ?? posts ?? []) end.promised.set(post.kind, post.id)
  }
  await Promise.all(Array.from({ length: end.presses }, press))
  if (end.kind === 'closing' || end.made.size === 0) return
  const pickUp = { resume_mode: 'continue' }
  await Promise.all(
    account.colleague_ids.map(async (userId) => {
      const claim = `/ai-sessions/${end.session_id}/pickup`
      const answer = await askUntilFinal(way, account.account_id, userId, claim, pickUp)
      if (answer?.ok) end.claimed_by.add(userId)
    }),
  )
}

type Told = {
  closing?: { id: string; posts: { id: string; kind: string }[] }
  handoff?: { id: string }
  posts?: { id: string; kind: string }[]
}
const wordsOf = (answer: Answer | undefined) =>
  answer ? `${answer.status} ${(answer.body as { code?: string }).code}` : 'no answer'

async function askUntilFinal(
  { doors, tokens, random }: Way,
  accountId: string,
  userId: string,
  path: string,
  body: object,
): Promise<Answer | undefined> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(pauseMs)) {
    const open = doors()
    const door = open[random.below(open.length)]
    if (!door) continue
    const token = await tokens(userId, accountId, door.replica.clock_shift_ms)
    const answer = await request(`${door.app}/api/v1${path}`, token, body)
    if (answer && isFinal(answer)) return answer
  }
  return undefined
}

export type FinalEnd = {
  session_id: string
  status: string
  closings: string[]
  handoffs: { id: string; claimed_by: string | null; is_waiting: boolean }[]
}

/** What is wrong with the end of a case, as its people were told of it and as it stands. */
export function wrongEnds(ends: readonly End[], finals: readonly FinalEnd[]): string[] {
  const byCase = new Map(finals.map((final) => [final.session_id, final]))
  return ends.flatMap((end) => {
    const final = byCase.get(end.session_id)
    const wrong = final ? wrongOf(end, final) : 'no case'
    return wrong ? [`${wrong}: ${end.kind} of ${end.session_id}, ${JSON.stringify(final)}`] : []
  })
}

function wrongOf(end: End, { status, closings, handoffs }: FinalEnd): string | null {
  const made = end.kind === 'closing' ? closings : handoffs.map(({ id }) => id)
  if (made.length > 1) return 'duplicated'
  if (end.made.size > 1) return 'one press was told two'
  const [told] = end.made
  if (told !== undefined && made[0] !== told) return 'lost, but promised'
  if (told !== undefined && end.promised.size !== 3) return 'promised in part'
  if (end.kind === 'closing') return (status === 'resolved') === (made.length === 1) ? null : 'falsely closed'
  if (handoffs.filter(({ is_waiting }) => is_waiting).length > 1) return 'two wait'
  const [handoff] = handoffs
  if (end.claimed_by.size > 1) return 'two were told that they have it'
  const [winner] = end.claimed_by
  if (winner !== undefined && handoff?.claimed_by !== winner) return 'somebody else has it than was told'
  const expected = !handoff || handoff.claimed_by ? 'active' : 'escalated'
  return status === expected ? null : `stands as ${status}`
}
