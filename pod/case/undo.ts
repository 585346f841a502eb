import type { Post } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { answersByMessage } from '../log/answers-in-log.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import type { TakeBack } from './take-back.ts'

const mostKept = 20

/** Answers whether it was undone; what was in the way says so itself. */
type Undo = () => boolean | Promise<boolean>
type Change = { what: string; undo: Undo; after_seq: number }

/** What was changed by hand in this case on this screen, newest last. */
export type Changes = {
  /** The answer takes it off the pile, as when it was undone elsewhere. */
  keep(what: string, undo: Undo): () => void
  last(): Change | undefined
}

/** `newestSeq`: of the conversation, so that a change and an answer can be told apart by age. */
export function createChanges(newestSeq: () => number): Changes {
  let kept: Change[] = []
  return {
    keep: (what, undo) => {
      const drop = () => {
        kept = kept.filter((other) => other !== change)
      }
      const change: Change = {
        what,
        after_seq: newestSeq(),
        undo: () => {
          drop()
          return undo()
        },
      }
      kept = [...kept, change].slice(-mostKept)
      return drop
    },
    last: () => kept.at(-1),
  }
}

/** The newest answer that can be taken back, with the message that gave it. */
export function lastAnswer(
  detail: SessionDetail,
): { question_id: string; message_id: string; seq: number } | null {
  const answers = answersByMessage(detail.steps, detail.questions)
  const message = detail.steps.findLast(({ id }) => answers.has(id))
  const question = message && answers.get(message.id)
  return message && question ? { question_id: question.id, message_id: message.id, seq: message.seq } : null
}

type Undoable = { what: string; why: string | undefined; isAnswer?: true; run(): unknown }

/** What Mod+Z takes back now: a post still in its undo time, else the newer of the last change and the last answer. */
export function nextUndo(
  detail: SessionDetail,
  changes: Changes,
  takeBack: TakeBack,
  posts: Pick<PostsModel, 'posts' | 'cancel'>,
): Undoable | null {
  const post = posts.posts.peek().find(isInUndoTime)
  if (post)
    return {
      what: 'The post',
      why: undefined,
      run: async () => {
        await posts.cancel(post)
        const now = posts.posts.peek().find(({ id }) => id === post.id)
        if (now?.state === 'cancelled') announce('The post was taken back. Nothing was sent.')
      },
    }
  const change = changes.last()
  const answer = lastAnswer(detail)
  if (answer && (!change || change.after_seq < answer.seq))
    return {
      what: 'The last answer',
      isAnswer: true,
      why: takeBack.why.peek(),
      run: () => takeBack.run(answer.question_id, answer.message_id),
    }
  if (!change) return null
  return {
    what: change.what,
    why: undefined,
    run: async () => {
      if (await change.undo()) announce(`Undone. ${change.what}`)
    },
  }
}

const isInUndoTime = ({ state, undo_until, may }: Post) =>
  state === 'ready' && undo_until !== null && may.includes('cancel')
