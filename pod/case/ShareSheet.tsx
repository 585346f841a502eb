import { effect, untracked } from '@preact/signals'
import { Share } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Post } from '../../shared/contracts/posts.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import { type Pod, usePod } from '../pod.ts'
import { PostState } from '../posts/PostState.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Choices } from '../updates/Choices.tsx'
import { contextOf, shareTitles } from '../updates/context-of.ts'
import { Draft } from '../updates/Draft.tsx'
import { DraftActs } from '../updates/DraftActs.tsx'
import { keptDrafts } from '../updates/kept-draft.ts'
import { PostBar } from '../updates/PostBar.tsx'
import { reachWords } from '../updates/preview-words.ts'
import { createUpdateModel, type UpdateModel } from '../updates/update-model.ts'
import { Sheet, type SheetProps } from './Sheet.tsx'

const RemindLine = lazily(() => import('./update-parts.ts').then((part) => part.RemindLine))

/** Share Update: who reads it, how long, the draft, what the click will do before it is made, and what came of it. */
export function ShareSheet({ session, posts, shape, wish, onPoint, onClose }: SheetProps) {
  const pod = usePod()
  const model = useMemo(() => {
    const kept = keptDrafts(session.detail.peek(), pod.me.peek()?.user.id ?? null, Date.now())
    return createUpdateModel(pod, session, posts, kept)
  }, [pod, session, posts])
  useEffect(() => model.dispose, [model])
  useEffect(() => effect(() => hear(wish, model)), [wish, model])
  const own_id = model.post_id.value
  const others = posts.unsettled.value.filter(({ id }) => id !== own_id)
  const show = (post: Post, reach?: string) => (
    <PostState key={post.id} post={post} model={posts} reach={reach} />
  )
  useEffect(() => onReturnOf(pod.live, model.lineIsBack), [pod, model])
  useEffect(
    () => staysFresh(pod.live, session.detail.peek()?.psa_ticket_id, model.lookAgain),
    [pod, session, model],
  )
  const preview = model.preview.value
  const { psa_ticket_id: ticket_id, ticket } = session.detail.value ?? {}
  const remindLine = model.phase.value === 'result' && (
    <RemindLine
      session={session}
      update={model.update.value}
      audience={model.audience.value}
      isPosted={model.made.value !== null}
      inDraft={shape === 'low'}
    />
  )
  return (
    <Sheet
      title={shareTitles[contextOf(session.detail.value)]}
      icon={Share}
      about={ticket_id && <TicketLink ticket_id={ticket_id} url={ticket?.url ?? undefined} />}
      head={<Choices model={model} />}
      onEscape={() => stopsWriting(model)}
      onClose={onClose}
    >
      <Draft model={model} session={session.detail} onPoint={onPoint}>
        {shape === 'low' && remindLine}
      </Draft>
      {others.length > 0 && (
        <div class="flex-none grid gap-2 px-3 py-2 wide:px-5 max-h-40% low:max-h-80px low:py-1 overflow-y-auto b-t b-t-solid b-line">
          {others.map((post) => show(post))}
        </div>
      )}
      {model.phase.value === 'result' &&
        (model.made.value ? (
          <footer class="flex-none grid gap-2 p-3 wide:px-5 low:py-6px bg-raised b-t b-t-solid b-line">
            {show(model.made.value, preview ? reachWords(preview) : undefined)}
            <DraftActs model={model} />
          </footer>
        ) : (
          <PostBar model={model} session={session.detail} posts={posts} />
        ))}
      {shape !== 'low' && remindLine}
    </Sheet>
  )
}

const lookAgainMs = 20_000

/** Calls when the ticket is known to have changed, and every so often while somebody looks. */
function staysFresh(live: Pod['live'], ticket_id: string | null | undefined, call: () => void): () => void {
  if (!ticket_id) return () => {}
  const timer = setInterval(() => document.visibilityState === 'visible' && call(), lookAgainMs)
  const stop = live.follow(['ticket.changed'], call, { when: (event) => event.ticket_id === ticket_id })
  return () => {
    clearInterval(timer)
    stop()
  }
}

/** Calls once the line to the server is there again after it was lost. */
function onReturnOf({ state }: Pod['live'], call: () => void): () => void {
  let wasLost = false
  return state.subscribe(({ status }) => {
    if (status === 'live' && wasLost) call()
    wasLost = status === 'offline' || status === 'reconnecting'
  })
}

function hear(wish: SheetProps['wish'], model: UpdateModel): void {
  const wanted = wish.value
  if (!wanted) return
  wish.value = null
  untracked(() => {
    const { audience, length, begin } = wanted
    if (wanted.confirm) return model.askForClick()
    const next = { ...(audience ? { audience } : {}), ...(length ? { length } : {}) }
    const isWhole = begin || (audience && length)
    if (!isWhole && model.phase.value === 'choosing') model.choose(next)
    else model.show(next)
    if (wanted.ask) putIn(model, wanted.ask)
  })
}

/** Once the draft stands the question is in it, to be read before it goes. */
function putIn(model: UpdateModel, question: string): void {
  const audience = model.audience.peek()
  const stop = effect(() => {
    if (model.phase.value === 'generating') return
    // an effect cannot end itself while it begins
    queueMicrotask(() => stop())
    untracked(() => {
      const words = model.typed.peek() ?? model.update.peek()?.content ?? ''
      const isAnother = model.phase.peek() !== 'result' || model.audience.peek() !== audience
      if (isAnother || words.includes(question) || model.made.peek()) return
      model.edit()
      model.type(`${words.trimEnd()}\n\n${question}`)
    })
  })
}

function stopsWriting(model: UpdateModel): boolean {
  if (model.phase.value !== 'generating') return false
  model.stop()
  return true
}
