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
/** Short words for what a machine does: with a number behind them they name one, whatever its capitals. */
const roles =
  'dc srv server sql exch ex fs file prn print fw sw ap rt nas san esx hv vm ws lt nb rds ts bkp db vpn mail pc laptop desktop host'
    .split(' ')
    .map((role) => caseless(role))
    .join('|')
const patterns: Partial<Record<Group, string>> = {
  mail: '[\\w.+\\-]{1,64}@[\\w\\-]{1,63}(?:\\.[\\w\\-]{1,63}){1,5}',
  share: '(?<=\\\\\\\\)[\\w.\\-]{1,63}',
  address: `(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\d.]*\\d)(?:\\/\\d{1,2})?|(?<![\\w])(?:[\\da-fA-F]{2}[:\\-]){5}[\\da-fA-F]{2}(?![\\w])|${ipv6}`,
  phone:
    '(?<![\\w+])\\+\\d[\\d ()\\/\\-]{6,16}\\d(?!\\d)|' +
    '(?<![\\w.+\\-])(?:\\(\\d{3}\\) ?|\\d{3}[ .\\-])\\d{3}[ .\\-]\\d{4}(?![\\w\\-])|' +
    '(?<![\\w.:+\\-])\\(?0\\d{2,4}\\)?[ \\/\\-]{1,3}\\d{2,9}(?:[ \\-]\\d{2,8}){0,3}(?![\\w\\-]|[.:]\\d)',
  host:
    '(?<![\\w.\\-@])(?:[A-Za-z0-9][A-Za-z0-9\\-]{0,62}\\.){1,4}[A-Za-z]{2,12}(?![\\w\\-])|(?<![\\w\\-])(?=[A-Z\\d\\-]{0,40}\\d)[A-Z][A-Z\\d]{1,14}(?:-[A-Z\\d]{1,15}){1,3}(?![\\w\\-])' +
    `|(?<![\\w.@\\/\\-])(?:[A-Za-z][A-Za-z\\d]{0,14}-){0,2}(?:[Ss][Rr][Vv]|[Ss]|[Vv])?(?:${roles})-?\\d{1,3}(?:-[A-Za-z\\d]{1,15})?(?![\\w@\\-]|\\.\\w)`,
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
    groups.flatMap((name) => (sources[name] ? [`(?<${name}>${sources[name]})`] : [])).join('|'),
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

/** Scripts that put no blanks between words. */
const unspaced =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]$/u

/** Longest first, as whole words; accents may stand as signs of their own. */
function anyOf(names: readonly string[], form: (words: string) => string): string {
  const written = names
    .map((name) => name.trim())
    .flatMap((name) => [name, name.normalize('NFC'), name.normalize('NFD')])
  const distinct = [...new Set(written)].filter(({ length }) => length >= 2 && length <= longestName)
  const longestFirst = distinct.toSorted((a, b) => b.length - a.length).slice(0, mostNames)
  const any = (of: readonly string[]) => of.map(form).join('|')
  const apart = any(longestFirst.filter((name) => !unspaced.test(name)))
  const joined = any(longestFirst.filter((name) => unspaced.test(name)))
  return [apart && `${wordBegins}(?:${apart})(?![\\p{L}\\p{N}\\p{M}_])`, joined].filter(Boolean).join('|')
}

/** Telephones write these two as they like. */
const alike: readonly [RegExp, string][] = [
  [/['’‘ʼ`´]/, "['’‘ʼ`´]"],
  [/[-‐‑–]/, '[\\-‐‑–]'],
]
const escaped = (sign: string) =>
  alike.find(([signs]) => signs.test(sign))?.[1] ?? sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

function caseless(words: string): string {
  return [...words]
    .map((sign) => {
      if (/\s/.test(sign)) return '\\s{1,3}'
      if (sign === 'ß') return '(?:ß|ẞ|[sS]{2})'
      const [lower, upper] = [sign.toLowerCase(), sign.toUpperCase()]
      return lower === upper || [...lower, ...upper].length !== 2 ? escaped(sign) : `[${lower}${upper}]`
    })
    .join('')
}

const asWritten = (word: string) => [...word].map(escaped).join('')
const withCapitals = (word: string) => `(?:${asWritten(word)}|${asWritten(word.toUpperCase())})`

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
