import * as v from 'valibot'
import { acceptedLeaks, filledText, id, instant } from './common.ts'
import { sentenceEvidence } from './evidence.ts'
import { postState } from './post-states.ts'

export const audience = v.picklist(['ticket_notes', 'client_update', 'email_draft'])
export type Audience = v.InferOutput<typeof audience>
export const updateLength = v.picklist(['quick', 'detailed'])
export type UpdateLength = v.InferOutput<typeof updateLength>
/** `resolution`: of a case that is closed, as its closing says. `escalation`: of one that waits to be picked up. */
export const updateContext = v.picklist(['status', 'resolution', 'escalation'])
export type UpdateContext = v.InferOutput<typeof updateContext>

/** A drafted communication. `content` is plain text with light markdown; an e-mail's subject stands apart. */
export const update = v.object({
  update_id: id,
  content: v.string(),
  subject: v.nullable(v.string()),
  audience,
  length: updateLength,
  context: updateContext,
  session_status: v.picklist(['investigating', 'identified', 'implementing', 'resolved', 'escalated']),
  steps_completed: v.number(),
  time_spent_minutes: v.number(),
  /** Complete, or cut short by a person or a fault: then it can be edited or made anew. */
  state: v.picklist(['complete', 'partial']),
  model_kind: v.picklist(['anthropic', 'offline']),
  copied_at: v.nullable(instant),
  /** Newest post made of it, if any. */
  post_id: v.nullable(id),
  /** The same post as it stands; `psa_id`: number of the note once there is one. */
  post: v.nullable(
    v.object({ id, state: postState, psa_id: v.nullable(v.string()), posted_at: v.nullable(instant) }),
  ),
  generated_at: instant,
  created_by: v.string(),
})
export type Update = v.InferOutput<typeof update>

/** `secret` is looked for in every text, the others in what a client reads. */
export const leakKind = v.picklist([
  'secret',
  'address',
  'host',
  'jargon',
  'internal',
  'name',
  'link',
  'blame',
])

/**
 * Words of an update's `content`, from `start` to `end`, that should not get out. `id` tells kind and words from others
 * without telling them, and is the same at the next check. `what`: what it looks like, such as a password. `instead`: plain
 * words that fit in their place.
 */
export const leak = v.object({
  id: v.string(),
  start: v.number(),
  end: v.number(),
  kind: leakKind,
  what: v.string(),
  instead: v.nullable(v.string()),
})
export type Leak = v.InferOutput<typeof leak>

/** An update as it was looked through: just written, or just reworded. */
export const checkedUpdate = v.object({
  ...update.entries,
  leaks: v.array(leak),
  evidence: v.array(sentenceEvidence),
})
export type CheckedUpdate = v.InferOutput<typeof checkedUpdate>

export const newUpdate = v.object({
  audience,
  length: updateLength,
  context: v.optional(updateContext, 'status'),
})
export const updateChange = v.object({ content: filledText(15_000) })

/**
 * What happened since a draft was written: somebody wrote in its ticket, it was changed otherwise, or its case went on.
 */
const draftNews = v.variant('kind', [
  v.object({ kind: v.literal('note'), who: v.string(), from_client: v.boolean(), at: instant }),
  v.object({ kind: v.literal('ticket'), at: instant }),
  v.object({ kind: v.literal('case'), facts: v.number(), tasks: v.number(), messages: v.number() }),
])
export type DraftNews = v.InferOutput<typeof draftNews>

const mailed = v.object({ as: v.picklist(['contact', 'copy', 'resource']), name: v.string() })
export type Mailed = v.InferOutput<typeof mailed>

/** Who reads a note. `mailed`: to whom the PSA sends it, by the flags of the ticket; null: that cannot be read now. */
const noteReaders = v.variant('who', [
  v.object({ who: v.literal('engineers') }),
  v.object({
    who: v.literal('client'),
    client_name: v.nullable(v.string()),
    mailed: v.nullable(v.array(mailed)),
  }),
])
export type NoteReaders = v.InferOutput<typeof noteReaders>

/** Why posting would fail now. `ticket_moved`: to that company, or to none. */
const postObstacle = v.variant('code', [
  v.object({ code: v.literal('ticket_moved'), company: v.nullable(v.string()) }),
  v.object({ code: v.literal('ticket_closed') }),
  v.object({ code: v.literal('ticket_not_there') }),
  /** Until an admin has renewed the keys, or given the server those that open them. */
  v.object({ code: v.picklist(['keys_refused', 'keys_locked']) }),
  /**
   * `documented`: the ticket has the documentation already, and these notes are there to be copied. `client_told`: one
   * note of the closing was for the client already. `psa_id`: of that note; null: it is still on its way.
   */
  v.object({ code: v.picklist(['documented', 'client_told']), psa_id: v.nullable(v.string()) }),
])
export type PostObstacle = v.InferOutput<typeof postObstacle>

/** What the click will do, shown beside the button before it is pressed. */
export const postPreview = v.object({
  ticket_id: v.string(),
  visibility: v.picklist(['internal', 'client_visible']),
  /** In English, as `emails`: what `read_by` says. */
  readers: v.string(),
  emails: v.array(v.string()),
  read_by: noteReaders,
  /** Whose note it is: the member it goes out as, or null where the first line names them instead. */
  author: v.object({ name: v.string(), member: v.nullable(v.string()) }),
  status_change: v.nullable(v.string()),
  /** Null: nothing happened since. `what` says in English what `news` says. */
  stale: v.nullable(v.object({ what: v.string(), news: v.array(draftNews) })),
  /** For a client each must be removed or accepted; in an internal note what is not accepted stands as "[redacted …]". */
  leaks: v.array(leak),
  /** A post of the last day, not refused or taken back, that brought these words to the same readers of the ticket. */
  said_before: v.nullable(v.object({ at: instant, psa_id: v.nullable(v.string()), by: v.string() })),
  obstacle: v.nullable(postObstacle),
})
export type PostPreview = v.InferOutput<typeof postPreview>

/** `visibility` is what the person saw on the button; another one than the audience's needs it named here. */
export const postRequest = v.object({
  intent_key: id,
  visibility: v.optional(v.picklist(['internal', 'client_visible'])),
  /** The text the person saw; when it is not the update's any more, nothing is posted (409 `update_changed`). */
  content: v.optional(filledText(15_000)),
  /** The person was told what it does, where their right asks for that. */
  confirmed: v.optional(v.boolean()),
  /** What the person read and lets out all the same. */
  accepted_leaks: acceptedLeaks,
})
