import { type Found, foundBy, type Plain } from './kinds.ts'

/** What a machine is to the client, by the letters that names of such machines hold. The first that fits names it. */
const roles: readonly [RegExp, en: string, de: string][] = [
  [/fw|firewall|fortigate|sonicwall|sophos/, 'your firewall', 'Ihre Firewall'],
  [/vpn/, 'your VPN', 'Ihr VPN'],
  [/ex\d|exch|mail|smtp|mx/, 'your mail server', 'Ihr Mailserver'],
  [/dc\d|ad\d|ldap/, 'your sign-in server', 'Ihr Anmeldeserver'],
  [/fs\d|file|nas|san\d|share/, 'your file server', 'Ihr Dateiserver'],
  [/prn|print|mfp|druck/, 'your printer', 'Ihr Drucker'],
  [/sql|db\d/, 'your database', 'Ihre Datenbank'],
  [/bkp|backup|veeam/, 'your backup', 'Ihre Datensicherung'],
  [/rds|ts\d|term|citrix|app\d/, 'your remote desktop', 'Ihr Remotedesktop'],
  [/wlan|wifi|ap\d/, 'your Wi-Fi', 'Ihr WLAN'],
  [/rt\d|rtr|router|gw|isp/, 'your router', 'Ihr Router'],
  [/sw\d|switch/, 'your network', 'Ihr Netzwerk'],
  [/laptop|notebook|lt\d|nb\d/, 'your laptop', 'Ihr Laptop'],
  [/desktop|workstation|front|pc|ws\d/, 'your computer', 'Ihr Computer'],
  [/srv|server|vm|host|hv\d|esx/, 'your server', 'Ihr Server'],
]

export function roleOf(name: string, type: string | null = null): Plain {
  const bare = `${name} ${type ?? ''}`.toLowerCase()
  const [, en, de] = roles.find(([letters]) => letters.test(bare)) ?? [null, 'your device', 'Ihr Gerät']
  return { en, de }
}

/** Written like a name of a machine, and none: standards, products, sicknesses, numbers of tickets and forms. */
const noHost =
  /^(?:covid|iso|din|en|rfc|inc|req|chg|sr|tkt|ref|usb|hdmi|wpa|wi|win|windows|office|ms|m365|o365|mp|a|b|q|h|no|nr|id|fp|cw|case|ticket|room|floor|order|po|rma|kb|cve|sha|aes|md|utf|pkcs|iec|ieee|rj|ddr|cat|level|phase|version|v|build|part|plan|step|line|unit|zone|gate|apt|suite|item|lot|rev|sn|serial|model|type|class|grade|age|top|euro|eur|usd|gbp)-?\d/i

const capitals = /(?<![\w.@/\\-])[A-Z]{2,8}(?:[-_][A-Z\d]{1,12}){1,3}(?![\w@-]|\.\w)/g
const machineEnds =
  'desktop|laptop|notebook|workstation|pc|server|srv|dc|fw|nas|firewall|switch|router|printer|exch|host|vm'
const shapes = [
  {
    what: 'host_name',
    form: capitals,
    holds: (words: string) => /\d/.test(words) && !noHost.test(words),
  },
  {
    what: 'host_name',
    form: /(?<![\w.@/\\-])(?:DC|SRV|SERVER|SQL|EXCH?|FILE|FS|PRN|PRINT|FW|SW|AP|RT|NAS|SAN|ESX|HV|VM|WS|LT|NB|RDS|TS|BKP|DB|VPN|MAIL)\d{1,3}(?![\w@-]|\.\w)/g,
  },
  {
    what: 'host_name',
    form: /(?<![\w.@/\\-])(?:dc|srv|sql|exch?|fs|prn|fw|nas|esx|hv|vm|rds|bkp)\d{2,3}(?![\w@-]|\.\w)/g,
  },
  {
    what: 'host_name',
    form: new RegExp(
      `(?<![\\w.@/\\\\-])[a-z][a-z\\d]{1,20}-(?:${machineEnds})(?:-?\\d{1,3})?(?![\\w@-]|\\.\\w)`,
      'g',
    ),
    holds: (words: string) => !plainWords.has(words),
  },
  {
    what: 'host_name',
    form: /(?<![\w.@/-])[a-z][a-z-]{1,20}\d{1,3}(?:\.[a-z][\w-]{0,62}){2,6}(?![\w-]|\.\w)/gi,
  },
  {
    what: 'internal_domain',
    form: /(?<![\w.@/-])(?:[a-z\d][\w-]{0,62}\.){1,6}(?:local|lan|internal|corp|intra|home\.arpa|localdomain|ad)(?![\w-]|\.\w)/gi,
  },
] as const

/** Of the same form, and no names. */
const plainWords = new Set([
  'mail-server',
  'file-server',
  'print-server',
  'web-server',
  'home-router',
  'office-printer',
  'multi-pc',
])

/** Names by their shape alone. */
export function findHosts(text: string): Found[] {
  const plain = null
  return foundBy(
    text,
    'host',
    shapes.map((shape) => ({ ...shape, plain })),
  ).map((found) => ({ ...found, plain: roleOf(text.slice(found.start, found.end)) }))
}

/** A name that a person would not say: it has a digit, a hyphen, an underscore or a dot, and no blank. */
export const isMachineName = (name: string): boolean =>
  name.length >= 3 && name.length <= 80 && !/\s/.test(name) && /[\d_.-]/.test(name) && /\p{L}/u.test(name)
