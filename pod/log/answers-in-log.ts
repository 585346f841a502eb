import type { Question } from '../../shared/contracts/questions.ts'
import type { Step } from '../../shared/contracts/sessions.ts'

/** The answered question of each message that answered one, by the message's id. */
export function answersByMessage(
  steps: readonly Step[],
  questions: readonly Question[],
): ReadonlyMap<string, Question> {
  return new Map(
    questions.flatMap((question): [string, Question][] => {
      const message = question.state === 'answered' ? messageThatAnswered(question, steps) : undefined
      return message ? [[message.id, question]] : []
    }),
  )
}

/**
 * The newest message that names the question, else the first with the answer's words. Both after the question was
 * asked and after an earlier answer to it was taken back: these steps name it too.
 */
function messageThatAnswered({ id, answer }: Question, steps: readonly Step[]): Step | undefined {
  const askedAt = steps.findLastIndex(({ kind, ref_id }) => kind !== 'message' && ref_id === id)
  const messages = steps.slice(askedAt + 1).filter(({ kind }) => kind === 'message')
  return (
    messages.findLast(({ ref_id }) => ref_id === id) ??
    messages.find(({ content, ref_id }) => ref_id === null && content.trim() === answer?.trim())
  )
}
