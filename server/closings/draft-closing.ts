import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { type PathRows, pathOf, stepLine } from './path.ts'

type Rows = PathRows & Pick<CaseRows, 'causes' | 'fix'> & { row: Pick<CaseRows['row'], 'confidence_tier'> }

/** What the case itself says of how it ended, to be read and changed; '' where it says nothing. */
export function draftClosing(rows: Rows): ClosingDraft {
  return {
    root_cause: rootCause(rows),
    resolution: resolution(rows),
    steps_taken: pathOf(rows)
      .filter(({ kind }) => kind === 'action')
      .map(stepLine)
      .join('\n'),
    recommendations: '',
  }
}

/** Of what a person picked, or what a fix that worked or the whole case is sure of; a mere suspicion is no cause. */
function rootCause({ causes, fix, row }: Rows): string {
  const [leading] = causes.filter(({ state }) => state !== 'struck')
  const isSure = row.confidence_tier === 'confident' || fix?.status === 'applied_success'
  return leading && (leading.state === 'picked' || isSure) ? leading.text : ''
}

function resolution({ fix }: Rows): string {
  if (fix?.status === 'applied_success') return `${fix.title}. It worked.`
  if (fix?.status === 'applied_partial') return `${fix.title}. It worked in part: ${fix.partial_notes ?? ''}`
  return ''
}
