import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import { ApiProblem, problemFrom } from '../line/api-problem.ts'
import { readEvents } from '../line/read-events.ts'
import type { Pod } from '../pod.ts'

/** Has it written how a case ended; `tell` hears each field as far as it came. Throws where it broke off. */
export async function writeClosing(
  { api }: Pick<Pod, 'api'>,
  session_id: string,
  tell: (field: keyof ClosingDraft, text: string) => void,
  signal: AbortSignal,
): Promise<ClosingDraft> {
  const url = `${api.base_url}/api/v1/ai-sessions/${session_id}/handoff-draft`
  const response = await api.send(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream' },
    signal,
  })
  let told: Partial<ClosingDraft> = {}
  for await (const { event, data } of readEvents(response)) {
    if (event === 'error') throw problemFrom(data)
    if (event === 'done') return (data as { draft: ClosingDraft }).draft
    if (event === 'retry') told = {}
    if (event !== 'delta') continue
    const { field, text } = data as { field: keyof ClosingDraft; text: string }
    told[field] = (told[field] ?? '') + text
    tell(field, told[field])
  }
  throw new ApiProblem('stream_cut')
}
