import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import type { Documented } from '../closings/documentation.ts'
import type { TaskRow } from '../sessions/task-queries.ts'

const at = (time: string) => `2026-05-04T${time}:00.000Z`
const id = (no: number) => `0190a000-0000-7000-8000-${String(no).padStart(12, '0')}`
let ids = 100

export const newTask = (more: Partial<TaskRow>): TaskRow => ({
  id: id(ids++),
  text: 'Look at it',
  detail: null,
  command: null,
  state: 'pending',
  known: null,
  result: null,
  position: 1,
  revision: 1,
  source: 'flow',
  touched_by: null,
  deleted_at: null,
  no: 1,
  ...more,
})

export const newUpdate = (more: Partial<Update>): Update => ({
  update_id: id(ids++),
  content: 'We are on it.',
  subject: null,
  audience: 'client_update',
  length: 'quick',
  context: 'status',
  session_status: 'investigating',
  steps_completed: 1,
  time_spent_minutes: 20,
  state: 'complete',
  model_kind: 'offline',
  copied_at: null,
  post_id: null,
  post: null,
  generated_at: at('14:39'),
  created_by: 'Ben Okafor',
  ...more,
})

const fix: Fix = {
  id: id(9),
  title: 'Use the main router',
  description: '',
  script: null,
  confidence: 80,
  status: 'applied_success',
  applied_at: at('14:50'),
  verified_at: at('15:10'),
  partial_notes: null,
  failure_reason: null,
  ai_outcome_proposal: null,
  question_id: null,
  superseded_at: null,
}

type More = Partial<Omit<Documented, 'rows'>> & {
  rows?: Partial<Documented['rows']>
  row?: Partial<Documented['rows']['row']>
}

/** A case of an hour and twenty minutes, with an answer, a step, a fix and an update. */
export function fixture({ rows, row, ...more }: More = {}): Documented {
  const measured = newTask({
    text: 'Measure loss to the router',
    state: 'done',
    known: 'checked',
    result: '12% lost',
  })
  return {
    engineer: 'Ben Okafor',
    ended_at: at('15:30'),
    active_minutes: 48,
    said: null,
    include_steps: true,
    ...more,
    rows: {
      row: {
        id: id(1),
        title: 'VPN drops every few minutes',
        issue_category: 'Remote access',
        problem_domain: null,
        confidence_tier: 'confident',
        confidence_score: 94,
        matched_flow: 'VPN',
        created_at: at('14:10'),
        preferences: { default_length: 'detailed' },
        ...row,
      } as Documented['rows']['row'],
      steps: [],
      tasks: [measured],
      questions: [
        {
          id: id(2),
          text: 'When does it drop?',
          context: null,
          options: null,
          answer: 'At random',
          taken_as: null,
          state: 'answered',
          created_at: at('14:12'),
        },
      ],
      facts: [],
      fix,
      updates: [
        newUpdate({ post: { id: id(3), state: 'verified', psa_id: '1234', posted_at: at('14:40') } }),
      ],
      ...rows,
    },
  }
}
