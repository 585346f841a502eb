import { type Found, mostOfAPattern } from './kinds.ts'

export type Places = {
  /** Domains of ours and of the client's: what lies there may be linked to. */
  own: readonly string[]
  /** Mailboxes that a client may write to. */
  mailboxes: readonly string[]
  /** Domains of ours alone: a mailbox there is a person's. */
  ours: readonly string[]
}

/** Known to everybody, and where a client is sent for help. */
const kept = [
  'microsoft.com',
  'office.com',
  'office365.com',
  'microsoftonline.com',
  'outlook.com',
  'live.com',
  'aka.ms',
  'windows.com',
  'google.com',
  'apple.com',
  'icloud.com',
  'adobe.com',
  'zoom.us',
  'mozilla.org',
  'hp.com',
  'dell.com',
  'lenovo.com',
  'teamviewer.com',
  'anydesk.com',
  'wikipedia.org',
]
/** Within these, anybody puts what they like in front of a reader. */
const published = [
  'docs.google.com',
  'drive.google.com',
  'forms.google.com',
  'sites.google.com',
  'forms.office.com',
  'onedrive.live.com',
]
const web =
  /(?:(?<!\w)[a-z]{2,10}:\/\/|(?<!\w)(?:data:[a-z]{3,20}\/|(?:java|vb)script:)(?=\S)|(?<!\w)https?:(?=[\w-]{1,63}\.)|(?<![\w:/])\/\/(?=[\w-]{1,63}\.)|(?<![\w@.])www\.)[^\s<>"'`|\\^{}]{1,2000}/gi
const bare =
  /(?<![\w.@/-])(?:[a-z\d][a-z\d-]{0,62}\.){1,6}(?:com|net|org|io|example|de|at|ch|eu|uk|fr|nl|it|es|info|biz|cloud|app|dev|ru|cn|xyz|co|ca|au|tv|ly|gg|pl|se|dk|fi|cz|jp|br|ua|kr|tk|cc|ws|su|icu|shop|club)(?![\w@-]|\.\w)/gi
/** With something behind a slash it is an address, whatever it ends with. */
const barePath = /(?<![\w.@/\\-])(?:[a-z\d][a-z\d-]{0,62}\.){1,6}[a-z]{2,12}\/[^\s<>"'`|\\^{}]{1,500}/gi
const file = /^[^/]*\.(?:exe|msi|pdf|docx?|xlsx?|pptx?|txt|csv|xml|log|png|jpe?g|js|ts|ps1|bat|zip|net)\//i
const mail = /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi
/** Mailboxes of a team, not of a person. */
const teams =
  /^(?:support|help|helpdesk|service|servicedesk|info|office|hello|contact|team|kontakt|hilfe|billing|noreply|no-reply)@/i

const isWithin = (host: string, domains: readonly string[]) =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`))

/** `own`, or of everybody and not to be filled by anybody; a client's own place of Microsoft has its name. */
function isKnown(host: string, own: readonly string[]): boolean {
  if (isWithin(host, own)) return true
  const tenant = /^([\w-]{1,63}?)(?:-my)?\.sharepoint\.com$/.exec(host)?.[1]
  if (tenant) return own.some((domain) => bareName(domain.split('.')[0]) === bareName(tenant))
  return isWithin(host, kept) && !isWithin(host, published)
}
const bareName = (name = '') => name.replaceAll('-', '')

/** Whether another address stands within this one, to which it may send its reader on. */
function leadsOn(words: string, own: readonly string[]): boolean {
  const inner = words.slice(8).matchAll(/https?(?::|%3a)(?:\/|%2f){2}([\w.-]{1,255})/gi)
  return [...inner].some(([, host = '']) => !isKnown(host.toLowerCase(), own))
}

/** Places of the web that are neither ours, the client's nor everybody's, and mailboxes of people. */
export function findLinks(text: string, { own, mailboxes, ours }: Places): Found[] {
  const places = [...own, ...kept]
  const paths = spans(text, barePath).filter(({ words }) => !file.test(words))
  const foreign = [...spans(text, web), ...paths, ...spans(text, bare)].filter(
    ({ words }) => !isKnown(hostOf(words), own) || leadsOn(words, own),
  )
  const mails = spans(text, mail).flatMap(({ words, start, end }): Found[] => {
    const address = words.toLowerCase()
    const domain = address.slice(address.indexOf('@') + 1)
    if (mailboxes.includes(address)) return []
    if (isWithin(domain, ours))
      return teams.test(address) ? [] : [{ kind: 'address', what: 'email', start, end, plain: null }]
    return isWithin(domain, places) ? [] : [{ kind: 'link', what: 'foreign_email', start, end, plain: null }]
  })
  return [
    ...foreign.map(
      ({ start, end }): Found => ({ kind: 'link', what: 'foreign_link', start, end, plain: null }),
    ),
    ...mails,
  ]
}

function spans(text: string, form: RegExp) {
  const found: { words: string; start: number; end: number }[] = []
  for (const { 0: match, index } of text.matchAll(form)) {
    const words = match.replace(/[.,;:!?)\]*_~]{1,8}$/, '')
    found.push({ words, start: index, end: index + words.length })
    if (found.length === mostOfAPattern) break
  }
  return found
}

function hostOf(words: string): string {
  const address = /^[a-z]{2,10}:/i.test(words) ? words : `http://${words.replace(/^\/\//, '')}`
  return URL.canParse(address) ? new URL(address).hostname.toLowerCase() : words.toLowerCase()
}
