import { Check, type LucideIcon } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Keys } from './Keys.tsx'
import { sayWhy } from './say-why.ts'
import { showOver } from './show-over.ts'

export type MenuItem = {
  label: string
  icon?: LucideIcon
  keys?: string
  checked?: boolean
  why?: string | undefined
  danger?: boolean
  onPick: () => unknown
}

/** `heading` names the entries that follow it. */
export type MenuEntry = MenuItem | 'line' | { heading: string }

/** A button that opens a list of acts; arrows, Home, End and Escape work, focus returns to the button. */
export function Menu(props: {
  label: string
  icon: LucideIcon
  items: readonly MenuEntry[]
  /** Begins at its button's left edge, instead of ending at the right one. */
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
  useLayoutEffect(() => {
    if (!open || !list.current || !root.current) return
    showOver(list.current, root.current, props.left ? 'left' : 'right')
    entries()[0]?.focus({ preventScroll: true })
  }, [open])
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && setOpen(false)
    // what it belongs to moved away under it
    const moved = (event: Event) => (event.target as Node).contains(root.current) && setOpen(false)
    document.addEventListener('pointerdown', outside)
    document.addEventListener('scroll', moved, true)
    window.addEventListener('blur', outside)
    window.addEventListener('resize', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('scroll', moved, true)
      window.removeEventListener('blur', outside)
      window.removeEventListener('resize', outside)
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
  const hasSigns = props.items.some((item) => isItem(item) && (item.icon || item.checked !== undefined))
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
          popover="manual"
          class="float fixed inset-auto z-40 min-w-200px overflow-y-auto m-0 p-1 text-text text-base"
          onKeyDown={byKey}
        >
          {props.items.map((item, at) =>
            item === 'line' ? (
              <hr key={`line-${at}`} class="my-1 b-0 b-t b-t-solid b-line" />
            ) : !isItem(item) ? (
              <p key={item.heading} class="micro px-2 pt-6px pb-2px">
                {item.heading}
              </p>
            ) : (
              <button
                key={item.label}
                type="button"
                {...(item.checked === undefined
                  ? { role: 'menuitem' as const }
                  : { role: 'menuitemradio' as const, 'aria-checked': item.checked })}
                aria-disabled={item.why ? 'true' : undefined}
                aria-description={item.why}
                title={item.why}
                tabIndex={-1}
                class={`w-full min-h-28px grid ${hasSigns ? 'grid-cols-[16px_minmax(0,1fr)_auto]' : 'grid-cols-[minmax(0,1fr)_auto]'} gap-x-10px items-center px-2 rounded text-left text-base cursor-pointer hover:bg-select focus:bg-select focus:outline-none ${
                  item.why ? 'text-muted cursor-default' : item.danger ? 'text-red' : 'text-text'
                }`}
                onClick={(event) => {
                  if (item.why) return sayWhy(event.currentTarget, item.why)
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

const isItem = (entry: MenuEntry): entry is MenuItem => entry !== 'line' && 'label' in entry
