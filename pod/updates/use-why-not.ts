import type { ReadonlySignal } from '@preact/signals'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { usePod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import { openWords } from './leak-words.ts'
import { obstacleWords } from './preview-words.ts'
import type { UpdateModel } from './update-model.ts'
import { whyNoPost } from './why-no-post.ts'

/** Whether such a note is in the ticket nobody knows yet: a second one could say the same twice. */
const unclear: ReadonlySet<PostState> = new Set(['uncertain', 'checking', 'needs_human'])

const cannotPost = {
  post_internal: 'Your role does not post notes for engineers.',
  post_client: 'Your role does not post notes for the client.',
}

/** Why the button is dashed, or nothing. */
export function useWhyNot(
  model: UpdateModel,
  session: ReadonlySignal<SessionDetail | null>,
  posts: Pick<PostsModel, 'unsettled'>,
): string | undefined {
  const { me } = usePod()
  const before = posts.unsettled.value.find(
    ({ state, visibility }) => unclear.has(state) && visibility === model.visibility.value,
  )
  const noPlace = whyNoPost(session.value, me.value)
  if (noPlace) return noPlace
  const right = model.visibility.value === 'internal' ? 'post_internal' : 'post_client'
  if (!session.value?.may.includes(right)) return cannotPost[right]
  if (before?.state === 'needs_human') return 'A note of this case waits for a decision first.'
  if (before) return 'A note of this case is still on its way. Wait until it is settled.'
  if (model.typed.value?.trim() === '') return 'The text is empty.'
  if (model.update.value?.state === 'partial') return 'Finish the text first.'
  const open = model.leaks.value.filter(({ id }) => !model.accepted.value.has(id))
  if (open.length > 0 && model.visibility.value === 'client_visible') return openWords(open)
  const preview = model.preview.value
  return preview?.obstacle ? obstacleWords(preview.obstacle, preview.ticket_id) : undefined
}
