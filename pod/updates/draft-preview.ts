import { batch } from '@preact/signals'
import type { Leak, Update } from '../../shared/contracts/updates.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { CaseInHand, DraftState, Reach } from './draft-state.ts'
import { whyNoPost } from './why-no-post.ts'

/** Reads what a click will do; where there is no ticket to post to, only what of the text may be a secret. */
export function previewOf(pod: Reach, session: CaseInHand, state: DraftState) {
  const updates = pod.api.client['ai-sessions'][':id'].updates[':update_id']
  const showLeaks = (of: Update, leaks: readonly Leak[]) => {
    if (state.update.peek().content === of.content) state.leaks.value = leaks
  }
  /** `quiet`: nobody asked for it, and where it fails what was read before stays. */
  return async ({ quiet = false } = {}): Promise<void> => {
    const of = state.update.peek()
    const visibility = state.visibility.peek()
    const param = { id: session.session_id, update_id: of.update_id }
    try {
      if (whyNoPost(session.detail.peek(), pod.me.peek())) {
        showLeaks(of, (await bodyOf(updates.$get({ param }))).leaks)
        return
      }
      const query = visibility === null ? {} : { visibility }
      const seen = await bodyOf(updates['post-preview'].$get({ param, query }))
      // an answer for other readers that were chosen before comes too late
      if (state.visibility.peek() !== visibility) return
      showLeaks(of, seen.leaks)
      if (visibility === null) return
      batch(() => {
        state.preview.value = seen
        state.previewed.value = of.content
      })
    } catch (error) {
      if (!quiet) state.problem.value = asProblem(error)
    }
  }
}
