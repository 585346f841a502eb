import * as v from 'valibot'
import { isDatabaseInTheClear } from './db/connection-options.ts'

const flag = v.pipe(
  v.picklist(['true', 'false', '1', '0']),
  v.transform((value) => value === 'true' || value === '1'),
)
const whole = (min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'a whole number'),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
  )
const dollars = (max: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,6}(\.\d{1,2})?$/, 'dollars'), v.transform(Number), v.maxValue(max))
const address = (protocols: RegExp) => v.pipe(v.string(), v.url('a full address'), v.regex(protocols))
const keyList = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=)*$/,
    'kid:base64 of 32 bytes, comma-separated',
  ),
)

const addressList = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[\w.-]+(:\d+)?\/[\w./-]*(,https:\/\/[\w.-]+(:\d+)?\/[\w./-]*)*$/,
    'full https addresses, comma-separated',
  ),
)

/** Every setting, its default and its limits; .env.example holds the same list. */
export const settings = v.object({
  NODE_ENV: v.optional(v.picklist(['development', 'production', 'test']), 'development'),
  PORT: v.optional(whole(0, 65535), '8787'),
  METRICS_PORT: v.optional(whole(1, 65535)),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PUBLIC_URL: v.optional(address(/^https?:\/\//)),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'postgres://…'))),
  DATABASE_LISTEN_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'postgres://…'))),
  DATABASE_ADMIN_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, 'postgres://…'))),
  DATA_DIR: v.optional(v.string(), '.data'),
  ANTHROPIC_API_KEY: v.optional(v.string()),
  ANTHROPIC_BASE_URL: v.optional(address(/^https?:\/\//)),
  MODEL_DIAGNOSIS: v.optional(v.string(), 'claude-sonnet-5-5'),
  MODEL_FAST: v.optional(v.string(), 'claude-haiku-5-5'),
  MODEL_PORT: v.optional(whole(0, 65535), '8789'),
  MODEL_FALLBACK: v.optional(v.string()),
  MODEL_STRUCTURED: v.optional(v.picklist(['native', 'prompted']), 'native'),
  MODEL_DOLLARS_PER_DAY: v.optional(dollars(100_000), '20'),
  SECRET_KEYS: v.optional(keyList),
  SIMULATOR_PORT: v.optional(whole(0, 65535), '8788'),
  ALLOW_LOOPBACK_PSA: v.optional(flag, 'false'),
  TRUSTED_PROXY_HOPS: v.optional(whole(0, 5), '0'),
  LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'info'),
  POST_SETTLE_SECONDS: v.optional(whole(1, 3600), '180'),
  POST_LEASE_SECONDS: v.optional(whole(2, 600), '60'),
  POST_UNDO_SECONDS: v.optional(whole(0, 60), '3'),
  POST_AUDIT_SECONDS: v.optional(whole(1, 86_400), '600'),
  PASSWORD_TRIES: v.optional(whole(1, 10_000), '5'),
  SIGN_INS_PER_MINUTE: v.optional(whole(1, 100_000), '300'),
  LOGINS_PER_ADDRESS_PER_MINUTE: v.optional(whole(1, 100_000), '60'),
  // a browser that opens all its tabs again asks once for each
  REFRESHES_PER_MINUTE: v.optional(whole(1, 100_000), '30'),
  TURNS_PER_HOUR: v.optional(whole(1, 100_000), '120'),
  POSTS_PER_MINUTE: v.optional(whole(1, 100_000), '60'),
  DRAFTS_PER_PERSON: v.optional(whole(1, 100_000), '500'),
  DRAFT_MEGABYTES_PER_PERSON: v.optional(whole(1, 1_000), '5'),
  CASES_PER_HOUR: v.optional(whole(1, 100_000), '200'),
  READS_PER_MINUTE: v.optional(whole(1, 1_000_000), '1200'),
  CONNECTION_TESTS_PER_MINUTE: v.optional(whole(1, 10_000), '10'),
  STREAMS_PER_USER: v.optional(whole(1, 1000), '10'),
  EXTENSION_REDIRECTS: v.optional(addressList),
  SMTP_URL: v.optional(
    v.pipe(v.string(), v.regex(/^smtps?:\/\//, 'smtp://… or smtps://…'), v.url('a full address')),
  ),
  MAIL_FROM: v.optional(v.pipe(v.string(), v.maxLength(200))),
  OIDC_ISSUER: v.optional(address(/^https?:\/\//)),
  OIDC_CLIENT_ID: v.optional(v.string()),
  OIDC_CLIENT_SECRET: v.optional(v.string()),
  OIDC_LABEL: v.optional(v.pipe(v.string(), v.maxLength(40)), 'single sign-on'),
  OIDC_GUESTS: v.optional(flag, 'false'),
  OIDC_ACCOUNT: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'the key of an account'))),
})

