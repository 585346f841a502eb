import type { DraftNews } from '../../shared/contracts/updates.ts'
import { momentOf, plural } from '../ui/when.ts'

/** What happened since a draft was written, a sentence for each. */
export function newsWords(news: readonly DraftNews[]): string {
  return news.map((each) => (newsSentences[each.kind] as (of: DraftNews) => string)(each)).join(' ')
}

const newsSentences: { [Kind in DraftNews['kind']]: (of: DraftNews & { kind: Kind }) => string } = {
  note: ({ who, from_client, at }) =>
    `${who}${from_client ? ' (client)' : ''} wrote in the ticket at ${momentOf(at)}.`,
  ticket: ({ at }) => `The ticket was changed at ${momentOf(at)}.`,
  case: ({ facts, tasks, messages }) => {
    const parts = [
      facts > 0 && `${facts} ${plural(facts, 'finding', 'findings')}`,
      tasks > 0 && `${tasks} ${plural(tasks, 'step', 'steps')}`,
      messages > 0 && `${messages} ${plural(messages, 'message', 'messages')}`,
    ]
    return `The case went on since: ${parts.filter(Boolean).join(', ')}.`
  },
}
