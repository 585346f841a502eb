import { bodyOf } from '../../line/api.ts'
import type { CaseInHand, DraftState, Reach } from '../draft-state.ts'

/** Reads what the sentences of a draft rest on, anew once its text or its case is another. It is advice: a failure is silent. */
export function evidenceReader(pod: Reach, session: CaseInHand, state: DraftState) {
  const read = pod.api.client['ai-sessions'][':id'].updates[':update_id'].$get
  return async (): Promise<void> => {
    const of = state.update.peek()
    const key = `${session.detail.peek()?.state_version} ${of.content}`
    if (state.evidenceOf.peek() === key) return
    state.evidenceOf.value = key
    try {
      const found = await bodyOf(read({ param: { id: session.session_id, update_id: of.update_id } }))
      if (state.update.peek().content === found.content) state.evidence.value = found.evidence
    } catch {
      state.evidenceOf.value = null
    }
  }
}
