/**
 * Every expected failure of the product: its HTTP status and the sentence a person reads.
 * A sentence says what happened and what to do next; `detail` of the Problem adds the particulars.
 */
export const problems = {
  malformed: { status: 400, sentence: 'The request could not be understood. Nothing was changed.' },
  not_signed_in: {
    status: 401,
    sentence: 'You are not signed in any more. Sign in again; your text is kept.',
  },
  wrong_credentials: { status: 401, sentence: 'That e-mail and password do not match.' },
  member_not_confirmed: {
    status: 401,
    sentence: 'ConnectWise did not confirm who you are. Reload the ticket screen and try again.',
  },
  sso_refused: {
    status: 403,
    sentence: 'The single sign-on did not let you in. Start again, or sign in with your password.',
  },
  refresh_reused: { status: 401, sentence: 'This sign-in was used twice and has been ended. Sign in again.' },
  not_allowed: {
    status: 403,
    sentence: 'Your role does not allow this. An admin of your account can change it.',
  },
  not_your_ticket: { status: 403, sentence: 'ConnectWise does not show you this ticket.' },
  fact_from_answer: {
    status: 403,
    sentence: 'This came from an answer. Correct the answer or the step it came from instead.',
  },
  not_found: { status: 404, sentence: 'This does not exist, or not for you.' },
  ticket_not_found: { status: 404, sentence: 'ConnectWise has no such ticket for this connection.' },
  turn_in_progress: {
    status: 409,
    sentence: 'FlowPilot is still answering in this case. Wait for it, or stop it first.',
  },
  revision_stale: { status: 409, sentence: 'Somebody changed this a moment ago. Here is how it stands now.' },
  conflict: { status: 409, sentence: 'Somebody else changed this at the same moment. Try again.' },
  case_already_open: { status: 409, sentence: 'This ticket already has an open case. Join it instead.' },
  connection_exists: {
    status: 409,
    sentence: 'This account is already connected to a PSA. Change that connection.',
  },
  connection_in_use: {
    status: 409,
    sentence: 'Posts still wait on this connection. Decide them first, then remove it.',
  },
  intent_key_reused: {
    status: 409,
    sentence: 'This was already posted with another text. Nothing new was posted; reload to see it.',
  },
  update_changed: {
    status: 409,
    sentence: 'Somebody changed this text a moment ago. Read it as it stands now, then post it.',
  },
  post_not_cancellable: { status: 409, sentence: 'It is too late to take this back: sending has begun.' },
  post_is_in_ticket: {
    status: 409,
    sentence:
      'Notes of this post stand in the ticket already. Delete them in ConnectWise first, or say which one it is.',
  },
  post_not_waiting_for_decision: {
    status: 409,
    sentence: 'This post does not wait for a decision any more.',
  },
  too_large: { status: 413, sentence: 'This is too large to send. Shorten it; nothing was lost.' },
  media_type_not_taken: {
    status: 415,
    sentence: 'This kind of content is not taken here. Nothing was changed.',
  },
  invalid: { status: 422, sentence: 'Some of this cannot be right. Look at the marked fields.' },
  flow_invalid: {
    status: 422,
    sentence: 'This flow cannot be used yet. Mend the marked lines and import it again.',
  },
  flow_always_on: {
    status: 422,
    sentence: 'This flow leads when no other fits, so it cannot be switched off.',
  },
  too_many_flows: {
    status: 422,
    sentence: 'This account has as many flows of its own as it can have. Switch one off first.',
  },
  case_closed: { status: 422, sentence: 'This case is closed. Its updates can still be shared.' },
  no_ticket: { status: 422, sentence: 'This case has no ticket to post to. Copy the text instead.' },
  no_connection: {
    status: 422,
    sentence: 'No PSA is connected. An admin can connect ConnectWise in Settings.',
  },
  site_not_allowed: {
    status: 422,
    sentence: 'This address cannot be a PSA site. Use the https address of your ConnectWise.',
  },
  session_too_young: {
    status: 422,
    sentence: 'There is not enough to report yet. Answer FlowPilot twice, then share an update.',
  },
  nothing_to_promote: { status: 422, sentence: 'There is nothing in this step that could become a fact.' },
  too_often: { status: 429, sentence: 'That was too often in a short time. Wait a moment and try again.' },
  psa_refused: { status: 502, sentence: 'ConnectWise refused this.' },
  psa_keys_refused: {
    status: 502,
    sentence: 'ConnectWise refused the keys of this connection. An admin can renew them in Settings.',
  },
  psa_lied: {
    status: 502,
    sentence: 'ConnectWise answered, but did not do what was asked. Check the ticket.',
  },
  psa_unavailable: {
    status: 503,
    sentence: "Couldn't reach ConnectWise. Try again in a moment.",
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
  sso_unavailable: {
    status: 503,
    sentence: 'The single sign-on cannot be reached. Try again in a moment, or sign in with your password.',
  },
  database_unavailable: {
    status: 503,
    sentence: 'FlowPilot cannot reach its database. Your text is kept; try again shortly.',
  },
  draining: {
    status: 503,
    sentence: 'FlowPilot is restarting. Your text is kept; it will be back in a moment.',
  },
  internal: { status: 500, sentence: 'Something went wrong on our side. Nothing was posted; try again.' },
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
