import type { Post } from '../../shared/contracts/posts.ts'

type Nouns = {
  name: string
  many: string
  nothing: string
  alike: string
  several(count: number): string
  gone: string
  /** Asked with one candidate, and with several. */
  isIt: string
  isOne: string
}

/** How a kind of write is spoken of. */
export const kindNouns: Record<Post['kind'], Nouns> = {
  note: {
    name: 'note',
    many: 'notes',
    nothing: 'Nothing was posted.',
    alike: 'A note in the ticket is much like it.',
    several: (count) => `${count} notes in the ticket carry this text.`,
    gone: 'The note is not in the ticket any more; somebody may have deleted it.',
    isIt: 'Is it this note?',
    isOne: 'Is it one of these notes?',
  },
  time_entry: {
    name: 'time entry',
    many: 'time entries',
    nothing: 'Nothing was booked.',
    alike: 'A time entry of the ticket is much like it.',
    several: (count) => `${count} time entries of the ticket carry this work.`,
    gone: 'The time entry is not in the ticket any more; somebody may have deleted it.',
    isIt: 'Is it this time entry?',
    isOne: 'Is it one of these time entries?',
  },
  status: {
    name: 'change of the status',
    many: 'parts',
    nothing: 'Nothing was changed.',
    alike: 'The ticket has another status.',
    several: (count) => `${count} changes of the status were found.`,
    gone: 'The ticket has another status now.',
    isIt: 'Is it this change?',
    isOne: 'Is it one of these changes?',
  },
  assignment: {
    name: 'assignment',
    many: 'resources',
    nothing: 'Nothing was changed.',
    alike: 'The ticket is assigned otherwise.',
    several: (count) => `The member is assigned ${count} times.`,
    gone: 'The ticket is assigned otherwise now.',
    isIt: 'Is it this assignment?',
    isOne: 'Is it one of these assignments?',
  },
}

/** What the PSA made of it, by its number where that is its own. */
export function nounOf({ kind, psa_id }: Pick<Post, 'kind' | 'psa_id'>): string {
  const { name } = kindNouns[kind]
  return hasNumber(kind) && psa_id !== null ? `${name} ${psa_id}` : `the ${name}`
}

/** The number of a status is that of its ticket, and that of an assignment nobody has seen. */
export const hasNumber = (kind: Post['kind']): boolean => kind === 'note' || kind === 'time_entry'
