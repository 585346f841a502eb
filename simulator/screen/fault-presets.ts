export interface Preset {
  label: string
  what: string
  fault: Record<string, unknown>
}

const note = { match: { method: 'POST', path: '/notes' } }
const time = { match: { method: 'POST', path: '/time/entries' } }

export const presetGroups: { name: string; presets: Preset[] }[] = [
  {
    name: 'When a note is posted',
    presets: [
      {
        label: 'Note saved, reply lost',
        what: 'The note is there, the connection broke before the answer.',
        fault: { kind: 'reply_lost', ...note },
      },
      {
        label: 'Connection lost, note not saved',
        what: 'The connection broke before anything was saved.',
        fault: { kind: 'reply_lost_before', ...note },
      },
      {
        label: 'Connection lost, note saved later',
        what: 'The connection breaks; ten seconds later the note appears.',
        fault: { kind: 'late_commit', delay_ms: 10_000, ...note },
      },
      {
        label: 'Note saved, answer cut in half',
        what: 'The answer ends in the middle.',
        fault: { kind: 'half_body', ...note },
      },
      {
        label: 'Note saved, answer empty',
        what: '201 without a body.',
        fault: { kind: 'empty_201', ...note },
      },
      {
        label: 'Note saved, answer names another id',
        what: '201 with an id that is not the note’s.',
        fault: { kind: 'wrong_id', ...note },
      },
      {
        label: 'Note saved with the wrong visibility',
        what: 'Internal becomes Discussion, and the reverse.',
        fault: { kind: 'wrong_flags' },
      },
      {
        label: 'Note text rewritten',
        what: 'Line ends, quotes and dashes are changed when saving.',
        fault: { kind: 'text_rewritten' },
      },
      {
        label: 'No note in a member’s name',
        what: 'A note that names a member is refused with 400; without one it is taken.',
        fault: { kind: 'member_refused' },
      },
      {
        label: 'Note saved, then error 500',
        what: 'The error comes after the note was saved.',
        fault: { kind: 'status', status: 500, after_commit: true, ...note },
      },
    ],
  },
  {
    name: 'When notes are read',
    presets: [
      {
        label: 'Notes cannot be read',
        what: 'Reading notes answers 500; everything else works.',
        fault: { kind: 'notes_unreadable' },
      },
      {
        label: 'Notes are out of date',
        what: 'Notes made from now on do not show up when read.',
        fault: { kind: 'notes_stale' },
      },
    ],
  },
  {
    name: 'When time, status or resources are written',
    presets: [
      {
        label: 'Time saved, reply lost',
        what: 'The time entry is there, the connection broke before the answer.',
        fault: { kind: 'reply_lost', ...time },
      },
      {
        label: 'Connection lost, time saved later',
        what: 'The connection breaks; ten seconds later the entry appears.',
        fault: { kind: 'late_commit', delay_ms: 10_000, ...time },
      },
      {
        label: 'Hours rounded up',
        what: 'Time is booked with more hours than were asked for.',
        fault: { kind: 'hours_rounded' },
      },
      {
        label: 'No time of others',
        what: 'Time, assignments and notes that name a member are refused.',
        fault: { kind: 'member_refused', status: 403 },
      },
      {
        label: 'Change ignored',
        what: 'A change of a ticket is answered 200 and nothing changes.',
        fault: { kind: 'change_ignored' },
      },
      {
        label: 'Ticket in use',
        what: 'The next change of a ticket is refused with 409.',
        fault: { kind: 'status', status: 409, times: 1, match: { method: 'PATCH', path: '/tickets/' } },
      },
      {
        label: 'Entries are out of date',
        what: 'Time and schedule entries made from now on do not show up when read.',
        fault: { kind: 'entries_stale' },
      },
    ],
  },
  {
    name: 'All of ConnectWise',
    presets: [
      { label: 'Cannot be reached', what: 'Every connection is dropped.', fault: { kind: 'unreachable' } },
      { label: 'Slow', what: 'Every answer takes five seconds.', fault: { kind: 'slow', delay_ms: 5_000 } },
      { label: 'Hangs', what: 'Requests are taken and never answered.', fault: { kind: 'hang' } },
      {
        label: 'A web page instead of data',
        what: 'HTML with status 200, as from a sign-in page.',
        fault: { kind: 'html' },
      },
      {
        label: 'Another program answers',
        what: 'Status 200, and data that are not ConnectWise’s.',
        fault: { kind: 'nonsense' },
      },
      {
        label: '401 Keys refused',
        what: 'The API keys are no longer valid.',
        fault: { kind: 'status', status: 401 },
      },
      {
        label: '403 No permission',
        what: 'The security role does not allow it.',
        fault: { kind: 'status', status: 403 },
      },
      {
        label: '404 Not found',
        what: 'Also what bad keys look like in the cloud.',
        fault: { kind: 'status', status: 404 },
      },
      {
        label: '429 Too many requests',
        what: 'Asks to wait ten seconds.',
        fault: { kind: 'status', status: 429, retry_after: 10 },
      },
      { label: '500 Server error', what: 'Nothing is carried out.', fault: { kind: 'status', status: 500 } },
      { label: '503 Maintenance', what: 'A web page with status 503.', fault: { kind: 'html', status: 503 } },
    ],
  },
]
