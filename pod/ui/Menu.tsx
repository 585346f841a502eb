import { Check, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Keys } from './Keys.tsx'

export type MenuItem = {
  label: string
  icon?: LucideIcon
  keys?: string
  checked?: boolean
  why?: string | undefined
  danger?: boolean
  onPick: () => unknown
}

/** A button that opens a list of acts; arrows, Home, End and Escape work, focus returns to the button. */
export function Menu(props: {
  label: string
  icon: LucideIcon
  items: readonly (MenuItem | 'line')[]
  up?: boolean
  /** Opens to the right of its button's left edge. */
  left?: boolean
  trigger?: (open: boolean, toggle: () => void) => ComponentChildren
}) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  useEffect(() => {
    if (!open) return
    list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('pointerdown', outside)
    window.addEventListener('blur', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      window.removeEventListener('blur', outside)
    }
  }, [open])
  const byKey = (event: KeyboardEvent) => {
    const all = entries()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab') setOpen(false)
    else if (to !== undefined) {
      event.preventDefault()
      all[(to + all.length) % all.length]?.focus()
    }
  }
  const hasSigns = props.items.some((item) => item !== 'line' && (item.icon || item.checked !== undefined))
  return (
    <div ref={root} class="relative flex-none">
      {props.trigger?.(open, () => setOpen(!open)) ?? (
        <IconButton
          icon={props.icon}
          label={props.label}
          popup="menu"
          expanded={open}
          onPress={() => setOpen(!open)}
        />
      )}
      {open && (
        <div
          ref={list}
          role="menu"
          tabIndex={-1}
          aria-label={props.label}
          class={`float absolute z-40 min-w-200px max-h-60vh overflow-y-auto p-1 ${props.up ? 'bottom-32px' : 'top-32px'} ${props.left ? 'left-0' : 'right-0'}`}
          onKeyDown={byKey}
        >
          {props.items.map((item, at) =>
            item === 'line' ? (
              <hr key={`line-${at}`} class="my-1 b-0 b-t b-t-solid b-line" />
            ) : (
              <button
                key={item.label}
                type="button"
                {...(item.checked === undefined
                  ? { role: 'menuitem' as const }
                  : { role: 'menuitemradio' as const, 'aria-checked': item.checked })}
                aria-disabled={item.why ? 'true' : undefined}
                title={item.why}
                tabIndex={-1}
                class={`w-full min-h-28px grid ${hasSigns ? 'grid-cols-[16px_minmax(0,1fr)_auto]' : 'grid-cols-[minmax(0,1fr)_auto]'} gap-x-10px items-center px-2 rounded text-left text-base cursor-pointer hover:bg-select focus:bg-select focus:outline-none ${
                  item.why ? 'text-muted cursor-default' : item.danger ? 'text-red' : 'text-text'
                }`}
                onClick={() => {
                  if (item.why) return
                  close()
                  void item.onPick()
                }}
              >
                {item.checked ? (
                  <Icon of={Check} size={14} />
                ) : item.icon ? (
                  <Icon of={item.icon} size={14} class="text-muted" />
                ) : (
                  hasSigns && <span />
                )}
                <span>{item.label}</span>
                {item.keys && <Keys of={item.keys} />}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  )
}
