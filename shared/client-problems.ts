/** The problems that a page also comes to by itself, when an answer has no words of its own. The others are the server's alone. */
export const clientProblems = {
  not_signed_in: {
    status: 401,
    sentence: 'You are not signed in any more. Sign in again; your text is kept.',
  },
  not_allowed: {
    status: 403,
    sentence: 'Your role does not allow this. An admin of your account can change it.',
  },
  not_your_ticket: { status: 403, sentence: 'ConnectWise does not show you this ticket.' },
  not_found: { status: 404, sentence: 'This does not exist, or not for you.' },
  revision_stale: { status: 409, sentence: 'Somebody changed this a moment ago. Here is how it stands now.' },
  too_large: { status: 413, sentence: 'This is too large to send. Shorten it; nothing was lost.' },
  too_often: { status: 429, sentence: 'That was too often in a short time. Wait a moment and try again.' },
  psa_unavailable: {
    status: 503,
    sentence: "Couldn't reach ConnectWise. Try again in a moment.",
  },
  internal: { status: 500, sentence: 'Something went wrong on our side. Nothing was posted; try again.' },
} as const satisfies Record<string, { status: number; sentence: string }>
