import { ChevronDown, ChevronRight } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useId } from 'preact/hooks'
import { Icon } from './Icon.tsx'
import { useRemembered } from './remember.ts'

/**
 * A section of the work zone; folds to its head, and the fold is remembered under `id`.
 * `end` stands at the right of the head (times, small buttons) and stays clickable. `unfold` opens it.
 */
export function Section(props: {
  id: string
  title: string
  count?: ComponentChildren
  end?: ComponentChildren
  tone?: string
  edge?: string
  foldable?: boolean
  unfold?: boolean
  /** Its head stays at the top while it scrolls. */
  sticks?: boolean
  class?: string
  children: ComponentChildren
}) {
  const [open, setOpen] = useRemembered(`fold.${props.id}`, true)
  const body = useId()
  useEffect(() => {
    if (props.unfold) setOpen(true)
  }, [props.unfold, setOpen])
  const foldable = props.foldable ?? true
  const shown = open || !foldable
  return (
    <section
      class={`sec ${props.edge ?? ''} ${shown ? '' : 'pb-0'} ${props.class ?? ''}`}
      aria-label={props.title}
      data-folded={shown ? undefined : ''}
    >
      <div
        data-sticks={props.sticks ? '' : undefined}
        class={`sec-head ${props.sticks ? 'sticky top-0 z-2 bg-page' : 'relative'}`}
      >
        <h2 class={`micro ${props.tone ?? ''}`}>
          {foldable ? (
            <button
              type="button"
              class="uppercase tracking-inherit cursor-pointer after:content-empty after:absolute after:inset-0"
              aria-expanded={shown}
              aria-controls={body}
              onClick={() => setOpen(!open)}
            >
              {props.title}
            </button>
          ) : (
            props.title
          )}
        </h2>
        {props.count !== undefined && <span class="text-meta font-500 text-muted">{props.count}</span>}
        <span class="ml-auto flex items-center gap-2 meta">
          {props.end && <span class="relative flex items-center gap-2">{props.end}</span>}
          {foldable && <Icon of={shown ? ChevronDown : ChevronRight} size={14} class="-mr-3px" />}
        </span>
      </div>
      <div id={body} hidden={!shown}>
        {shown && props.children}
      </div>
    </section>
  )
}
