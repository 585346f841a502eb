import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import { activeMinutes } from '../../shared/durations.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { type Document, documentationOf } from './documentation.ts'

type How = { said: ClosingDraft | null; include_steps: boolean; ended_at: string }

/** The documentation of a case as it would be at this moment, without secrets. */
export async function documentCase(
  rows: CaseRows,
  { said, include_steps, ended_at }: How,
): Promise<Document> {
  const { acts, pauses, handler_name } = rows.row
  const document = documentationOf({
    rows,
    engineer: handler_name,
    ended_at,
    // who closes it works on it until then
    active_minutes: activeMinutes(said ? [...acts, ended_at] : acts, pauses),
    said,
    include_steps,
  })
  // a part is looked through whole: what is asked in one line may be told in the next
  return { ...document, sections: await redactLeaves(document.sections) }
}
