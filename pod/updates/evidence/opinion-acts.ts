import { bodyOf } from '../../line/api.ts'
import type { CaseInHand, DraftState, Reach } from '../draft-state.ts'

/** Asks a fast model about a draft, and puts away what it doubts. It is advice: a failure is no more than none given. */
export function opinionActs(pod: Reach, session: CaseInHand, state: DraftState) {
  const ask = pod.api.client['ai-sessions'][':id'].updates[':update_id']['second-opinion'].$post
  return {
    askOpinion: async (): Promise<void> => {
      if (state.isAsking.peek()) return
      state.isAsking.value = true
      const { update_id, content: of } = state.update.peek()
      const none = { doubts: null }
      const given = await bodyOf(ask({ param: { id: session.session_id, update_id } })).catch(() => none)
      state.opinion.value = { ...given, of, dismissed: [] }
      state.isAsking.value = false
    },
    dismissDoubt: (sentence: string): void => {
      const { value } = state.opinion
      if (value) state.opinion.value = { ...value, dismissed: [...value.dismissed, sentence] }
    },
  }
}
