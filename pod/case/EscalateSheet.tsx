import { effect } from '@preact/signals'
import { ChevronsUp, CirclePause, Lock, Share, User } from 'lucide-preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { MissingItem } from '../../shared/contracts/handoff-calls.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { mayTell } from '../closing/closing-words.ts'
import { TicketLink } from '../frame/TopRow.tsx'
import { BriefSection } from '../handoffs/BriefSection.tsx'
import { type EscalateModel, escalateOf } from '../handoffs/escalate-model.ts'
import { Handed } from '../handoffs/Handed.tsx'
import { handedWords, missingOf } from '../handoffs/handoff-words.ts'
import { hearWish } from '../handoffs/hear-wish.ts'
import { firstForClient, Missing } from '../handoffs/Missing.tsx'
import { WhyAndTo } from '../handoffs/WhyAndTo.tsx'
import { whyNotEscalate } from '../handoffs/why-not-escalate.ts'
import { usePod } from '../pod.ts'
import { kindOf } from '../posts/post-words.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { bindKeys } from '../ui/keys.ts'
import { lazily } from '../ui/lazily.tsx'
import { toast } from '../ui/Toasts.tsx'
import { HandoffDestinations } from './HandoffDestinations.tsx'
import { Sheet, type SheetProps } from './Sheet.tsx'

/** It travels with the other posts of a case. */
const PostState = lazily(() => import('./later-parts.ts').then((part) => part.PostState))

/** Escalate, or park: why, to whom, what the next one reads, what goes into the ticket, and what became of that. */
export function EscalateSheet({ session, posts, wish, onShow, onClose }: SheetProps) {
  const pod = usePod()
  const model = useMemo(() => escalateOf(pod, { session, posts }), [pod, session, posts])
  const box = useRef<HTMLFormElement>(null)
  const detail = session.detail.value
  const handed = model.handed.value
  const isPark = model.intent.value === 'park'
  useEffect(() => {
    model.choose('escalate')
    return effect(() => hearWish(wish, model))
  }, [wish, model])
  useEffect(() => {
    void model.read()
    void model.write()
    return () => (model.handed.peek() ? model.forget() : model.stop())
  }, [model])
  const { refusals } = model.form
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[aria-invalid=true], textarea')?.focus()
  }, [refusals.value, isPark])
  const handOn = async () => {
    await model.handOn()
    if (model.handed.peek()?.handoff.intent !== 'park') return
    toast('The case is parked. Resume takes it up again.')
    onClose()
  }
  const onAsk =
    detail?.may.includes('share') && detail.may.includes('post_client')
      ? (item: MissingItem) =>
          onShow('share', { audience: 'client_update', length: 'quick', ask: missingOf(item) })
      : null
  const why = detail ? (whyNotEscalate(detail) ?? model.why.value ?? undefined) : ''
  const mayPress = !handed && why === undefined
  useLayoutEffect(
    () =>
      bindKeys('sheet', () => {
        const first = firstForClient(model.preview.peek()?.missing ?? [])
        return [
          ...(mayPress ? [{ keys: 'Mod+Enter', run: handOn }] : []),
          ...(first && onAsk && !isPark ? [{ keys: 'A', run: () => onAsk(first) }] : []),
        ]
      }),
    [model, onAsk !== null, isPark, mayPress],
  )
  if (!detail) return null
  const ticket_id = detail.psa_ticket_id
  const standing = (post: Post): Post => posts.of(post.id) ?? post
  return (
    <Sheet
      title={isPark ? 'Park' : 'Escalate'}
      icon={isPark ? CirclePause : ChevronsUp}
      tone="violet"
      about={ticket_id && <TicketLink ticket_id={ticket_id} url={detail.ticket?.url ?? undefined} />}
      onClose={onClose}
    >
      {handed ? (
        <Handed
          handed={handed}
          now={detail.handoffs.find(({ id }) => id === handed.handoff.id) ?? handed.handoff}
          acts={
            <>
              {mayTell(detail) && (
                <Button
                  icon={Share}
                  iconClass="text-cyan"
                  onPress={() => onShow('share', { audience: 'client_update', begin: true })}
                >
                  Write to the client
                </Button>
              )}
              <Button kind="quiet" onPress={onClose}>
                Back to the case
              </Button>
            </>
          }
        >
          {handed.posts.map((post) => (
            <div key={post.id} class="grid gap-1">
              <h3 class="micro">{kindOf(post)}</h3>
              <PostState post={standing(post)} model={posts} />
            </div>
          ))}
        </Handed>
      ) : (
        <form
          ref={box}
          aria-label={isPark ? 'Park' : 'Escalate'}
          noValidate
          class="flex-1 min-h-0 flex flex-col"
          onSubmit={(event) => event.preventDefault()}
        >
          <div class="flex-1 min-h-0 overflow-y-auto grid content-start grid-cols-[repeat(auto-fit,minmax(min(340px,100%),1fr))]">
            <div>
              <WhyAndTo model={model} />
              {!isPark && (
                <>
                  <Missing items={model.preview.value?.missing ?? []} onAsk={onAsk} />
                  <HandoffDestinations model={model} />
                </>
              )}
            </div>
            {!isPark && <BriefSection model={model} />}
          </div>
          <Foot model={model} why={why} onHandOn={handOn} onClose={onClose} />
        </form>
      )}
    </Sheet>
  )
}

/** What the press will do, before it is made. */
function Foot(props: {
  model: EscalateModel
  why: string | undefined
  onHandOn: () => unknown
  onClose: () => void
}) {
  const { model, why } = props
  const isPark = model.intent.value === 'park'
  const place = model.proposal.value?.place
  const parts = model.parts.value
  const problem = model.form.problem.value
  const words = isPark ? 'Park' : place && parts.length > 0 ? 'Escalate & update ticket' : 'Escalate'
  return (
    <footer class="flex-none grid gap-2 p-3 wide:px-5 bg-raised b-t b-t-solid b-line">
      {!isPark && (
        <ul class="grid gap-1">
          {place && <Says icon={Lock}>{handedWords(parts, place.ticket_id)}</Says>}
          <Says icon={User} meta>
            You stay the owner, and can take it back until it is picked up
          </Says>
        </ul>
      )}
      {model.unreadable.value && !isPark && (
        <p class="meta">What goes to the ticket then follows the settings of your account.</p>
      )}
      {problem && (
        <p role="alert" class="text-red">
          {problem}
        </p>
      )}
      {why && <p class="meta text-right">{why}</p>}
      <div class="flex items-center gap-2">
        <Button kind="quiet" onPress={() => model.choose(isPark ? 'escalate' : 'park')}>
          {isPark ? 'Escalate instead' : 'Park instead'}
        </Button>
        <span class="flex-1" />
        <Button
          kind="primary"
          keys="Mod+Enter"
          busy={model.form.busy.value}
          why={why}
          onPress={props.onHandOn}
        >
          {words}
        </Button>
      </div>
    </footer>
  )
}

function Says(props: { icon: typeof Lock; meta?: true; children: string }) {
  return (
    <li class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
      <Icon of={props.icon} size={14} class="mt-2px text-muted" />
      <span class={props.meta ? 'meta leading-18px' : 'font-600'}>{props.children}</span>
    </li>
  )
}
