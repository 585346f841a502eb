import * as v from 'valibot'

/** What goes to the PSA, as far as a right tells it apart. */
export const writeKinds = ['internal_note', 'client_note', 'time_entry', 'status', 'assignment'] as const
export type WriteKind = (typeof writeKinds)[number]

/** off: refused · ask: a click is confirmed once more, a closing leaves it out until ticked · allow: a click does it */
export const writeRight = v.picklist(['off', 'ask', 'allow'])
export type WriteRight = v.InferOutput<typeof writeRight>

const ofRoles = { engineer: writeRight, admin: writeRight, owner: writeRight }
const byRole = v.object(ofRoles)

/** Per kind of write, per role that writes at all. */
export const writeRights = v.object({
  internal_note: byRole,
  client_note: byRole,
  time_entry: byRole,
  status: byRole,
  assignment: byRole,
})
export type WriteRights = v.InferOutput<typeof writeRights>

const someRoles = v.optional(v.partial(v.strictObject(ofRoles)))
/** Merged: what is left out stays. */
export const writeRightsChange = v.strictObject({
  internal_note: someRoles,
  client_note: someRoles,
  time_entry: someRoles,
  status: someRoles,
  assignment: someRoles,
})
export type WriteRightsChange = v.InferOutput<typeof writeRightsChange>
