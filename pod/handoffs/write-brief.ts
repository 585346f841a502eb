import type { PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import { ApiProblem, problemFrom } from '../line/api-problem.ts'
import { readEvents } from '../line/read-events.ts'
import type { Pod } from '../pod.ts'

/** What comes of a brief, in its order: the one that the case gives at once, the words of the other, that whole. */
export type BriefNews = { basic: PackagePreview } | { words: string } | { whole: PackagePreview }

/** Has the brief of a case written; `tell` hears what comes of it. Throws where it broke off. */
export async function writeBrief(
  { api }: Pick<Pod, 'api'>,
  session_id: string,
  tell: (news: BriefNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const url = `${api.base_url}/api/v1/ai-sessions/${session_id}/escalation-package/preview`
  const response = await api.send(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream' },
    signal,
  })
  let words = ''
  for await (const { event, data } of readEvents(response)) {
    if (event === 'basic') tell({ basic: (data as { preview: PackagePreview }).preview })
    else if (event === 'error') throw problemFrom(data)
    else if (event === 'done') return tell({ whole: (data as { preview: PackagePreview }).preview })
    else if (event === 'delta' || event === 'retry') {
      words = event === 'retry' ? '' : words + (data as { text: string }).text
      tell({ words })
    }
  }
  throw new ApiProblem('stream_cut')
}
