import { useEffect, useMemo } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { createPostsModel, type PostsModel } from '../posts/posts-model.ts'
import { createSessionModel, type SessionModel } from '../sessions/session-model.ts'
import { unsentPictures } from '../turns/pictures.ts'
import { createTurnModel, type TurnModel } from '../turns/turn-model.ts'
import { createPanelActs, type PanelActs } from './panel-acts.ts'
import { createPauseActs, type PauseActs } from './pause-acts.ts'
import { type Changes, createChanges } from './undo.ts'
import { undoableActs } from './undoable-acts.ts'

export type Models = {
  model: SessionModel
  turn: TurnModel
  acts: PanelActs
  posts: PostsModel
  changes: Changes
  pauses: PauseActs
}

/** The models of a case live as long as the case is shown; what was on its way out is sent when it goes. */
export function useModels(session_id: string): Models {
  const pod = usePod()
  const models = useMemo(() => {
    const posts = createPostsModel(pod, session_id)
    const model = createSessionModel(pod, session_id, posts.posts)
    const changes = createChanges(() => model.detail.peek()?.steps.at(-1)?.seq ?? 0)
    const acts = undoableActs(createPanelActs(model, changes), model, changes)
    const turn = createTurnModel(
      model,
      pod.drafts.of(`session-${session_id}`),
      pod,
      unsentPictures(pod)(session_id),
    )
    return { model, acts, turn, changes, posts, pauses: createPauseActs(model, changes) }
  }, [pod, session_id])
  useEffect(() => {
    const leave = () => void models.acts.settle(true)
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
      models.turn.dispose()
      models.pauses.dispose()
      models.model.dispose()
      models.posts.dispose()
    }
  }, [models])
  return models
}
