import type { Stage } from '../../shared/contracts/sessions.ts'

/** Where a case stands, as its header says it. */
export const stageWords: Record<Stage, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  implementing: 'Implementing',
  resolved: 'Resolved',
  escalated: 'Escalated',
  paused: 'Paused',
}
