import * as v from 'valibot'
import { role, userView } from './accounts.ts'
import { id, instant, nameText, text } from './common.ts'

/** How long a link lives, in hours: an invitation, and a reset. */
export const linkHours = { invitation: 72, reset: 2 } as const
export const personActs = [
  'change_role',
  'switch_off',
  'switch_on',
  'reset',
  'end_sign_ins',
  'reset_second_factor',
] as const
export type PersonAct = (typeof personActs)[number]

/**
 * Somebody of the account, as admins see them. `invited`: has no password yet, and a link is or was out. `may`: what
 * the one who asks may do with this person now. A change carries the `revision` it was made on.
 */
export const person = v.object({
  id,
  name: v.string(),
  email: v.nullable(v.string()),
  role,
  active: v.boolean(),
  invited: v.boolean(),
  /** Until when the newest unused link counts; null without one. */
  link_expires_at: v.nullable(instant),
  has_password: v.boolean(),
  second_factor: v.boolean(),
  psa_member: v.nullable(v.string()),
  /** Sign-ins of page and panel that are open now. */
  sign_ins: v.number(),
  last_seen_at: v.nullable(instant),
  revision: v.number(),
  may: v.array(v.picklist(personActs)),
})
export type Person = v.InferOutput<typeof person>

export const personList = v.object({ items: v.array(person), next_cursor: v.null() })

export const newPerson = v.object({
  name: nameText(100),
  email: v.pipe(text(254), v.email('An e-mail address.')),
  role,
})
export type NewPersonInput = v.InferOutput<typeof newPerson>

export const personChange = v.pipe(
  v.object({
    revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
    role: v.optional(role),
    active: v.optional(v.boolean()),
  }),
  v.check(({ role, active }) => role !== undefined || active !== undefined, 'Say what is to change.'),
)
export type PersonChange = v.InferOutput<typeof personChange>

/**
 * A one-time link that sets a password. `mailed`: it went to the person's address and is shown to nobody. `shown`:
 * here it is, this once; `mail_failed` tells that mail was tried first.
 */
export const passwordLink = v.variant('delivery', [
  v.object({ delivery: v.literal('mailed'), expires_at: instant }),
  v.object({
    delivery: v.literal('shown'),
    link: v.string(),
    expires_at: instant,
    mail_failed: v.boolean(),
  }),
])
export type PasswordLink = v.InferOutput<typeof passwordLink>

export const invited = v.object({ person, link: passwordLink })
export type Invited = v.InferOutput<typeof invited>

/** The secret part of a link: 32 random bytes. It stands behind the `#`, which browsers send to nobody. */
const linkToken = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'Not a whole link.'))
const newPassword = v.pipe(
  v.string(),
  v.minLength(1, 'Must not be empty.'),
  v.maxLength(200, 'At most 200 characters.'),
)
const typedPassword = v.pipe(v.string(), v.minLength(1, 'Must not be empty.'), v.maxLength(200))

export const linkRequest = v.object({ token: linkToken })
/** Whom a link is for. */
export const linkView = v.object({
  purpose: v.picklist(['invitation', 'reset']),
  name: v.string(),
  email: v.string(),
  account: v.string(),
  expires_at: instant,
})
export type LinkView = v.InferOutput<typeof linkView>
export const linkPassword = v.object({ token: linkToken, password: newPassword })

/** `current` is left out only by somebody who has no password yet. */
export const passwordChange = v.object({ current: v.optional(typedPassword), password: newPassword })

/** A sign-in of one's own: page or panel, until it is ended. */
export const signInRow = v.object({
  id,
  surface: v.picklist(['app', 'panel']),
  /** Browser and system by the names that we know, such as `Firefox on Windows`; may be empty. */
  device: v.string(),
  signed_in_by: v.picklist(['password', 'single_sign_on']),
  started_at: instant,
  last_seen_at: instant,
  /** True for the one that asks. */
  current: v.boolean(),
})
export type SignInRow = v.InferOutput<typeof signInRow>

export const secondFactor = v.object({
  /** Since when codes are asked for; null while they are not. */
  since: v.nullable(instant),
  recovery_codes_left: v.number(),
  /** The account asks everybody for one. */
  required: v.boolean(),
  /** False for somebody who never types a password here: nothing would ask for the code. */
  possible: v.boolean(),
})
export type SecondFactor = v.InferOutput<typeof secondFactor>

/** First the password, which answers a secret; then a code of that secret, which makes it count. */
export const secondFactorChange = v.union([
  v.object({ password: typedPassword }),
  v.object({ code: v.pipe(text(20), v.regex(/^\d{3} ?\d{3}$/, 'Six digits.')) }),
])
export type SecondFactorChange = v.InferOutput<typeof secondFactorChange>
/** Taking the second factor away costs the password. */
export const secondFactorEnd = v.object({ password: typedPassword })

/** To be typed or scanned into an authenticator; `uri` is what the QR code says. Shown this once. */
export const newSecret = v.object({ secret: v.string(), uri: v.string() })
export type NewSecret = v.InferOutput<typeof newSecret>
/** Each works once instead of a code. Shown this once. */
export const recoveryCodes = v.object({ recovery_codes: v.array(v.string()) })

const challengeToken = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
/**
 * Answer of a sign-in by password that wants more. `code`: one of the authenticator, or a recovery code.
 * `enrol`: the account asks for a second factor and this person has none: get a secret first.
 */
export const challenged = v.object({
  challenge: challengeToken,
  second_factor: v.picklist(['code', 'enrol']),
})
export type Challenged = v.InferOutput<typeof challenged>

export const enrolRequest = v.object({ challenge: challengeToken })
export const totpRequest = v.object({
  challenge: challengeToken,
  code: v.pipe(text(30), v.minLength(6, 'Six digits, or a recovery code.')),
})

/** Answer of the second step; `recovery_codes` only when it made the second factor count. */
export const signedInBySecondFactor = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.optional(v.string()),
  user: userView,
  recovery_codes: v.optional(v.array(v.string())),
})
export type SignedInBySecondFactor = v.InferOutput<typeof signedInBySecondFactor>
