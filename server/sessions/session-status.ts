import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { Session, Stage } from '../../shared/contracts/sessions.ts'

type Standing = {
  session: Pick<Session, 'status' | 'confidence_tier' | 'triage_hypothesis'>
  flow: Flow | undefined
  place: FlowPlace | null
  /** The one that stands. */
  fix: Pick<Fix, 'status' | 'applied_at'> | null
  /** Texts of the tasks that are done. */
  done: string[]
}

/** Where a case stands: a fix under way beats a known cause, a known cause the search. Of a paused one, where it stood. */
export function sessionStatus({ session, flow, place, fix, done }: Standing): Exclude<Stage, 'paused'> {
  if (session.status === 'resolved' || session.status === 'escalated') return session.status
  if (fix?.applied_at && fix.status !== 'applied_failed') return 'implementing'
  const node = flow?.nodes.find(({ key }) => key === place?.node)
  if (node?.kind === 'end' && node.outcome === 'fixed') return 'implementing'
  if (node?.kind === 'conclusion')
    return node.fix.some(({ text }) => done.includes(text)) ? 'implementing' : 'identified'
  return session.confidence_tier === 'confident' && session.triage_hypothesis ? 'identified' : 'investigating'
}

type Seen = {
  row: Standing['session'] & { flow_place: FlowPlace | null }
  fix: Fix | null
  tasks: readonly { text: string; state: string }[]
}

/** As the header of the case says it: the same, and a paused one is paused. */
export function stageOf({ row, fix, tasks }: Seen, flow: Flow | undefined): Stage {
  if (row.status === 'paused') return row.status
  const done = tasks.filter(({ state }) => state === 'done').map(({ text }) => text)
  return sessionStatus({ session: row, flow, place: row.flow_place, fix, done })
}