export type Config = v.InferOutput<typeof settings>

/** Settings of earlier versions: whoever still gives one is told what took its place. */
const renamed: Record<string, string> = {
  MODEL_TOKENS_PER_DAY: 'is now MODEL_DOLLARS_PER_DAY, in dollars per day and account',
  LOGINS_PER_MINUTE: 'is now PASSWORD_TRIES, wrong ones by person and network before the next has to wait',
}

/** Thrown at start; `message` names every wrong setting at once and none of their values. */
export class WrongSettings extends Error {}

/** Reads the environment once. An empty value counts as unset, and then `unset` names another default. */
export function readConfig(
  env: Record<string, string | undefined> = process.env,
  unset: Partial<Record<keyof Config, string>> = {},
): Config {
  const given = Object.fromEntries(
    Object.keys(settings.entries).flatMap((name) => {
      const value = env[name] || unset[name as keyof Config]
      return value ? [[name, value]] : []
    }),
  )
  const parsed = v.safeParse(settings, given)
  const wrong = parsed.success
    ? []
    : parsed.issues.map((issue) => `  ${v.getDotPath(issue)}: ${issue.message}`)
  if (env.NODE_ENV === 'production') wrong.push(...wrongInProduction(given))
  for (const [old, now] of Object.entries(renamed)) if (env[old]) wrong.push(`  ${old}: ${now}`)
  wrong.push(...wrongProvider(given))
  if (given.SMTP_URL && !given.MAIL_FROM) wrong.push('  MAIL_FROM: required with SMTP_URL')
  if (!parsed.success || wrong.length > 0)
    throw new WrongSettings(
      `These settings cannot be used:\n${wrong.join('\n')}\nSee .env.example for what each takes.`,
    )
  return parsed.output
}

/** Production keeps its own keys, and nothing of it goes over a network in the clear. */
function wrongInProduction(given: Record<string, string>): string[] {
  const wrong = (['SECRET_KEYS', 'PUBLIC_URL'] as const)
    .filter((name) => !given[name])
    .map((name) => `  ${name}: required with NODE_ENV=production`)
  const { PUBLIC_URL } = given
  if (PUBLIC_URL && !/^https:\/\//i.test(PUBLIC_URL) && !isOnThisMachine(PUBLIC_URL))
    wrong.push('  PUBLIC_URL: an https address in production; tokens and tickets go over it')
  for (const name of ['DATABASE_URL', 'DATABASE_LISTEN_URL', 'DATABASE_ADMIN_URL'] as const)
    if (given[name] && isDatabaseInTheClear(given[name]))
      wrong.push(
        `  ${name}: a database on another machine is reached over TLS in production; add sslmode=verify-full, or sslmode=require where its certificate cannot be verified`,
      )
  return wrong
}

/** Loopback is no network. */
function isOnThisMachine(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : ''
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i.test(host)
}

/** The provider of the single sign-on: all of it or nothing, over https but on this machine where that is allowed. */
function wrongProvider(given: Record<string, string>): string[] {
  const { OIDC_ISSUER, ALLOW_LOOPBACK_PSA } = given
  if (!OIDC_ISSUER) return []
  const missing = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']
    .filter((name) => !given[name])
    .map((name) => `  ${name}: required with OIDC_ISSUER`)
  const mayBePlain =
    /^(true|1)$/.test(ALLOW_LOOPBACK_PSA ?? '') && /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(OIDC_ISSUER)
  return OIDC_ISSUER.startsWith('https:') || mayBePlain
    ? missing
    : [...missing, '  OIDC_ISSUER: an https address']
}

/** Where browsers reach us: PUBLIC_URL, or the address we listen on. */
export function publicUrl(config: Config): string {
  return (config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, '')
}

/** The environment of a child process. */
export function environmentWith(more: Record<string, string>): Record<string, string | undefined> {
  return { ...process.env, ...more }
}
