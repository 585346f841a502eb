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
  'sharepoint.com',
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
  'dropbox.com',
]
const web = /(?:https?:\/\/|(?<![\w@.])www\.)[^\s<>"'`|\\^{}]{1,2000}/gi
const bare =
  /(?<![\w.@/-])(?:[a-z\d][a-z\d-]{0,62}\.){1,6}(?:com|net|org|io|example|de|at|ch|eu|uk|fr|nl|it|es|info|biz|cloud|app|dev)(?![\w@-]|\.\w)/gi
const mail = /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi
/** Mailboxes of a team, not of a person. */
const teams =
  /^(?:support|help|helpdesk|service|servicedesk|info|office|hello|contact|team|kontakt|hilfe|billing|noreply|no-reply)@/i

const isWithin = (host: string, domains: readonly string[]) =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`))

/** Places of the web that are neither ours, the client's nor everybody's, and mailboxes of people. */
export function findLinks(text: string, { own, mailboxes, ours }: Places): Found[] {
  const places = [...own, ...kept]
  const foreign = [...spans(text, web), ...spans(text, bare)].filter(
    ({ words }) => !isWithin(hostOf(words), places),
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
  const address = /^https?:/i.test(words) ? words : `http://${words}`
  return URL.canParse(address) ? new URL(address).hostname.toLowerCase() : words.toLowerCase()
}
