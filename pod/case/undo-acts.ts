import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type Act, act } from '../acts/acts.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { TakeBack } from './take-back.ts'
import { type Changes, lastAnswer, nextUndo } from './undo.ts'

type Parts = {
  changes: Changes
  takeBack: TakeBack
  posts: Pick<PostsModel, 'posts' | 'cancel'>
  /** Why this person changes nothing here; null: they may. */
  cannotWork: string | null
}

/** Undo, and the last answer beside it where Undo takes back something else. */
export function undoActs(detail: SessionDetail, { changes, takeBack, posts, cannotWork }: Parts): Act[] {
  const undo = nextUndo(detail, changes, takeBack, posts)
  const answer = lastAnswer(detail)
  const whyNoAnswer = () => (answer ? (takeBack.why.peek() ?? null) : 'Nothing has been answered yet.')
  return [
    act('undo', {
      ...(undo ? { note: undo.what } : {}),
      why: () => (undo ? (undo.why ?? cannotWork) : 'There is nothing to undo.'),
      run: () => void undo?.run(),
    }),
    ...(undo?.isAnswer
      ? []
      : [
          act('takeBack', {
            why: () => cannotWork ?? whyNoAnswer(),
            run: () => void (answer && takeBack.run(answer.question_id, answer.message_id)),
          }),
        ]),
  ]
}
