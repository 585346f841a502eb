import { Check, Lock } from 'lucide-preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Post } from '../../shared/contracts/posts.ts'
import { pushStatus } from '../../shared/push-status.ts'
import { Closed } from '../closing/Closed.tsx'
import { type ClosingModel, closingOf } from '../closing/closing-model.ts'
import { mayTell, writesWords } from '../closing/closing-words.ts'
import { Unreadable } from '../closing/Destination.tsx'
import { Destinations } from '../closing/Destinations.tsx'
import { Fields } from '../closing/Fields.tsx'
import { TicketLink } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { kindOf } from '../posts/post-words.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { bindKeys } from '../ui/keys.ts'
import { lazily } from '../ui/lazily.tsx'
import { Progress } from '../ui/Skeleton.tsx'
import { Sheet, type SheetProps } from './Sheet.tsx'

/** It travels with the other posts of a case. */
const PostState = lazily(() => import('./later-parts.ts').then((part) => part.PostState))

const forClient = { audience: 'client_update', length: 'detailed', begin: true } as const

/** Close Case: how it ended, what of it goes into the ticket, and what became of that. */
export function CloseSheet({ session, posts, onShow, onClose }: SheetProps) {
  const pod = usePod()
  const model = useMemo(() => closingOf(pod, { session, posts }), [pod, session, posts])
  const box = useRef<HTMLFormElement>(null)
  const detail = session.detail.value
  const closed = model.closed.value
  const isOver = detail?.status === 'resolved'
  const [wasOver] = useState(isOver)
  useEffect(() => {
    if (!isOver) {
      void model.read()
      void model.draft.write()
      return model.draft.stop
    }
    if (wasOver || !model.closed.peek()) void model.readClosed()
  }, [model, isOver])
  const { refusals, busy, problem } = model.form
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [refusals.value])
  const close = async () => {
    const opensNext = model.form.values.peek().client !== '' && detail && mayTell(detail)
    await model.close()
    if (opensNext && model.closed.peek()) onShow('share', forClient)
  }
  const why =
    (detail?.may.includes('close') ? model.why.value : 'You cannot close this case now.') ?? undefined
  const mayPress = !closed && !why
  // before the next key: whoever types fast presses it at once
  useLayoutEffect(
    () => bindKeys('sheet', () => (mayPress ? [{ keys: 'Mod+Enter', run: close }] : [])),
    [model, mayPress],
  )
  if (!detail) return null
  const ticket_id = detail.psa_ticket_id
  const standing = (post: Post): Post => posts.of(post.id) ?? post
  const parts = model.parts.value
  return (
    <Sheet
      title={wasOver ? 'Documentation' : 'Close Case'}
      icon={Check}
      about={ticket_id && <TicketLink ticket_id={ticket_id} url={detail.ticket?.url ?? undefined} />}
      onClose={onClose}
    >
      {closed ? (
        <Closed
          closing={closed}
          status={pushStatus(closed.posts.map(standing))}
          documentation={model.documentation}
          onShare={mayTell(detail) ? () => onShow('share', forClient) : null}
        >
          {closed.posts.map((post) => (
            <div key={post.id} class="grid gap-1">
              <h3 class="micro">{kindOf(post)}</h3>
              <PostState post={standing(post)} model={posts} />
            </div>
          ))}
        </Closed>
      ) : isOver ? (
        <Unread model={model} />
      ) : (
        <form
          ref={box}
          aria-label="Close Case"
          noValidate
          class="flex-1 min-h-0 flex flex-col"
          onSubmit={(event) => event.preventDefault()}
        >
          <div class="flex-1 min-h-0 overflow-y-auto grid content-start grid-cols-[repeat(auto-fit,minmax(min(340px,100%),1fr))]">
            <Fields model={model} />
            <Destinations model={model} detail={detail} />
          </div>
          <footer class="flex-none grid gap-2 p-3 wide:px-5 bg-raised b-t b-t-solid b-line">
            {ticket_id && model.proposal.value?.place && (
              <p class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
                <Icon of={Lock} class="mt-1px text-muted" />
                <span>
                  <strong class="font-600">{writesWords(parts, ticket_id)}</strong>
                  <span class="block meta">
                    {parts.includes('status')
                      ? 'Engineers read the note. A status may send mail by the rules of its board.'
                      : 'Engineers only. Nobody is e-mailed.'}
                  </span>
                </span>
              </p>
            )}
            {model.unreadable.value && (
              <p class="meta">What goes to the ticket then follows the settings of your account.</p>
            )}
            {problem.value && (
              <p role="alert" class="text-red">
                {problem.value}
              </p>
            )}
            {why && <p class="meta text-right">{why}</p>}
            <div class="flex items-center gap-2">
              <Button kind="quiet" onPress={onClose}>
                Keep for later
              </Button>
              <span class="flex-1" />
              <Button kind="primary" keys="Mod+Enter" busy={busy.value} why={why} onPress={close}>
                Close Case
              </Button>
            </div>
          </footer>
        </form>
      )}
    </Sheet>
  )
}

/** Until it is known how the case was closed, or why that is not. */
function Unread({ model }: { model: ClosingModel }) {
  const problem = model.unreadable.value
  if (problem) return <Unreadable problem={problem} onAgain={model.readClosed} />
  return (
    <div class="p-3 wide:p-5">
      <Progress words="Reading the documentation…" />
    </div>
  )
}
