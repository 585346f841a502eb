/** Mail gateways wrap a link so often at most: SafeLinks around Proofpoint around a gateway of the sender. */
const unwrapLimit = 4

const link = /https?:\/\/[^\s<>"'|[\]]+/gi
const sentenceSigns = new Set('.,:!?)*')

type Gateway = { host: RegExp; target: (url: URL, text: string) => string | null }

const parameter =
  (...names: string[]) =>
  (url: URL) =>
    names.map((name) => url.searchParams.get(name)).find((value) => value !== null) ?? null

/** The gateways whose links hold where they lead, or at least to whom. */
const gateways: Gateway[] = [
  {
    host: /\.safelinks\.protection\.(outlook\.com|office365\.us)$|^statics\.teams\./,
    target: parameter('url'),
  },
  { host: /^urldefense(\.proofpoint)?\.com$|^urldefense\.us$/, target: proofpoint },
  {
    host: /\.mimecast(protect)?\.com$/,
    target: ({ searchParams }) => searchParams.get('url') ?? onlyHost(searchParams.get('domain')),
  },
  { host: /^linkprotect\.cudasvc\.com$/, target: parameter('a') },
  { host: /^secure-web\.cisco\.com$/, target: lastOfPath },
  {
    host: /\.protection\.sophos\.com$/,
    target: ({ searchParams }) => fromBase64(searchParams.get('u')) ?? onlyHost(searchParams.get('d')),
  },
  { host: /\.trendmicro\.com$/, target: parameter('url') },
  {
    host: /^protect\d*\.fireeye\.com$|^clicktime\.symantec\.com$|\.esvalabs\.com$|\.zixcentral\.com$/,
    target: parameter('u'),
  },
  { host: /\.avanan\.click$|^protect\.checkpoint\.com$/, target: between('___') },
  {
    host: /^(www\.)?google\.[a-z.]{2,6}$/,
    target: (url) => (url.pathname === '/url' ? parameter('q', 'url')(url) : null),
  },
]

/** Links that a mail gateway rewrote, as they were before; where only the host is known, that. */
export function unwrapLinks(text: string): string {
  return text.replace(link, (found) => {
    let end = found.length
    while (sentenceSigns.has(found[end - 1] ?? '')) end--
    return unwrapped(found.slice(0, end)) + found.slice(end)
  })
}

function unwrapped(given: string): string {
  let at = given
  for (let round = 0; round < unwrapLimit; round++) {
    const next = targetOf(at)
    if (next === null) return at
    at = next
  }
  return at
}

function targetOf(text: string): string | null {
  try {
    const url = new URL(text.replaceAll('&amp;', '&'))
    const gateway = gateways.find(({ host }) => host.test(url.hostname))
    const target = gateway?.target(url, text) ?? null
    return target && /^https?:\/\/[^\s/]/i.test(target) && !/\s/.test(target) ? target : null
  } catch {
    return null
  }
}

function onlyHost(domain: string | null): string | null {
  return domain && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain) ? `https://${domain}/…` : null
}

function lastOfPath({ pathname }: URL): string | null {
  const at = pathname.search(/\/https?(%3a|:)/i)
  return at < 0 ? null : decodeURIComponent(pathname.slice(at + 1))
}

function between(mark: string) {
  return (_: URL, text: string): string | null => text.split(mark)[1] ?? null
}

function fromBase64(given: string | null): string | null {
  const text = given === null ? '' : Buffer.from(given, 'base64').toString('utf8')
  return text.startsWith('http') ? text : null
}

function proofpoint(url: URL, text: string): string | null {
  if (url.pathname.startsWith('/v3/')) return proofpoint3(text)
  const target = url.searchParams.get('u')
  if (!target || !url.pathname.startsWith('/v2/')) return target
  return decodeURIComponent(target.replaceAll('-', '%').replaceAll('_', '/'))
}

const runLengths = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Version 3 puts `*` for one sign and `**x` for a run, and the signs themselves in Base64 behind the link. */
function proofpoint3(text: string): string | null {
  const start = text.indexOf('__')
  const end = text.lastIndexOf('__;')
  if (start < 0 || end <= start) return null
  const signs = [...Buffer.from(text.slice(end + 3).split('!')[0] ?? '', 'base64url').toString('utf8')]
  let next = 0
  const take = (count: number) => {
    next += count
    return signs.slice(next - count, next).join('')
  }
  const target = text
    .slice(start + 2, end)
    .replace(/\*\*[\w-]|\*/g, (mark) => take(mark === '*' ? 1 : runLengths.indexOf(mark.slice(2)) + 2))
  return target.replace(/^(https?:\/)(?=[^/])/i, '$1/')
}
