import type { ConnectionRight, ConnectionTest } from '../../shared/contracts/connections.ts'

type Code = ConnectionRight['code']

/** What a right is for, and of a missing one what that costs; of one too many, what it could do. */
export const rightWords: Record<Code, { for: string; missing: string }> = {
  tickets_read: { for: 'Reading tickets', missing: 'No ticket can be read: FlowPilot does not work.' },
  boards_read: {
    for: 'Boards and their statuses',
    missing: 'Statuses cannot be chosen, and boards cannot be given to roles.',
  },
  contacts_read: {
    for: 'Greeting the client by name',
    missing: 'Client texts greet with the company’s name where the ticket has none.',
  },
  configurations_read: {
    for: 'The devices of a ticket',
    missing: 'The device is not filled in; somebody types it.',
  },
  members_read: {
    for: 'Finding members by e-mail',
    missing: 'Nobody is linked by address, and the list to link by hand may be empty.',
  },
  time_read: {
    for: 'Time entries of a ticket',
    missing:
      'Notes of time entries are not seen, and after a lost answer a person is asked before time is booked again.',
  },
  work_types_read: { for: 'Work types', missing: 'Time cannot be booked: its work type cannot be chosen.' },
  schedule_read: {
    for: 'Who works on a ticket',
    missing: 'Resources are not seen, and after a lost answer a person is asked.',
  },
  pod_register: {
    for: 'The pod on the ticket screen',
    missing: 'FlowPilot cannot put the pod there; an administrator does it by hand.',
  },
  notes_write: { for: 'Posting notes', missing: 'Notes are refused.' },
  tickets_edit: { for: 'Changing status and owner', missing: 'Both are refused.' },
  tickets_close: { for: 'Closing tickets', missing: 'A closing status is refused.' },
  time_add: { for: 'Booking time', missing: 'Time entries are refused; the time stays in the note.' },
  schedule_edit: { for: 'Adding and removing resources', missing: 'Assignments are refused.' },
  invoices_read: { for: 'Invoices', missing: '' },
  purchases_read: { for: 'Purchase orders', missing: '' },
  api_members_read: { for: 'API members and their tokens', missing: '' },
}

export type RightGroup = 'missing' | 'too_much' | 'unclear' | 'works' | 'untried'
export const groupTitles: Record<RightGroup, string> = {
  missing: 'Missing, and what that costs',
  too_much: 'More than FlowPilot needs',
  unclear: 'Could not be told',
  works: 'Works',
  untried: 'Writing, which a test does not try',
}

export function groupOfRight({ kind, have }: ConnectionRight): RightGroup | null {
  if (kind === 'write') return 'untried'
  if (kind === 'beyond') return have === 'yes' ? 'too_much' : null
  return have === 'no' ? 'missing' : have === 'yes' ? 'works' : 'unclear'
}

export const rightsIn = (test: ConnectionTest, group: RightGroup): ConnectionRight[] =>
  test.rights.filter((right) => groupOfRight(right) === group)

/** What stands beside a right of a group. */
export function wordsOf(right: ConnectionRight, group: RightGroup): string {
  const words = rightWords[right.code]
  if (group === 'missing') return words.missing
  if (group === 'too_much') return `${words.for} can be read. Take this away from the API member’s role.`
  if (group === 'unclear')
    return `${words.for}: the list was empty or did not answer, which proves nothing. Level All makes sure. ${without(words.missing)}`
  if (group === 'untried') return `${words.for}. ${without(words.missing)}`
  return words.for
}

const without = (missing: string) => `Without it: ${missing.charAt(0).toLowerCase()}${missing.slice(1)}`
