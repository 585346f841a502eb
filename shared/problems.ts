import { caseProblems } from './case-problems.ts'
import { clientProblems } from './client-problems.ts'
import { postProblems } from './post-problems.ts'

/**
 * Every expected failure of the product: its HTTP status and the sentence a person reads.
 * A sentence says what happened and what to do next; `detail` of the Problem adds the particulars.
 */
export const problems = {
  ...clientProblems,
  ...caseProblems,
  ...postProblems,
  malformed: { status: 400, sentence: 'The request could not be understood. Nothing was changed.' },
  wrong_credentials: { status: 401, sentence: 'That e-mail and password do not match.' },
  member_not_confirmed: {
    status: 401,
    sentence: 'ConnectWise did not confirm who you are. Reload the ticket screen and try again.',
  },
  member_not_linked: {
    status: 403,
    sentence:
      'Your ConnectWise member is not linked to a FlowPilot user. An admin of your account can link it.',
  },
  member_switched_off: {
    status: 403,
    sentence: 'Your FlowPilot user is switched off. An admin of your account can switch it on.',
  },
  sso_refused: {
    status: 403,
    sentence: 'The single sign-on did not let you in. Start again, or sign in with your password.',
  },
  sso_only: {
    status: 403,
    sentence: 'Your account signs in by single sign-on only. Use that button instead of the password.',
  },
  wrong_code: {
    status: 401,
    sentence: 'That code does not match. Codes count once; wait for the next one, or use a recovery code.',
  },
  sign_in_too_old: { status: 401, sentence: 'This sign-in took too long. Type your password again.' },
  refresh_reused: { status: 401, sentence: 'This sign-in was used twice and has been ended. Sign in again.' },
  ticket_not_found: { status: 404, sentence: 'ConnectWise has no such ticket for this connection.' },
  email_taken: {
    status: 409,
    sentence: 'This address belongs to somebody in FlowPilot already. Use another one.',
  },
  account_key_taken: {
    status: 409,
    sentence: 'There is an account with this key already. Choose another key.',
  },
  last_owner: {
    status: 409,
    sentence: 'An account keeps one owner who can sign in. Make somebody else an owner first.',
  },
  link_used: {
    status: 409,
    sentence: 'This link was used already. Sign in with your password, or ask an admin for a new link.',
  },
  link_replaced: {
    status: 409,
    sentence:
      'This link does not count any more: a newer one was sent, or your password was set since. Use the newest, or ask an admin.',
  },
  link_expired: {
    status: 409,
    sentence: 'This link is too old. Ask an admin of your account for a new one.',
  },
  link_of_another: {
    status: 409,
    sentence:
      'This link is for somebody else than who is signed in here. Sign out first, then open it again.',
  },
  conflict: { status: 409, sentence: 'Somebody else changed this at the same moment. Try again.' },
  member_taken: {
    status: 409,
    sentence: 'This ConnectWise member is linked to somebody else. An admin can unlink them in Settings.',
  },
  domain_taken: {
    status: 409,
    sentence:
      'Another account of this server holds this domain. Whoever runs the server can release it there.',
  },
  connection_exists: {
    status: 409,
    sentence: 'This account is already connected to a PSA. Change that connection.',
  },
  connection_in_use: {
    status: 409,
    sentence: 'Posts still wait on this connection. Decide them first, then remove it.',
  },
  media_type_not_taken: {
    status: 415,
    sentence: 'This kind of content is not taken here. Nothing was changed.',
  },
  invalid: { status: 422, sentence: 'Some of this cannot be right. Look at the marked fields.' },
  password_weak: { status: 422, sentence: 'This password cannot be used. Choose another one.' },
  no_email: {
    status: 422,
    sentence: 'This person has no e-mail address here, so no password: they come in through ConnectWise.',
  },
  no_password: {
    status: 422,
    sentence: 'You have no password here. Your other way to sign in asks for its own second factor.',
  },
  second_factor_required: {
    status: 422,
    sentence: 'Your account asks everybody for a second factor. You can set up another one, not go without.',
  },
  too_many_people: { status: 422, sentence: 'This account has as many people as it can have.' },
  flow_invalid: {
    status: 422,
    sentence: 'This flow cannot be used yet. Mend the marked lines and import it again.',
  },
  flow_always_on: {
    status: 422,
    sentence: 'This flow leads when no other fits, so it cannot be switched off.',
  },
  too_many_client_rules: {
    status: 422,
    sentence: 'A thousand clients have a rule of their own. Remove one that is not needed any more.',
  },
  too_many_channels: {
    status: 422,
    sentence: 'This account has as many rooms as it can have. Remove one first.',
  },
  too_many_flows: {
    status: 422,
    sentence: 'This account has as many flows of its own as it can have. Switch one off first.',
  },
  too_many_drafts: {
    status: 422,
    sentence: 'Too many unsent texts. Send some first.',
  },
  no_connection: {
    status: 422,
    sentence: 'No PSA is connected. An admin can connect ConnectWise in Settings.',
  },
  domain_not_proved: {
    status: 422,
    sentence: 'The TXT record of this domain is not there yet. New records can take an hour to be seen.',
  },
  sso_not_ready: {
    status: 422,
    sentence: 'Single sign-on cannot be the only way in yet.',
  },
  site_not_allowed: {
    status: 422,
    sentence: 'This address cannot be a PSA site. Use the https address of your ConnectWise.',
  },
  connection_not_working: {
    status: 422,
    sentence: 'These keys were tried at ConnectWise and do not work there. Nothing was changed.',
  },
  psa_refused: { status: 502, sentence: 'ConnectWise refused this.' },
  psa_keys_refused: {
    status: 502,
    sentence: 'ConnectWise refused the keys of this connection. An admin can renew them in Settings.',
  },
  psa_busy: { status: 503, sentence: 'ConnectWise asks us to slow down. We try again by ourselves.' },
  model_unavailable: {
    status: 503,
    sentence: 'The model could not be reached. Your message is kept; try again.',
  },
  model_refused: { status: 502, sentence: 'The model declined to answer this. Say it in other words.' },
  model_invalid: {
    status: 502,
    sentence: 'The model answered in a form we cannot use. Nothing was changed; try again.',
  },
  model_budget_spent: {
    status: 429,
    sentence: "Today's model budget is spent. The offline model answers meanwhile.",
  },
  sign_ins_busy: {
    status: 503,
    sentence: 'Too many sign-ins. Try again in a moment.',
  },
  sso_unavailable: {
    status: 503,
    sentence: 'The single sign-on cannot be reached. Try again in a moment, or sign in with your password.',
  },
  secret_key_missing: {
    status: 503,
    sentence:
      'A key that opens what is asked for is not in SECRET_KEYS any more. The operator can put it back.',
  },
  database_unavailable: {
    status: 503,
    sentence: 'FlowPilot cannot reach its database. Your text is kept; try again shortly.',
  },
  draining: {
    status: 503,
    sentence: 'FlowPilot is restarting. Your text is kept; it will be back in a moment.',
  },
} as const satisfies Record<string, { status: number; sentence: string }>

export type ProblemCode = keyof typeof problems

/** An expected failure. `detail` replaces the standing sentence; `fields` name what to mend, path → sentence. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly fields: Record<string, string> | undefined
  readonly extra: Record<string, unknown> | undefined

  constructor(
    code: ProblemCode,
    detail?: string,
    more: { fields?: Record<string, string>; extra?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail ?? problems[code].sentence, { cause: more.cause })
    this.name = 'Problem'
    this.code = code
    this.fields = more.fields
    this.extra = more.extra
  }

  get status(): number {
    return problems[this.code].status
  }
}
