import type { TurnCase } from '../model/protocol.ts'

/** A case of which nothing is known yet. */
export const emptyTurnCase: TurnCase = {
  now: 'Mon 2026-05-04 14:02 UTC',
  time_zone: 'UTC',
  language: 'en',
  engineer: { name: 'Ben Okafor', role: 'engineer' },
  title: 'Mail from outside not arriving',
  ticket: { id: '48291', summary: '', type: '' },
  client_name: '',
  asset_name: '',
  issue_category: '',
  hypothesis: '',
  typed_fields: [],
  minutes: 1,
  confidence: { tier: 'discovery', score: 0 },
  questions: [],
  tasks: [],
  facts: [],
  causes: [],
  fork: { paths: [] },
  fix: { title: '', description: '', script: '', state: '', notes: '' },
  flow: { key: 'email-not-arriving', name: 'E-mail does not arrive', node: 'direction', trail: [] },
  changed: [],
  answering: '',
  earlier: [],
}
