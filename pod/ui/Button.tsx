import { LoaderCircle, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren, Ref } from 'preact'
import { Icon } from './Icon.tsx'
import { Keys } from './Keys.tsx'
import { sayWhy } from './say-why.ts'

export type ButtonKind = 'plain' | 'line' | 'quiet' | 'primary' | 'client'
const looks = {
  plain: 'btn',
  line: 'btn-line',
  quiet: 'btn-quiet',
  primary: 'btn-primary',
  client: 'btn-client',
} as const satisfies Record<ButtonKind, string>

export type ButtonProps = {
  kind?: ButtonKind
  small?: boolean
  icon?: LucideIcon
  iconClass?: string
  /** "Mod+Enter": shown, and told to assistive technology; the caller listens for it. */
  keys?: string
  /** The key is the field's beside it: shown while that has the focus. */
  keysInField?: boolean
  /** Why it cannot be pressed now: it is dashed, and a press says this. */
  why?: string | undefined
  busy?: boolean
  label?: string
  pressed?: boolean
  submit?: boolean
  class?: string
  buttonRef?: Ref<HTMLButtonElement>
  onPress?: (event: MouseEvent) => unknown
  children?: ComponentChildren
}

export function Button(props: ButtonProps) {
  const deaf = Boolean(props.why) || props.busy
  const look = props.why ? 'btn-off' : looks[props.kind ?? 'plain']
  const onFill = props.kind === 'primary' || props.kind === 'client'
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      ref={props.buttonRef}
      class={`${look} ${props.small ? 'h-24px px-8px text-meta' : ''} ${props.class ?? ''}`}
      aria-disabled={deaf ? 'true' : undefined}
      aria-busy={props.busy ? 'true' : undefined}
      aria-description={props.why}
      aria-label={props.label}
      aria-pressed={props.pressed}
      aria-keyshortcuts={props.keys?.replace('Mod', 'Control')}
      title={props.why ?? props.label}
      onClick={(event) => {
        if (!deaf) return void props.onPress?.(event)
        event.preventDefault()
        event.stopPropagation()
        sayWhy(event.currentTarget, props.why)
      }}
    >
      {props.busy ? (
        <Icon of={LoaderCircle} size={14} class="spin" />
      ) : (
        props.icon && <Icon of={props.icon} size={14} class={props.why ? '' : (props.iconClass ?? '')} />
      )}
      {props.children}
      {props.keys && !props.why && (
        <Keys
          of={props.keys}
          inField={props.keysInField ?? false}
          class={`low:hidden ${onFill ? 'text-inherit' : ''}`}
        />
      )}
    </button>
  )
}

/** 28 px square, its name on hover and for assistive technology. */
export function IconButton(props: {
  icon: LucideIcon
  label: string
  size?: 16 | 14 | 12
  why?: string | undefined
  busy?: boolean
  pressed?: boolean
  expanded?: boolean
  popup?: 'menu' | 'dialog'
  class?: string
  iconClass?: string
  buttonRef?: Ref<HTMLButtonElement>
  onPress?: (event: MouseEvent) => unknown
}) {
  return (
    <button
      type="button"
      ref={props.buttonRef}
      class={`btn-icon ${props.why ? 'cursor-default opacity-60' : ''} ${props.class ?? ''}`}
      aria-label={props.label}
      aria-disabled={props.why || props.busy ? 'true' : undefined}
      aria-description={props.why}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-haspopup={props.popup}
      title={props.why ?? props.label}
      onClick={(event) => {
        if (props.why) sayWhy(event.currentTarget, props.why)
        else if (!props.busy) void props.onPress?.(event)
      }}
    >
      {props.busy ? (
        <Icon of={LoaderCircle} size={props.size ?? 16} class="spin" />
      ) : (
        <Icon of={props.icon} size={props.size ?? 16} class={props.iconClass ?? ''} />
      )}
    </button>
  )
}
