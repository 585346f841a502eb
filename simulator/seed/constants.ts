/** Keys of the API member `flowpilot` of the company `acme`. */
export const demoKeys = { companyId: 'acme', publicKey: 'demo-public', privateKey: 'demo-private' } as const

/** The same company's keys of a role that may read and not write. */
export const readOnlyKeys = {
  companyId: 'acme',
  publicKey: 'demo-read-public',
  privateKey: 'demo-read-private',
} as const

/** The same company's keys of a role that may enter and schedule, but reads only what is its own member's. */
export const ownOnlyKeys = {
  companyId: 'acme',
  publicKey: 'demo-own-public',
  privateKey: 'demo-own-private',
} as const

/** The same company's keys of a role that may neither enter nor read time, nor schedule, nor close tickets. */
export const narrowKeys = {
  companyId: 'acme',
  publicKey: 'demo-narrow-public',
  privateKey: 'demo-narrow-private',
} as const

/** The same company's keys of a role that reads neither tickets nor contacts, and reaches no setup tables. */
export const fewKeys = {
  companyId: 'acme',
  publicKey: 'demo-few-public',
  privateKey: 'demo-few-private',
} as const

/** The same company's keys of an administrator's role, which reads invoices, purchase orders and API members too. */
export const wideKeys = {
  companyId: 'acme',
  publicKey: 'demo-wide-public',
  privateKey: 'demo-wide-private',
} as const

/** Keys of the second company, which shares nothing with the first. */
export const otherKeys = {
  companyId: 'other',
  publicKey: 'other-public',
  privateKey: 'other-private',
} as const

/** Any GUID is taken as clientId; this is the one the demo uses. */
export const demoClientId = '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46'

export const notableTickets = {
  /** Contoso Dental, Ann Reyes: "Mail from outside not arriving". */
  mail: 48291,
  /** Fabrikam Law, Priya Raman: the VPN drops every few minutes. */
  vpn: 48288,
  printer: 48297,
  teams: 48301,
  oneDrive: 48308,
  bitLocker: 48290,
  /** Closed. */
  closed: 48271,
  /** Three hundred notes. */
  manyNotes: 48299,
  /** One note of 200 kB. */
  longNote: 48296,
  /** Emoji, right-to-left text, HTML and Markdown attacks. */
  hostile: 48304,
  /** Mails its contact and a copy address. */
  mailing: 48295,
  /** Neither company nor contact. */
  bare: 48315,
  /** On the Executive board, which Cleo may not see. */
  executive: 48293,
  /** Of the second company. */
  other: 71204,
} as const
