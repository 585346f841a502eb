import * as v from 'valibot'
import { id, instant, nameText } from './common.ts'
import { postState } from './post-states.ts'

/** What made a connection stop: so many sendings without a clear answer, or readings in a row that failed. */
const deliveryCause = v.object({
  code: v.picklist(['no_clear_answers', 'unreadable']),
  count: v.number(),
  since: instant,
})
export type DeliveryCause = v.InferOutput<typeof deliveryCause>

/**
 * Why nothing is sent right now, though the keys work. `next_try_at`: no person is needed. `sentence` and `reason` say in
 * English what `state` and `cause` say.
 */
export const delivery = v.object({
  state: v.picklist(['stopped', 'trying', 'paused']),
  sentence: v.string(),
  reason: v.nullable(v.string()),
  cause: v.nullable(deliveryCause),
  next_try_at: v.nullable(instant),
})
export type Delivery = v.InferOutput<typeof delivery>

/** One account's link to its PSA. Keys never come back: only a hint of the public one. */
export const connection = v.object({
  id,
  kind: v.picklist(['connectwise']),
  name: v.string(),
  site_url: v.string(),
  company_id: v.string(),
  client_id: v.string(),
  public_key_hint: v.string(),
  keys_changed_at: instant,
  /** `on_hold`: ConnectWise refused the keys; posts wait until a test passes. */
  health: v.picklist(['ok', 'on_hold']),
  health_reason: v.nullable(v.string()),
  /** Null: everything is sent. */
  delivery: v.nullable(delivery),
  pod_origins: v.array(v.string()),
  /** Where the ticket screen finds the pod. Whoever knows it sees which PSA may frame it, so it names nobody. */
  pod_url: v.string(),
  created_at: instant,
})
export type Connection = v.InferOutput<typeof connection>

/** `setup_id`: the number of the pod's setup at the PSA. */
export const podRegistered = v.object({ setup_id: v.string(), pod_url: v.string() })
export type PodRegistered = v.InferOutput<typeof podRegistered>

const key = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{4,200}$/, 'Four to 200 printable characters, no spaces.'),
)
const siteUrl = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty('A full address such as https://na.myconnectwise.net.'),
  v.maxLength(2000),
)
export const newConnection = v.object({
  kind: v.picklist(['connectwise']),
  name: nameText(100),
  site_url: siteUrl,
  company_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,50}$/, 'The company id of the sign-in screen.')),
  public_key: key,
  private_key: key,
  client_id: v.pipe(v.string(), v.regex(/^[0-9a-fA-F-]{36}$/, 'The client id is a GUID.')),
  /** An on-premises host is accepted only when an admin says so. */
  custom_host_confirmed: v.optional(v.boolean(), false),
})
export const connectionChange = v.partial(v.omit(newConnection, ['kind']))

/** Why a site does not answer as a PSA. */
const siteTroubles = [
  'unreachable',
  'not_public',
  'certificate',
  'slow',
  'busy',
  'failing',
  'redirected',
  'web_page',
  'not_understood',
] as const

export const siteQuestion = v.pick(newConnection, ['kind', 'site_url', 'company_id', 'custom_host_confirmed'])
/** What a site says of itself before anybody signs in. `elsewhere`: the cloud site where this company is instead. */
export const siteAnswer = v.object({
  site_url: v.string(),
  trouble: v.nullable(v.picklist([...siteTroubles, 'company_unknown'])),
  company_name: v.nullable(v.string()),
  version: v.nullable(v.string()),
  elsewhere: v.nullable(v.string()),
})
export type SiteAnswer = v.InferOutput<typeof siteAnswer>

const keyTrouble = v.picklist([...siteTroubles, 'keys_refused', 'right_missing'])
export type KeyTrouble = v.InferOutput<typeof keyTrouble>

export const rightCodes = [
  'tickets_read',
  'boards_read',
  'contacts_read',
  'configurations_read',
  'members_read',
  'time_read',
  'work_types_read',
  'schedule_read',
  'pod_register',
  'notes_write',
  'tickets_edit',
  'tickets_close',
  'time_add',
  'schedule_edit',
  'invoices_read',
  'purchases_read',
  'api_members_read',
] as const

/**
 * One right of the keys. `need`: as the PSA calls it. `write`: a test does not try it. `beyond`: FlowPilot does not use
 * it, so that `yes` is more than the keys should have. `used_for` says in English what `code` says.
 */
export const connectionRight = v.object({
  code: v.picklist(rightCodes),
  kind: v.picklist(['read', 'write', 'beyond']),
  need: v.string(),
  have: v.picklist(['yes', 'no', 'unknown']),
  used_for: v.string(),
})
export type ConnectionRight = v.InferOutput<typeof connectionRight>

/** `problem` says in English what `trouble` says. `members_mapped`: newly by their address; null when nobody was looked for. */
export const connectionTest = v.object({
  ok: v.boolean(),
  version: v.nullable(v.string()),
  member: v.nullable(v.string()),
  rights: v.array(connectionRight),
  trouble: v.nullable(keyTrouble),
  problem: v.nullable(v.string()),
  members_mapped: v.nullable(v.number()),
})
export type ConnectionTest = v.InferOutput<typeof connectionTest>

/**
 * How far a connection is set up, as its data tell. `people`: those who post. `note`: the newest that was read back; while
 * there is none, the newest that an admin tried it with.
 */
export const connectionSetup = v.object({
  pod_registered: v.boolean(),
  people: v.number(),
  people_mapped: v.number(),
  note: v.nullable(
    v.object({ post_id: id, ticket_id: v.string(), state: postState, verified_at: v.nullable(instant) }),
  ),
})
export type ConnectionSetup = v.InferOutput<typeof connectionSetup>

/**
 * Which PSA member a person of ours is, and how we know. `name`: an address says so; it names the author of a note and
 * signs nobody in. `confirm`: the same, and it signed in before addresses stopped counting. `identity`: linked by hand
 * or proved by a password; `signs_in` says whether that is enough for this person's role.
 */
export const memberMapping = v.object({
  user_id: id,
  user_name: v.string(),
  member_id: v.string(),
  member_identifier: v.string(),
  member_name: v.string(),
  source: v.picklist(['email', 'sign_in', 'hand', 'password', 'provisioned']),
  state: v.picklist(['name', 'confirm', 'identity']),
  signs_in: v.boolean(),
  linked_by: v.nullable(v.string()),
  linked_at: v.nullable(instant),
})
export type MemberMapping = v.InferOutput<typeof memberMapping>

const memberId = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/, 'A member has a number of up to ten digits.'))

/** Each of these people becomes this member, or none (null). Whoever is not named stays as they are. */
export const memberLinks = v.object({
  items: v.pipe(
    v.array(v.object({ user_id: id, member_id: v.nullable(memberId) })),
    v.minLength(1, 'Name at least one person.'),
    v.maxLength(200, 'At most 200 people at once.'),
    v.check(
      (items) => new Set(items.map(({ user_id }) => user_id)).size === items.length,
      'Each person once.',
    ),
  ),
})

/** A member whom the PSA confirmed and nobody linked yet. */
export const waitingMember = v.object({
  member_id: v.string(),
  member_identifier: v.string(),
  member_name: v.string(),
  email: v.nullable(v.string()),
  first_seen_at: instant,
  last_seen_at: instant,
})
export type WaitingMember = v.InferOutput<typeof waitingMember>

export const waitingMemberPath = v.object({ id, member_id: memberId })
export const admission = v.object({ role: v.picklist(['viewer', 'engineer']) })
