import * as v from 'valibot'
import { filledText, instant, nameText } from './common.ts'

/** What becomes of a member whom ConnectWise confirms and nobody linked: a new viewer, somebody who waits, nothing. */
export const provisioning = v.picklist(['viewer', 'approval', 'off'])
export type Provisioning = v.InferOutput<typeof provisioning>

/** Who links a person to its member: it may by its own password, or admins alone. */
export const linking = v.picklist(['password', 'admin'])
export type Linking = v.InferOutput<typeof linking>

/** The account's OpenID provider. The client's secret goes in and never comes back. */
export const identityProvider = v.object({
  issuer: v.string(),
  client_id: v.string(),
  label: v.string(),
  /** Whether guests of an Entra tenant may sign in. */
  guests: v.boolean(),
  changed_at: instant,
})

/** An e-mail domain. Its people are known by it once `proved_by` says how: a TXT record, or the operator's word. */
export const emailDomain = v.object({
  domain: v.string(),
  proved_by: v.nullable(v.picklist(['dns', 'operator'])),
  proved_at: v.nullable(instant),
  /** What a TXT record at `name` has to say. */
  txt: v.object({ name: v.string(), value: v.string() }),
})
export type EmailDomain = v.InferOutput<typeof emailDomain>

/** How people get into this account. */
export const signInRules = v.object({
  provider: v.nullable(identityProvider),
  domains: v.array(emailDomain),
  /** True: passwords sign nobody in. */
  sso_only: v.boolean(),
  /** True: after a password everybody of the account is asked for a code. */
  second_factor_required: v.boolean(),
  provisioning,
  linking,
  /** What is to be registered at the provider as the address it sends people back to. */
  callback_url: v.string(),
})
export type SignInRules = v.InferOutput<typeof signInRules>

export const domainName = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(253),
  v.regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'A domain such as acme.example.',
  ),
)

const newProvider = v.strictObject({
  issuer: v.pipe(v.string(), v.trim(), v.maxLength(500), v.url('The full address of the issuer.')),
  client_id: filledText(300),
  /** May be left out while issuer and client id stay. */
  client_secret: v.optional(v.pipe(v.string(), v.minLength(1, 'Must not be empty.'), v.maxLength(1000))),
  label: v.optional(nameText(40), 'single sign-on'),
  guests: v.optional(v.boolean(), false),
})

export const mostDomains = 20
const domainList = v.pipe(v.array(domainName), v.maxLength(mostDomains, `At most ${mostDomains} domains.`))

/**
 * Sets what is given; the rest stays. `domains` is the whole list: what is new waits for its proof. With
 * `known_domains`, the list that it was made from, only what differs between the two is done, so that what somebody
 * else added or took away meanwhile stays so.
 */
export const signInRulesChange = v.partial(
  v.strictObject({
    provider: v.nullable(newProvider),
    domains: domainList,
    known_domains: domainList,
    sso_only: v.boolean(),
    second_factor_required: v.boolean(),
    provisioning,
    linking,
  }),
)
export type SignInRulesChange = v.InferOutput<typeof signInRulesChange>
export type NewProvider = v.InferOutput<typeof newProvider>

export const domainPath = v.object({ domain: domainName })

/** Single sign-on begins with the address; its domain says whose provider is asked. */
export const ssoRequest = v.object({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254), v.email('An e-mail address.')),
})
export const ssoStart = v.object({ location: v.string() })
export type SsoStart = v.InferOutput<typeof ssoStart>
