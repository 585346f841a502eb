import type { LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Icon } from './Icon.tsx'

export type Tone = 'blue' | 'amber' | 'red' | 'violet' | 'green' | 'cyan' | 'muted'
const edges: Record<Tone, string> = {
  blue: 'edge-blue',
  amber: 'edge-amber',
  red: 'edge-red',
  violet: 'edge-violet',
  green: 'edge-green',
  cyan: 'edge-cyan',
  muted: '',
}
export const toneText: Record<Tone, string> = {
  blue: 'text-blue',
  amber: 'text-amber',
  red: 'text-red',
  violet: 'text-violet',
  green: 'text-green',
  cyan: 'text-cyan',
  muted: 'text-muted',
}

/** Sign, what is true now, what happens next in meta, one action at the right. `card` for one that stands alone. */
export function Notice(props: {
  icon: LucideIcon
  tone: Tone
  title: ComponentChildren
  next?: ComponentChildren
  action?: ComponentChildren
  card?: boolean
  edge?: boolean
  spinning?: boolean
  role?: 'status' | 'alert'
  class?: string
  children?: ComponentChildren
}) {
  const frame = props.card
    ? 'b b-solid b-line rounded overflow-hidden py-6px pl-3 pr-2'
    : 'b-b b-b-solid b-line px-3 py-2 wide:px-5'
  return (
    <div
      role={props.role}
      class={`relative flex-none grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-2 items-start bg-raised ${frame} ${
        (props.edge ?? props.tone !== 'muted') ? edges[props.tone] : ''
      } ${props.class ?? ''}`}
    >
      <span class="h-28px flex items-center">
        <Icon of={props.icon} class={`${toneText[props.tone]} ${props.spinning ? 'spin' : ''}`} />
      </span>
      <div class="py-5px min-w-0 [overflow-wrap:anywhere]">
        {props.title}
        {props.next && <div class="meta mt-2px">{props.next}</div>}
      </div>
      <div class="flex items-center gap-2">{props.action}</div>
      {props.children && <div class="col-start-2 col-end-4 min-w-0">{props.children}</div>}
    </div>
  )
}
