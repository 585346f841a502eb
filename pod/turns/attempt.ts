import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { hasArrived } from '../sessions/merge-session.ts'
import type { Words } from '../sessions/session-calls.ts'
import { isSame, type Picture } from './pictures.ts'

/** Where the words came from: there a failure is told. `log`: a turn without words (the first one, or again). */
export type Origin = 'composer' | 'question' | 'log'
/** `tries`: how often it failed so far. */
export type Attempt = {
  content: string
  answers?: string
  pictures?: readonly Picture[]
  /** An answer to what stands unanswered, its pictures left out. */
  without_images?: true | undefined
  intent_key: string
  origin: Origin
  after_seq: number
  tries: number
}

/** The case's own id is its key: opened twice at once it is still one first turn. */
export const firstTurn = (session_id: string): Attempt => ({
  content: '',
  intent_key: session_id,
  origin: 'log',
  after_seq: 0,
  tries: 0,
})

/** Its words are in the case. Pictures alone are known by their key, which the server looks at. */
export const standsIn = (detail: SessionDetail | null, attempt: Attempt, user_id = ''): boolean =>
  attempt.content !== '' && detail !== null && hasArrived(detail, { ...attempt, user_id })

type Message = Pick<Attempt, 'content' | 'pictures'> & { answers?: string }
export const isSameMessage = (one: Message, other: Message): boolean =>
  one.content === other.content && one.answers === other.answers && isSame(one.pictures, other.pictures)

/** As the server takes it. */
export async function wordsOf({
  content,
  answers,
  intent_key,
  pictures = [],
  without_images,
}: Attempt): Promise<Words> {
  const images = await Promise.all(
    pictures.map(async ({ media_type, data }) => ({ media_type, data: await data() })),
  )
  return {
    content: content.trim(),
    intent_key,
    ...(answers ? { answers } : {}),
    ...(images.length > 0 ? { images } : {}),
    ...(without_images ? { without_images } : {}),
  }
}
