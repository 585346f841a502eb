import type { ComponentChildren } from 'preact'
import { Labelled } from './Labelled.tsx'

/** A native list with its label above and a hint below; `children` are its options. `off`: why it cannot be changed. */
export function Select(props: {
  label: string
  value: string
  hint?: string | undefined
  off?: string | undefined
  class?: string
  onChange: (value: string) => void
  children: ComponentChildren
}) {
  const { label, hint } = props
  return (
    <Labelled label={label} hint={hint} class={props.class ?? ''}>
      {(wired) => (
        <select
          {...wired}
          class="input h-30px px-6px"
          disabled={props.off !== undefined}
          title={props.off}
          value={props.value}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {props.children}
        </select>
      )}
    </Labelled>
  )
}
