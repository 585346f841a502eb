import type { ReadonlySignal } from '@preact/signals'
import { Share, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Post, PostState as PostStateName } from '../../shared/contracts/posts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Draft } from './Draft.tsx'
import { keptDraft } from './kept-draft.ts'
import { PostBar } from './PostBar.tsx'
import { createUpdateModel, type UpdateModel } from './update-model.ts'

const audiences = [
  { value: 'ticket_notes', label: 'Ticket notes', keys: '1' },
  { value: 'client_update', label: 'Client', keys: '2' },
  { value: 'email_draft', label: 'E-mail', keys: '3' },
] as const satisfies readonly { value: Audience; label: string; keys: string }[]
const lengths = [
  { value: 'detailed', label: 'Detailed' },
  { value: 'quick', label: 'Quick' },
] as const satisfies readonly { value: UpdateLength; label: string }[]

/** Share Update: who reads it, how long, the draft, and what the click will do before it is made. */
export function ShareSheet(props: {
  session: ReadonlySignal<SessionDetail | null>
  session_id: string
  onPost: (post: Post) => void
  onClose: () => void
  /** Posts of this case that are not settled, newest first. */
  waiting: readonly Post[]
  /** The post that came of it: how it stands, and how that is shown. */
  postStateOf: (post_id: string) => PostStateName | undefined
  renderPost: (post_id: string) => ComponentChildren
}) {
  const pod = usePod()
  const { session_id, session, onPost } = props
  const model = useMemo(() => {
    const kept = keptDraft(session.peek(), pod.me.peek()?.user.id ?? null, Date.now())
    return createUpdateModel(pod, session_id, onPost, kept)
  }, [pod, session_id, session, onPost])
  useEffect(() => model.dispose, [model])
  const sheet = useRef<HTMLElement>(null)
  useLayoutEffect(() => sheet.current?.focus(), [])
  const others = props.waiting.filter(({ id }) => id !== model.post_id.value)
  return (
    <section
      ref={sheet}
      role="dialog"
      aria-label="Share Update"
      tabIndex={-1}
      class="flex-1 min-h-0 flex flex-col bg-page outline-none b-t-2 b-t-solid b-cyan-edge"
      onKeyDown={(event) => onKey(event, model, props.onClose)}
    >
      <div class="flex-none b-b b-b-solid b-line low:flex low:items-center low:gap-1 low:pr-1">
        <header class="flex items-center gap-2 h-40px pl-3 pr-1 wide:pl-5 wide:pr-10px low:contents">
          <Icon of={Share} class="text-cyan low:hidden" />
          <h2 class="text-title font-600 flex-1 low:sr-only">Share Update</h2>
          <IconButton icon={X} label="Close" class="low:order-1" onPress={props.onClose} />
        </header>
        <Choices model={model} />
      </div>
      <Draft model={model} session={session} />
      {others.length > 0 && (
        <div class="flex-none grid gap-2 px-3 py-2 wide:px-5 max-h-40% low:max-h-80px low:py-1 overflow-y-auto b-t b-t-solid b-line">
          {others.map(({ id }) => props.renderPost(id))}
        </div>
      )}
      {model.phase.value === 'result' && (
        <PostBar
          {...{ model, session }}
          waiting={others}
          postStateOf={props.postStateOf}
          renderPost={props.renderPost}
        />
      )}
    </section>
  )
}

function Choices({ model }: { model: UpdateModel }) {
  const choosing = model.phase.value === 'choosing'
  const switchTo = (next: { audience?: Audience; length?: UpdateLength }) => {
    if (choosing && next.audience) return model.choose(next.audience)
    const isSame =
      (next.audience ?? model.audience.value) === model.audience.value &&
      (next.length ?? model.length.value) === model.length.value
    if (!isSame) void model.generate(next)
  }
  return (
    <div class="grid gap-2 px-3 pb-3 wide:px-5 low:flex low:flex-1 low:min-w-0 low:flex-wrap low:gap-1 low:py-6px low:pr-0">
      <Segment
        label="Who reads it"
        class="low:flex-[3]"
        value={model.audience.value}
        options={audiences}
        onChange={(audience) => switchTo({ audience })}
      />
      {choosing ? (
        <div class="flex gap-2 low:flex-[2] low:gap-1">
          {lengths.map(({ value, label }) => (
            <Button
              key={value}
              kind={value === model.length.value ? 'primary' : 'plain'}
              class="flex-1"
              label={`Write it ${label.toLowerCase()}`}
              {...(value === model.length.value ? { keys: 'Enter' } : {})}
              onPress={() => model.generate({ length: value })}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : (
        <Segment
          label="Length"
          class="low:flex-[2]"
          value={model.length.value}
          options={lengths}
          onChange={(length) => switchTo({ length })}
        />
      )}
    </div>
  )
}

function onKey(event: KeyboardEvent, model: UpdateModel, onClose: () => void): void {
  const typing = /^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName)
  if (event.key === 'Escape') {
    event.stopPropagation()
    if (model.phase.value === 'generating') model.stop()
    else if (typing) (event.target as HTMLElement).blur()
    else onClose()
    return
  }
  // The case behind has keys of its own (quick replies): they stay quiet while the sheet is open.
  if (!event.ctrlKey && !event.metaKey) event.stopPropagation()
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return
  const chosen = audiences.find(({ keys }) => keys === event.key)
  if (chosen) {
    if (model.phase.value === 'choosing') model.choose(chosen.value)
    else if (chosen.value !== model.audience.value) void model.generate({ audience: chosen.value })
  } else if (
    event.key === 'Enter' &&
    event.target === event.currentTarget &&
    model.phase.value === 'choosing'
  ) {
    event.preventDefault()
    void model.generate()
  }
}
