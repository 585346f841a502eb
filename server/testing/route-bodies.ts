/**
 * A body that each writing route would take from somebody who may: with it, the answer to somebody who may not
 * comes from the right and not from a slip in the form. A route that is missing here fails the test that reads it.
 */
export const routeBodies: Record<string, unknown> = {
  'POST /api/v1/ai-sessions': { intake_type: 'free_text', intake_content: 'Mail does not arrive' },
  'POST /api/v1/ai-sessions/:id/messages': { content: 'hello' },
  'PATCH /api/v1/ai-sessions/:id/triage': { asset_name: 'PC-1' },
  'POST /api/v1/ai-sessions/:id/tasks': { text: 'Look at the log' },
  'PATCH /api/v1/ai-sessions/:id/tasks/:task_id': { revision: 1, state: 'done' },
  'POST /api/v1/ai-sessions/:id/facts': { text: 'It rains' },
  'PATCH /api/v1/ai-sessions/:id/facts/:fact_id': { revision: 1, status: 'ruled_out' },
  'POST /api/v1/ai-sessions/:id/facts/promote': { proposed_text: 'It rains' },
  'POST /api/v1/ai-sessions/:id/causes': { text: 'A faulty cable' },
  'PATCH /api/v1/ai-sessions/:id/causes/:cause_id': { state: 'picked' },
  'POST /api/v1/ai-sessions/:id/questions/:question_id/reopen': {},
  'PATCH /api/v1/accounts/me/preferences': { language: 'de' },
  'POST /api/v1/ai-sessions/:id/status-update': { audience: 'ticket_notes', length: 'quick' },
  'PATCH /api/v1/ai-sessions/:id/updates/:update_id': { content: 'Other words' },
  'POST /api/v1/ai-sessions/:id/updates/:update_id/post': {
    intent_key: '0190a000-0000-7000-8000-00000000abcd',
  },
  'POST /api/v1/posts/:id/decision': { decision: 'discard' },
  'POST /api/v1/integrations/psa/connections': {
    kind: 'connectwise',
    name: 'Second',
    site_url: 'https://na.myconnectwise.net',
    company_id: 'zed',
    public_key: 'public-key',
    private_key: 'private-key',
    client_id: '3f2a9c54-7d1e-4b60-9a83-5c1f0e7b2d46',
  },
  'PATCH /api/v1/integrations/psa/connections/:id': { name: 'Other name' },
  'POST /api/v1/flows/import': 'key: vpn',
  'PATCH /api/v1/flows/:key': { off: true },
  'PUT /api/v1/drafts/:context': { body: 'unsent' },
}
