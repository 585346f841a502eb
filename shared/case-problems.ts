/** What may come of an act in a case: its turns, facts, fixes, pictures, updates and ticket. */
export const caseProblems = {
  fact_from_answer: {
    status: 403,
    sentence: 'This came from an answer. Correct the answer or the step it came from instead.',
  },
  not_your_case: {
    status: 403,
    sentence: 'Who handles this case, or began it, does this. You can still read it and add facts.',
  },
  turn_in_progress: {
    status: 409,
    sentence: 'FlowPilot is still answering in this case. Wait for it, or stop it first.',
  },
  case_already_open: { status: 409, sentence: 'This ticket already has an open case. Join it instead.' },
  posts_under_way: {
    status: 409,
    sentence: 'A post of this case is still on its way to its ticket. Wait for it or decide it first.',
  },
  fix_settled: {
    status: 409,
    sentence: 'This fix was decided or replaced meanwhile. It is shown as it stands now.',
  },
  fork_chosen: {
    status: 409,
    sentence: 'Somebody chose another path a moment ago. It is shown as it stands now.',
  },
  fork_superseded: {
    status: 409,
    sentence: 'This fork was decided or replaced meanwhile. The case is shown as it stands now.',
  },
  fork_walked_on: {
    status: 409,
    sentence: 'The case went on since this path was taken. Take another path instead.',
  },
  flow_walked_on: {
    status: 409,
    sentence: 'The case has gone on with this flow. Choose the other flow again instead.',
  },
  fix_applied_long_ago: {
    status: 409,
    sentence: 'This fix was applied too long ago to take that back. Say how it went instead.',
  },
  update_changed: {
    status: 409,
    sentence: 'Somebody changed this text a moment ago. Read it as it stands now, then post it.',
  },
  image_not_taken: {
    status: 415,
    sentence:
      'Pictures are taken as PNG, JPEG, WebP or GIF alone. Send a screenshot of it instead; your message is kept.',
  },
  image_too_large: {
    status: 413,
    sentence:
      'A picture may have 5 MB and 40 million pixels at most. Send a part of it; your message is kept.',
  },
  image_refused: {
    status: 422,
    sentence: 'The model does not take this picture. Your message is kept; send it without the picture.',
  },
  image_unreadable: {
    status: 422,
    sentence: 'This picture is damaged and cannot be read. Your message is kept; send another one.',
  },
  case_escalated: {
    status: 409,
    sentence: 'This case is escalated and waits to be picked up. Whoever escalated it can take it back.',
  },
  handoff_to_oneself: { status: 400, sentence: 'You cannot hand a case to yourself. Choose somebody else.' },
  own_handoff: { status: 400, sentence: 'You handed this case on yourself. Take it back instead.' },
  handoff_open: {
    status: 409,
    sentence: 'This case was handed on already. Take it back first, or wait until it is picked up.',
  },
  handoff_already_claimed: { status: 409, sentence: 'Somebody else picked this case up a moment ago.' },
  handoff_not_open: { status: 409, sentence: 'This case does not wait to be picked up any more.' },
  target_cannot_open: {
    status: 422,
    sentence:
      'Whom you chose does not see the board of this ticket, or works no cases. Choose somebody else.',
  },
  reopen_too_late: {
    status: 409,
    sentence: 'A case can be reopened for a day after it was closed. Start a new one.',
  },
  case_paused: {
    status: 409,
    sentence: 'This case is paused. Resume it first.',
  },
  case_closed: { status: 409, sentence: 'This case is closed. Its updates can still be shared.' },
  leaks_open: {
    status: 422,
    sentence: 'This holds what its reader should perhaps not see. Change it, or post it anyway.',
  },
  too_many_reminders: {
    status: 409,
    sentence: 'Twenty reminders of this case wait already. Cancel one that is not needed any more.',
  },
  reminder_time: {
    status: 422,
    sentence: 'A reminder is set for a time to come, within 90 days. Choose another time.',
  },
  ticket_of_other_client: {
    status: 422,
    sentence: 'That ticket is of another client. Start a case of its own with it.',
  },
  no_ticket: { status: 422, sentence: 'This case has no ticket to post to. Copy the text instead.' },
  session_too_young: {
    status: 422,
    sentence: 'There is not enough to report yet. Answer FlowPilot twice, then share an update.',
  },
  nothing_to_promote: { status: 422, sentence: 'There is nothing in this step that could become a fact.' },
} as const satisfies Record<string, { status: number; sentence: string }>
