import postgres from 'postgres'

export type Sql = postgres.Sql
type Options = postgres.Options<Record<string, postgres.PostgresType>>

/** libpq settings that postgres.js would send to the server, which refuses what it does not know. */
const libpqOnly = [
  'host',
  'channel_binding',
  'gssencmode',
  'sslcert',
  'sslkey',
  'sslcrl',
  'passfile',
  'service',
]

/** libpq allows a login before an empty host, URL does not. */
function asUrl(databaseUrl: string): URL {
  return new URL(databaseUrl.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[/?#]|$)/, '$1localhost'))
}

/** The same server, another database. */
export function withDatabase(databaseUrl: string, database: string): string {
  const url = asUrl(databaseUrl)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.href
}

/** Where a server is: its URL; `?host=/folder` names the folder of a unix socket. */
export function optionsFromUrl(databaseUrl: string): Options {
  const url = asUrl(databaseUrl)
  const folder = url.searchParams.get('host')
  const options: Options = {
    host: folder ?? (decodeURIComponent(url.hostname.replace(/^\[|\]$/g, '')) || 'localhost'),
    port: Number(url.searchParams.get('port') ?? url.port) || 5432,
    database: decodeURIComponent(url.pathname.slice(1)) || undefined,
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
  }
  const connection: Record<string, string> = {}
  for (const [name, value] of url.searchParams) {
    if (name === 'sslmode' || name === 'ssl') options.ssl = value === 'disable' ? false : (value as 'require')
    else if (name !== 'port' && !libpqOnly.includes(name)) connection[name] = value
  }
  return { ...options, connection }
}

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i
/** With these libpq may go on without TLS. */
const mayBePlain = [undefined, false, 'allow', 'prefer', 'false']

/** Whether a connection to this address could cross a network without TLS. Sockets and loopback cross none. */
export function isDatabaseInTheClear(databaseUrl: string): boolean {
  try {
    const { host, ssl } = optionsFromUrl(databaseUrl)
    const name = String(host)
    return !name.startsWith('/') && !loopback.test(name) && mayBePlain.includes(ssl as string | undefined)
  } catch {
    // no URL at all, which is said of it elsewhere
    return false
  }
}

/** The URL that `optionsFromUrl` reads back, for another process. */
export function urlFromOptions(options: {
  host: string
  port: number
  user: string
  database: string
  password?: string
}): string {
  const login =
    encodeURIComponent(options.user) + (options.password ? `:${encodeURIComponent(options.password)}` : '')
  const folder = options.host.startsWith('/') ? `?host=${encodeURIComponent(options.host)}` : ''
  const host = folder ? 'localhost' : options.host
  return `postgres://${login}@${host}:${options.port}/${encodeURIComponent(options.database)}${folder}`
}

/** Rows go to JSON as they are: instants as ISO text in UTC with milliseconds, dates as written, counts as numbers. */
const types = {
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
    parse: (text: string) => {
      const instant = new Date(/[+-]\d\d(:\d\d)?$/.test(text) ? text : `${text}Z`)
      return Number.isNaN(instant.getTime()) ? text : instant.toISOString()
    },
  },
  day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: number | bigint | string) => String(value),
    parse: (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  },
}

export type PoolInput = {
  max: number
  role?: 'flowpilot_app' | 'flowpilot_system'
  onNotice: (code: string, message: string) => void
}

export function openPool(where: Options, { max, role, onNotice }: PoolInput): Sql {
  const limits = role ? { role, statement_timeout: '30s', idle_in_transaction_session_timeout: '30s' } : {}
  return postgres({
    ...where,
    types,
    max,
    connect_timeout: 10,
    idle_timeout: role ? undefined : 20,
    max_lifetime: 60 * (30 + Math.random() * 30),
    backoff: (n: number) => Math.min(0.05 * 2 ** n, 0.5),
    onnotice: (notice: postgres.Notice) => onNotice(String(notice.code), String(notice.message)),
    connection: {
      ...where.connection,
      application_name: 'flowpilot',
      TimeZone: 'UTC',
      DateStyle: 'ISO, YMD',
      IntervalStyle: 'iso_8601',
      client_min_messages: 'warning',
      ...limits,
    },
  } as unknown as Options) as unknown as Sql
}
