import type { LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Icon } from '../ui/Icon.tsx'

/** A sign and what the click will do; in a low pod one line, cut. */
export function PostLine(props: {
  icon: LucideIcon
  tone?: string
  class?: string
  children: ComponentChildren
}) {
  return (
    <div
      class={`grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 py-1 low:py-2px low:min-w-0 low:text-meta ${props.class ?? ''}`}
    >
      <Icon of={props.icon} class={`mt-1px ${props.tone ?? 'text-muted'}`} />
      <div class="min-w-0 [overflow-wrap:anywhere] low:whitespace-nowrap low:overflow-hidden low:text-ellipsis">
        {props.children}
      </div>
    </div>
  )
}
