import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'

type Standing = {
  session: Pick<Session, 'status' | 'confidence_tier' | 'triage_hypothesis'>
  flow: Flow | undefined
  place: FlowPlace | null
  /** The one that stands. */
  fix: Pick<Fix, 'status' | 'applied_at'> | null
  /** Texts of the tasks that are done. */
  done: string[]
}

/** Where a case stands, in the words of an update: a fix under way beats a known cause, a known cause the search. */
export function sessionStatus({ session, flow, place, fix, done }: Standing): Update['session_status'] {
  if (session.status === 'resolved' || session.status === 'escalated') return session.status
  if (fix?.applied_at && fix.status !== 'applied_failed') return 'implementing'
  const node = flow?.nodes.find(({ key }) => key === place?.node)
  if (node?.kind === 'end' && node.outcome === 'fixed') return 'implementing'
  if (node?.kind === 'conclusion')
    return node.fix.some(({ text }) => done.includes(text)) ? 'implementing' : 'identified'
  return session.confidence_tier === 'confident' && session.triage_hypothesis ? 'identified' : 'investigating'
}
