import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Post, PostEvent } from '../../shared/contracts/posts.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Choices } from './choices.ts'
import { History } from './History.tsx'
import type { Outbox } from './outbox-model.ts'
import { PostActions } from './PostActions.tsx'
import { askOf } from './post-words.ts'

/** All about one post: the decision it waits for, the text as it was frozen, its history. */
export function PostDetail({ post, outbox }: { post: Post; outbox: Outbox }) {
  const { text, events, problem, load } = usePostDetail(post)
  const failed = outbox.problems.value[post.id]
  const asks = post.may.includes('it_is_there')
  return (
    <div class="grid gap-4 pl-36px pr-3 wide:pl-196px wide:pr-5 pt-3 pb-4">
      {post.state === 'needs_human' && (
        <div class="grid gap-2">
          <p class="font-600">{askOf(post)}</p>
          {asks ? (
            <Choices post={post} model={outbox} />
          ) : (
            <p class="meta">Whoever may post decides; your role reads.</p>
          )}
        </div>
      )}
      {post.may.length > 0 && !asks && (
        <div class="flex gap-2">
          <PostActions post={post} model={outbox} />
        </div>
      )}
      {failed && (
        <p role="alert" class="text-meta text-red">
          {failed.message}
        </p>
      )}
      {problem && (
        <div role="alert" class="flex flex-wrap items-center gap-3">
          <span class="text-red">{problem.message}</span>
          <Button onPress={load}>Try again</Button>
        </div>
      )}
      <div class="grid gap-4 wide:gap-6 wide:grid-cols-2">
        <section aria-label="Text" class="grid gap-2 content-start min-w-0">
          <h3 class="micro">Text</h3>
          {text === null ? (
            !problem && <Waiting />
          ) : (
            <div
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and the keyboard must reach it
              tabIndex={0}
              class="b b-solid b-line rounded bg-page px-3 py-2 max-h-280px overflow-y-auto"
            >
              <Plain as="div" text={text} class="whitespace-pre-wrap text-base" />
            </div>
          )}
        </section>
        <section aria-label="History" class="grid gap-2 content-start min-w-0">
          <h3 class="micro">History</h3>
          {events === null ? !problem && <Waiting /> : <History events={events} kind={post.kind} />}
        </section>
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <div class="grid gap-3 py-1">
      <Skeleton width="70%" />
      <Skeleton width="54%" />
    </div>
  )
}

/** The text, read once; the history, read again whenever the post has moved on. */
function usePostDetail(post: Post) {
  const { api } = usePod()
  const text = useSignal<string | null>(null)
  const events = useSignal<readonly PostEvent[] | null>(null)
  const problem = useSignal<ApiProblem | null>(null)
  const load = async () => {
    const one = api.client.posts[':id']
    const param = { id: post.id }
    try {
      const [whole, history] = await Promise.all([
        text.value === null ? bodyOf(one.$get({ param })) : null,
        bodyOf(one.history.$get({ param })),
      ])
      if (whole) text.value = whole.text
      // answers may overtake each other; a history only grows
      if (history.items.length >= (events.value?.length ?? 0)) events.value = history.items
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  useEffect(() => void load(), [post.id, post.state, post.reason?.code, post.reason?.at, post.attempt])
  return { text: text.value, events: events.value, problem: problem.value, load }
}
