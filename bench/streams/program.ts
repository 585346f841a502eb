import type { TurnOutput } from '../../server/model/protocol.ts'

/** What the upstream does for everybody: so long to the first token, so many pieces, so far apart. */
export const firstTokenMs = 150
export const deltas = 200
/** Milliseconds between two pieces. */
export const apart = 5

const nothing = { detail: null, command: null, result: null }

/** What a turn changes in a case besides its words. */
const panel: Omit<TurnOutput, 'reply'> = {
  header: {
    title: 'Outlook shows disconnected',
    client_name: null,
    asset_name: null,
    issue_category: 'E-mail',
    triage_hypothesis: 'The mailbox sits on a licence that has lapsed.',
  },
  tasks: [
    { op: 'add', id: null, text: 'Check the licence of the mailbox', state: 'active', ...nothing },
    { op: 'add', id: null, text: 'Run a message trace for the last 48 hours', state: 'pending', ...nothing },
  ],
  facts: [
    { op: 'add', id: null, text: 'Web mail works', status: 'confirmed', source_ref: null },
    { op: 'add', id: null, text: 'Only one person is affected', status: 'pending', source_ref: null },
  ],
  question: {
    text: 'Does it fail for everybody or for one person?',
    context: null,
    options: ['One person', 'A few', 'Everybody'],
  },
  confidence: { tier: 'exploring', score: 40 },
  flow_node: null,
  flow_option: null,
}

/** Closes the reply and gives the rest of the turn, in the same piece as the last word. */
export const panelTail = `",${JSON.stringify(panel).slice(1)}`
