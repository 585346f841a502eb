import type { Post } from '../../shared/contracts/posts.ts'

/** Parts of sentences, `id` the PSA's own of what was written. */
type KindWords = {
  done(id: string): string
  sent(id: string): string
  named(id: string): string
  unnamed: string
  whether: string
  nothing: string
  alike: string
  several(count: number): string
  gone(id: string): string
}

export const kindWords: Record<Post['kind'], KindWords> = {
  note: {
    done: (id) => `Posted as note ${id}.`,
    sent: (id) => `Sent as note ${id}`,
    named: (id) => `note ${id}`,
    unnamed: 'did not name the note',
    whether: 'the note is there',
    nothing: 'Nothing was posted.',
    alike: 'A note in the ticket is much like it.',
    several: (count) => `${count} notes in the ticket carry this text.`,
    gone: (id) => `The note is not in the ticket any more; somebody may have deleted note ${id}.`,
  },
  time_entry: {
    done: (id) => `Booked as time entry ${id}.`,
    sent: (id) => `Sent as time entry ${id}`,
    named: (id) => `time entry ${id}`,
    unnamed: 'did not name the time entry',
    whether: 'the time entry is there',
    nothing: 'Nothing was booked.',
    alike: 'A time entry of the ticket is much like it.',
    several: (count) => `${count} time entries of the ticket carry this work.`,
    gone: (id) => `Time entry ${id} is not in the ticket any more; somebody may have deleted it.`,
  },
  status: {
    done: () => 'The status was changed.',
    sent: () => 'The change of the status was sent',
    named: (id) => `ticket ${id}`,
    unnamed: 'did not answer with the ticket',
    whether: 'the ticket has the new status',
    nothing: 'Nothing was changed.',
    alike: 'The ticket has another status.',
    several: (count) => `${count} changes of the status were found.`,
    gone: () => 'The ticket has another status now.',
  },
  assignment: {
    done: () => 'The assignment was changed.',
    sent: () => 'The assignment was sent',
    named: (id) => `number ${id}`,
    unnamed: 'did not answer with the assignment',
    whether: 'the assignment was made',
    nothing: 'Nothing was changed.',
    alike: 'The ticket is assigned otherwise.',
    several: (count) => `The member is assigned ${count} times.`,
    gone: () => 'The ticket is assigned otherwise now.',
  },
}
