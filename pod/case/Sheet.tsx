import type { Signal } from '@preact/signals'
import { type LucideIcon, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import type { Shape } from '../frame/use-shape.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { bindKeys, takesLetters } from '../ui/keys.ts'
import type { Sheets } from './sheets.tsx'
import type { Changes } from './undo.ts'

/** What every sheet is handed. */
export type SheetProps = {
  session: SessionModel
  turn: TurnModel
  posts: PostsModel
  changes: Changes
  shape: Shape
  /** What it is to begin with; null again once it has heard it. */
  wish: Signal<SheetWish | null>
  /** Another sheet takes its place. */
  onShow: Sheets['show']
  /** Leads to a row of the case, out of a sheet that covers it. */
  onPoint: (row_id: string) => void
  onClose: () => void
}
/** `begin`: what is shared is written at once, as long as this person had it last. */
export type SheetWish = {
  audience?: Audience
  length?: UpdateLength
  begin?: true
  park?: string
  ask?: string
  /** The draft that stands asks for the click that posts it. */
  confirm?: true
}

/**
 * What is opened for one purpose, beside the case or over it. It has the focus when it comes. Escape
 * goes to `onEscape` first (true: it had a use for it), then leaves a field, then closes. The single keys of the case
 * are quiet meanwhile.
 */
export function Sheet(props: {
  title: string
  icon: LucideIcon
  tone?: 'cyan' | 'violet'
  /** What it is about, beside its title. */
  about?: ComponentChildren
  head?: ComponentChildren
  onEscape?: () => boolean
  onClose: () => void
  children: ComponentChildren
}) {
  const sheet = useRef<HTMLElement>(null)
  const isViolet = props.tone === 'violet'
  useLayoutEffect(() => sheet.current?.focus(), [])
  const leave = useRef<() => void>(() => {})
  leave.current = () => {
    if (!props.onEscape?.()) props.onClose()
  }
  // where no field has the focus, wherever it stands
  useEffect(() => bindKeys('sheet', () => [{ keys: 'Escape', run: () => leave.current() }]), [])
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !takesLetters(event.target)) return
    event.preventDefault()
    if (!props.onEscape?.()) (event.target as HTMLElement).blur()
  }
  return (
    <section
      ref={sheet}
      role="dialog"
      aria-label={props.title}
      tabIndex={-1}
      class={`flex-1 min-h-0 flex flex-col bg-page outline-none b-t-2 b-t-solid ${isViolet ? 'b-violet-edge' : 'b-cyan-edge'}`}
      onKeyDown={byKey}
    >
      <div class="flex-none b-b b-b-solid b-line low:flex low:items-center low:gap-1 low:pr-1">
        <header class="flex items-center gap-2 h-40px pl-3 pr-1 wide:pl-5 wide:pr-10px low:contents">
          <Icon of={props.icon} class={`${isViolet ? 'text-violet' : 'text-cyan'} low:hidden`} />
          <h2 class={`text-title font-600 flex-1 ${props.head ? 'low:sr-only' : 'low:pl-3'}`}>
            {props.title}
          </h2>
          {props.about && <span class="low:hidden">{props.about}</span>}
          <IconButton icon={X} label="Close" class="low:order-1" onPress={props.onClose} />
        </header>
        {props.head}
      </div>
      {props.children}
    </section>
  )
}
