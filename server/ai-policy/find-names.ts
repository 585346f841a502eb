export type AliasKind = 'Person' | 'Client' | 'Host' | 'Address' | 'Mail' | 'Phone' | 'Word'

/** A name that the case knows. A single word of a person counts only with its capitals: "may" is no May. */
export type KnownName = { kind: AliasKind; words: string }

export type FoundName = { start: number; end: number; kind: AliasKind }

/** More would make each text slow to look through. */
const mostNames = 400
const longestName = 120

/** In the order in which they are looked for: an address of a mailbox holds a host, a name may have the form of one. */
const groups = ['mail', 'share', 'client', 'person', 'device', 'address', 'phone', 'host'] as const
type Group = (typeof groups)[number]
const kindOf: Record<Group, AliasKind> = {
  mail: 'Mail',
  share: 'Host',
  address: 'Address',
  phone: 'Phone',
  host: 'Host',
  client: 'Client',
  person: 'Person',
  device: 'Host',
}

const ipv6 =
  '(?<![\\w:])(?:(?:[\\da-fA-F]{1,4}:){7}[\\da-fA-F]{1,4}|(?:[\\da-fA-F]{1,4}:){1,6}:(?:[\\da-fA-F]{1,4}(?::[\\da-fA-F]{1,4}){0,5})?)(?![\\w:])'
const patterns: Partial<Record<Group, string>> = {
  mail: '[\\w.+\\-]{1,64}@[\\w\\-]{1,63}(?:\\.[\\w\\-]{1,63}){1,5}',
  share: '(?<=\\\\\\\\)[\\w.\\-]{1,63}',
  address: `(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.]*\\d)(?:\\/\\d{1,2})?|(?<![\\w])(?:[\\da-fA-F]{2}[:\\-]){5}[\\da-fA-F]{2}(?![\\w])|${ipv6}`,
  phone: '(?<![\\w+])\\+\\d[\\d ()\\/\\-]{6,16}\\d(?!\\d)',
  host: '(?<![\\w.\\-@])(?:[A-Za-z0-9][A-Za-z0-9\\-]{0,62}\\.){1,4}[A-Za-z]{2,12}(?![\\w\\-])|(?<![\\w\\-])(?=[A-Z\\d\\-]{0,40}\\d)[A-Z][A-Z\\d]{1,14}(?:-[A-Z\\d]{1,15}){1,3}(?![\\w\\-])',
}

/** Finds names that the case knows and what has the form of one, in order and without overlap. */
export function findNames(known: readonly KnownName[]): (text: string) => FoundName[] {
  const of = (kind: AliasKind) => known.filter((name) => name.kind === kind).map(({ words }) => words)
  const sources: Partial<Record<Group, string>> = {
    ...patterns,
    client: anyOf(of('Client'), caseless),
    person: anyOf(of('Person'), (words) => (/\s/.test(words) ? caseless(words) : withCapitals(words))),
    device: anyOf(of('Host'), caseless),
  }
  const pattern = new RegExp(
    // no digit follows: it would be read as one of the alias
    groups.flatMap((name) => (sources[name] ? [`(?<${name}>(?:${sources[name]})(?!\\d))`] : [])).join('|'),
    'gu',
  )
  return (text) => [...text.matchAll(pattern)].flatMap((found) => nameIn(found))
}

function nameIn({ 0: words, index, groups: named = {} }: RegExpMatchArray): FoundName[] {
  const group = groups.find((name) => named[name] !== undefined)
  if (!group || index === undefined || (group === 'host' && isCommon(words))) return []
  return [{ start: index, end: index + words.length, kind: kindOf[group] }]
}

/** Also after a line break of pasted JSON, which is two signs there. */
const wordBegins = '(?:(?<![\\p{L}\\p{N}_])|(?<=\\\\[nrt]))'

/** Longest first, as whole words. */
function anyOf(names: readonly string[], form: (words: string) => string): string {
  const distinct = [...new Set(names.map((name) => name.trim()))].filter(
    ({ length }) => length >= 2 && length <= longestName,
  )
  const longestFirst = distinct.toSorted((a, b) => b.length - a.length).slice(0, mostNames)
  if (longestFirst.length === 0) return ''
  return `${wordBegins}(?:${longestFirst.map(form).join('|')})(?![\\p{L}\\p{N}_])`
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

function caseless(words: string): string {
  return [...words]
    .map((sign) => {
      if (/\s/.test(sign)) return '\\s{1,3}'
      const [lower, upper] = [sign.toLowerCase(), sign.toUpperCase()]
      return lower === upper || [...lower, ...upper].length !== 2 ? escaped(sign) : `[${lower}${upper}]`
    })
    .join('')
}

const withCapitals = (word: string) => `(?:${escaped(word)}|${escaped(word.toUpperCase())})`

/** Hosts of everybody, and what only looks like a host: standards, files, abbreviations. */
const everybodys =
  /(?:^|\.)(?:microsoft|microsoftonline|office|office365|outlook|windows|windowsupdate|azure|sharepoint|onedrive|live|google|gmail|googleapis|apple|icloud|adobe|cloudflare|connectwise|myconnectwise|teamviewer|anydesk|github|wikipedia)\.[a-z]{2,6}$|(?:^|\.)(?:windows|azureedge|akamaized|cloudapp)\.net$/i
const files =
  /\.(?:exe|msi|dll|sys|ps1|bat|cmd|vbs|js|ts|txt|log|csv|xml|json|yaml|yml|ini|cfg|conf|reg|pst|ost|evtx|docx?|xlsx?|pptx?|pdf|png|jpe?g|gif|zip|iso|vhdx?|bak|tmp|htm|html|net|core)$/i
const standards =
  /^(?:UTF|SHA|AES|RSA|RJ|USB|TLS|SSL|WPA|ISO|RFC|KB|CVE|HTTP|IP|IPV|TCP|UDP|MFA|WIN|OFFICE|EVENT|ERROR|CAT|WIFI|DDR|COVID|MS|HRESULT|STOP)-\d/
const shortened = /^(?:[A-Za-z]\.){1,3}[A-Za-z]$/

const isCommon = (words: string) =>
  everybodys.test(words) || files.test(words) || standards.test(words) || shortened.test(words)
