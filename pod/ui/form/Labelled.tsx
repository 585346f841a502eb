import type { ComponentChild } from 'preact'
import { useId } from 'preact/hooks'

type Wired = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': 'true' | undefined }

/**
 * A label, its field, and below it the hint or what is wrong: that is read with the field, and is no part of its name.
 */
export function Labelled(props: {
  label: string
  hint?: string | undefined
  wrong?: string | undefined
  class?: string
  children: (wired: Wired) => ComponentChild
}) {
  const { label, hint, wrong } = props
  const [id, below] = [useId(), useId()]
  const says = wrong ?? hint
  return (
    <div class={`grid gap-1 content-start ${props.class ?? ''}`}>
      <label class="micro" for={id}>
        {label}
      </label>
      {props.children({
        id,
        'aria-describedby': says ? below : undefined,
        'aria-invalid': wrong ? 'true' : undefined,
      })}
      {says && (
        <span id={below} class={`text-meta ${wrong ? 'text-red' : 'text-muted'}`}>
          {says}
        </span>
      )}
    </div>
  )
}
