import * as v from 'valibot'
import { roles } from '../roles.ts'
import { id, instant, problemBody, text } from './common.ts'
import { delivery } from './connections.ts'
import { modelProblem } from './model.ts'

export const role = v.picklist(roles)
export type Role = v.InferOutput<typeof role>

/** What a role may do; every verb asks for one of these before anything else. */
export const rights = {
  read: ['viewer', 'engineer', 'admin', 'owner'],
  work: ['engineer', 'admin', 'owner'],
  administer: ['admin', 'owner'],
  own: ['owner'],
} as const satisfies Record<string, readonly Role[]>
export type Right = keyof typeof rights

/** How an account is called in addresses and commands. */
export const accountKey = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,40}$/, 'Lower-case letters, digits and hyphens, up to 40.'),
)

export const loginRequest = v.object({
  email: v.pipe(text(254), v.email('An e-mail address.')),
  password: v.pipe(v.string(), v.minLength(1, 'Must not be empty.'), v.maxLength(200)),
})
/** Without `refresh_token` the cookie counts. */
export const refreshRequest = v.object({ refresh_token: v.optional(v.pipe(v.string(), v.maxLength(200))) })

/** What the pod sends on from `getMemberAuthentication`: a claim until ConnectWise confirms it. Never logged. */
export const memberSignInRequest = v.object({
  pod_key: v.pipe(v.string(), v.regex(/^[0-9a-f]{20}$/)),
  company_id: v.pipe(v.string(), v.maxLength(100)),
  member_id: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,100}$/), v.regex(/^[^;,"\\:]+$/)),
  member_hash: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,2048}$/), v.regex(/^[^;,"\\]+$/)),
  member_context: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,4096}$/), v.regex(/^[^;,"\\]+$/)),
  /** The ticket the pod shows; access to it is checked with the member's own cookies in the same call. */
  ticket_id: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/))),
})

/** The same claim, and the password of the FlowPilot user that this member is. Asked once. */
export const memberLinkRequest = v.object({ ...memberSignInRequest.entries, ...loginRequest.entries })

export const userView = v.object({ id, name: v.string(), email: v.nullable(v.string()), role })
export type UserView = v.InferOutput<typeof userView>

/**
 * Answer of every sign-in. `expires_in` in seconds. A page of our own origin gets its refresh token as an HttpOnly
 * cookie, out of reach of scripts; everybody else in the body. The pod gets none.
 */
export const signedIn = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.optional(v.string()),
  user: userView,
})
export type SignedIn = v.InferOutput<typeof signedIn>

/** Answer of /oauth/token. Every refresh gives the next refresh token; the one before is used up. */
export const panelSignedIn = v.object({
  ...signedIn.entries,
  token_type: v.literal('Bearer'),
  refresh_token: v.string(),
})
export type PanelSignedIn = v.InferOutput<typeof panelSignedIn>

/** A refusal of /oauth/token and /oauth/revoke: RFC 6749's form, and ours beside it. */
export const oauthError = v.object({
  ...problemBody.entries,
  error: v.picklist(['invalid_request', 'invalid_client', 'invalid_grant', 'unsupported_grant_type']),
  error_description: v.string(),
})
export type OauthError = v.InferOutput<typeof oauthError>

/** How one may sign in here. `min_extension`: the oldest side panel that `api` can be spoken with. */
export const authOptions = v.object({
  api: v.number(),
  min_extension: v.string(),
  sso: v.nullable(v.object({ label: v.string() })),
})
export type AuthOptions = v.InferOutput<typeof authOptions>

/** Answer of the pod's sign-in. `none`: no ticket was asked about. */
export const memberSignedIn = v.object({
  ...signedIn.entries,
  ticket_access: v.picklist(['yes', 'no', 'none']),
})
export type MemberSignedIn = v.InferOutput<typeof memberSignedIn>

/** Wrong passwords that were typed for a person between two sign-ins of theirs. */
export const failedSignIns = v.object({ count: v.number(), last_at: instant })
export type FailedSignIns = v.InferOutput<typeof failedSignIns>

export const me = v.object({
  user: userView,
  /** For a quarter of an hour after a sign-in by password that found several; else null. */
  failed_sign_ins: v.nullable(failedSignIns),
  account: v.object({ id, key: v.string(), name: v.string() }),
  role,
  psa: v.object({
    connected: v.boolean(),
    connection_id: v.nullable(id),
    member_mapped: v.boolean(),
    site_url: v.nullable(v.string()),
    pod_registered: v.boolean(),
    /** True where the site is the bundled simulator; the UI says so. */
    simulated: v.boolean(),
    /** Null: everything is sent. */
    delivery: v.nullable(delivery),
  }),
  model: v.object({
    kind: v.picklist(['anthropic', 'offline']),
    label: v.string(),
    /** What an admin has to mend; null for everybody else. */
    problem: v.nullable(v.pick(modelProblem, ['code', 'message'])),
  }),
})
export type Me = v.InferOutput<typeof me>

export const colleague = v.object({
  id,
  name: v.string(),
  role,
  active: v.boolean(),
  psa_member: v.nullable(v.string()),
})
export type Colleague = v.InferOutput<typeof colleague>
