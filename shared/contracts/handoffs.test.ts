import * as v from 'valibot'
import { expect, test } from 'vitest'
import { isWaiting } from '../waiting-handoff.ts'
import {
  type EscalationPage,
  escalateRequest,
  escalationPage,
  escalationQuery,
  type HandedOff,
  type HandoffRequest,
  handedOff,
  handoffRequest,
  type MissingItem,
  type PackagePost,
  type PackagePosted,
  type PackagePreview,
  type PickedUp,
  type PickupRequest,
  packagePost,
  packagePosted,
  packagePreview,
  pickedUp,
  pickupRequest,
  type QueuedHandoff,
  type ReceivedRequest,
  receivedRequest,
} from './handoff-calls.ts'
import type { Brief, Handoff, HandoffIntent, ResumeMode } from './handoffs.ts'

const isValid = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success
const someone = '0190a000-0000-7000-8000-00000000abcd'

test('a case is handed on with a reason, and with nothing else that has to be said', () => {
  expect(v.parse(escalateRequest, { reason: ' No rights on the server ' })).toEqual({
    reason: 'No rights on the server',
    root_cause: '',
    steps_taken: '',
    recommendations: '',
    destinations: {},
  })
  expect(isValid(escalateRequest, { reason: '  ' })).toBe(false)
  const parked: Pick<HandoffRequest, 'intent' | 'reason'> = { intent: 'park', reason: 'Waits for a part' }
  expect(isValid(handoffRequest, parked)).toBe(true)
  expect(isValid(handoffRequest, { intent: 'drop', reason: 'Waits for a part' })).toBe(false)
  const posted: PackagePost = { content: 'Problem', intent_key: someone, reason: 'Stuck' }
  expect(isValid(packagePost, posted)).toBe(true)
})

test('a mark stands on a line that a brief can have', () => {
  const marks = (item: string) => isValid(receivedRequest, { item, verdict: 'wrong' })
  expect(['likely_cause', 'what_we_know:0', 'environment:12'].map(marks)).toEqual([true, true, true])
  expect(['summary_prose:0', 'what_we_know', 'likely_cause:1', 'ruled_out:x'].map(marks)).toEqual([
    false,
    false,
    false,
    false,
  ])
  const unmarked: ReceivedRequest = { item: 'ruled_out:1', verdict: null }
  expect(isValid(receivedRequest, unmarked)).toBe(true)
})

test('who picks up says how, and may say more', () => {
  const afresh: PickupRequest = { resume_mode: 'fresh', additional_context: '' }
  expect(v.parse(pickupRequest, { resume_mode: 'fresh' })).toEqual(afresh)
  expect(isValid(pickupRequest, {})).toBe(false)
  expect(v.parse(escalationQuery, {}).filter).toBe('all')
})

const at = '2026-05-04T14:10:00.000Z'
const brief: Brief = {
  summary_prose: 'The VPN drops.',
  what_we_know: ['It drops on Wi-Fi alone'],
  ruled_out: [],
  likely_cause: 'The mesh drops packets',
  remaining_hypotheses: [],
  suggested_steps: ['Measure loss to the router'],
  environment: [],
  confidence: 'exploring',
  kind: 'basic',
}
const intent: HandoffIntent = 'escalate'
const resume_mode: ResumeMode = 'continue'
const handed: Handoff = {
  id: someone,
  session_id: someone,
  intent,
  reason: 'No rights on the router',
  target: null,
  created_by: { id: someone, name: 'Ben Okafor' },
  created_at: at,
  claimed_by: { id: someone, name: 'Cleo Brandt' },
  claimed_at: at,
  withdrawn_at: null,
  resume_mode,
  brief,
  received: [{ item: 'what_we_know:0', verdict: 'confirmed' }],
  repeated: { steps: 0, questions: 1 },
}

test('each answer is whole, or none', () => {
  const row: QueuedHandoff = {
    handoff: handed,
    session: {
      id: someone,
      title: 'VPN drops',
      client_name: null,
      issue_category: null,
      psa_ticket_id: '48291',
      priority: { name: 'High', level: 2 },
      board: 'Service',
    },
    step_count: 3,
    may_pick_up: true,
  }
  const page: EscalationPage = { items: [row], next_cursor: null, counts: { mine: 0, unassigned: 1, all: 1 } }
  const done: HandedOff = {
    session_id: someone,
    status: 'escalated',
    handoff: handed,
    documentation: 'The note',
    posts: [],
    psa_push_status: 'no_psa',
    psa_push_error: null,
    member_mapping_warning: false,
    time_entry_skipped_reason: null,
    status_transition_skipped_reason: null,
  }
  const missing: MissingItem[] = [{ kind: 'no_device', text: '' }]
  const preview: PackagePreview = { content: 'Problem', brief, missing, from_cache: false, state_version: 4 }
  const posted: PackagePosted = {
    outcome: 'escalated_local',
    handoff: handed,
    post_id: null,
    external_id: null,
    status_verified: null,
    member_mapping_warning: false,
    status_transition_skipped_reason: null,
  }
  const answers: [v.GenericSchema, object][] = [
    [escalationPage, page],
    [handedOff, done],
    [packagePreview, preview],
    [packagePosted, posted],
  ]
  for (const [schema, answer] of answers) {
    expect(v.parse(schema, answer)).toEqual(answer)
    const [first = ''] = Object.keys(answer)
    expect(isValid(schema, { ...answer, [first]: undefined })).toBe(false)
  }
  const nothing: Partial<PickedUp> = { next_step: null }
  expect(isValid(pickedUp, nothing)).toBe(false)
})

test('it waits until somebody has it or it is taken back', () => {
  expect(isWaiting({ claimed_at: null, withdrawn_at: null })).toBe(true)
  expect(isWaiting({ claimed_at: at, withdrawn_at: null })).toBe(false)
  expect(isWaiting({ claimed_at: null, withdrawn_at: at })).toBe(false)
})
