/** What may come of a click that writes into the PSA, or of a word about one. */
export const postProblems = {
  intent_key_reused: {
    status: 409,
    sentence: 'This was already posted with another text. Nothing new was posted; reload to see it.',
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
  write_off: {
    status: 403,
    sentence: 'Your account does not let your role write this into ConnectWise. An admin can change it.',
  },
  confirmation_wanted: {
    status: 409,
    sentence: 'This changes something in ConnectWise. Confirm it, and it is done.',
  },
  documented: { status: 409, sentence: 'The ticket has the documentation of this case already.' },
  client_told: { status: 409, sentence: 'The client was told already how this case ended.' },
  post_not_rejected: { status: 409, sentence: 'Only what was refused can be sent once more like this.' },
  member_not_mapped: {
    status: 422,
    sentence:
      'Time entry was not created. Map your ConnectWise account in Settings to enable auto-logged time; the timing is in the note.',
  },
  day_entry_sent: {
    status: 409,
    sentence: 'This entry was sent already. Change it in ConnectWise.',
  },
  day_overlaps: {
    status: 422,
    sentence: 'Entries lie over other time. Shorten, merge or remove one of each pair, then send them.',
  },
  day_entry_unready: {
    status: 422,
    sentence: 'An entry has no ticket or no work type yet. Choose both, then send it.',
  },
  write_not_possible: { status: 422, sentence: 'ConnectWise would not take this. Nothing was changed.' },
} as const satisfies Record<string, { status: number; sentence: string }>
