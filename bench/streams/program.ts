import { noTurn, type TurnOutput } from '../../server/model/protocol.ts'

/** What the upstream does for everybody: so long to the first token, so many pieces, so far apart. */
export const firstTokenMs = 150
export const deltas = 200
/** Milliseconds between two pieces. */
export const apart = 5

/** What a turn changes in a case besides its words. */
const panel: Omit<TurnOutput, 'reply'> = {
  ...withoutReply(noTurn()),
  question: {
    text: 'Does it fail for everybody or for one person?',
    context: '',
    options: ['One person', 'A few', 'Everybody'],
    keep: false,
  },
  new_tasks: [
    { text: 'Check the licence of the mailbox', detail: '', command: '', active: true },
    { text: 'Run a message trace for the last 48 hours', detail: '', command: '', active: false },
  ],
  new_facts: [
    { text: 'Web mail works', status: 'confirmed', known: 'told', source: 'model' },
    { text: 'Only one person is affected', status: 'pending', known: 'told', source: 'model' },
  ],
  causes: [
    {
      text: 'The mailbox sits on a licence that has lapsed',
      for: [],
      against: [],
      test: 'Look at the licence',
    },
  ],
  header: { client_name: '', asset_name: '', issue_category: 'E-mail', hypothesis: '' },
  confidence: { tier: 'exploring' },
}

function withoutReply({ reply: _, ...rest }: TurnOutput): Omit<TurnOutput, 'reply'> {
  return rest
}

/** Closes the reply and gives the rest of the turn, in the same piece as the last word. */
export const panelTail = `",${JSON.stringify(panel).slice(1)}`
