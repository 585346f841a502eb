import { setTimeout as sleep } from 'node:timers/promises'
import { carryOutEnd } from './ends.ts'
import type { Random } from './random.ts'
import { type Doors, isFinal, request, type Tokens } from './requests.ts'
import type { Click } from './seed.ts'

export type Clicked = Click & {
  /** The post that a server promised to take care of. */
  post_ids: Set<string>
  /** Any server was reached, so a row may be there although nobody said so. */
  refusals: string[]
}

const patienceMs = 60_000
const pauseMs = 250
const seenShare = 0.7

/** One person and all surfaces they click on at once, until each has its answer. */
export async function carryOutClick(
  click: Click,
  doors: () => Doors,
  tokens: Tokens,
  random: Random,
  before: Promise<Clicked> | undefined,
): Promise<Clicked> {
  const clicked: Clicked = { ...click, post_ids: new Set(), refusals: [] }
  const [after_post_id] = (await before)?.post_ids ?? []
  if (clicked.end) {
    const { end } = clicked
    // the first of its writes presses for all
    if (!before) await carryOutEnd({ ...clicked, end }, { doors, tokens, random })
    const promised = end.promised.get(clicked.kind)
    if (promised) clicked.post_ids.add(promised)
    clicked.refusals.push(...end.refusals)
    return clicked
  }
  await Promise.all(click.keys.map((key) => ask(clicked, key, doors, tokens, random, after_post_id)))
  return clicked
}

async function ask(
  click: Clicked,
  intentKey: string,
  doors: () => Doors,
  tokens: Tokens,
  random: Random,
  afterPostId: string | undefined,
): Promise<void> {
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    const open = doors()
    const door = open[random.below(open.length)]
    if (!door) {
      await sleep(pauseMs)
      continue
    }
    const { account } = click
    const token = await tokens(account.user_id, account.account_id, door.replica.clock_shift_ms)
    const api = `${door.app}/api/v1`
    const answer = await (click.kind === 'note'
      ? postNote(click, api, token, intentKey, random)
      : postOrder(click, api, token, intentKey, afterPostId))
    if (answer?.ok) return void click.post_ids.add((answer.body as { id: string }).id)
    if (click.isImpatient) return
    const code = (answer?.body as { code?: string } | undefined)?.code
    if (answer && isFinal(answer)) return void click.refusals.push(`${answer.status} ${code}`)
    await sleep(pauseMs)
  }
}

async function postNote(
  { session_id, update_id }: Click,
  api: string,
  token: string,
  intent_key: string,
  random: Random,
) {
  const update = `${api}/ai-sessions/${session_id}/updates/${update_id}`
  // most people have seen what the click will do, and their server has read the ticket for it
  if (random.chance(seenShare)) await request(`${update}/post-preview`, token)
  return request(`${update}/post`, token, { intent_key })
}

function postOrder(
  { kind, session_id, ticket_id, order }: Click,
  api: string,
  token: string,
  intent_key: string,
  afterPostId: string | undefined,
) {
  const after = afterPostId ? { after_post_id: afterPostId } : {}
  const body = { kind, intent_key, session_id, ticket_id, order, confirmed: true, ...after }
  return request(`${api}/posts`, token, body)
}
