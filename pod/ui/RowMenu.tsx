import { Ellipsis } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { IconButton } from './Button.tsx'
import { Menu, type MenuEntry } from './Menu.tsx'

/** The acts of one row. */
export function RowMenu(props: { label: string; items: readonly MenuEntry[] }) {
  return (
    <span class="flex flex-none">
      <Menu
        label={props.label}
        icon={Ellipsis}
        items={props.items}
        trigger={(open, toggle) => (
          <IconButton
            icon={Ellipsis}
            size={14}
            label={props.label}
            popup="menu"
            expanded={open}
            class={`h-24px w-24px ${open ? 'bg-hover text-text' : ''}`}
            onPress={toggle}
          />
        )}
      />
    </span>
  )
}

const onHover =
  'opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 has-[[aria-expanded=true]]:opacity-100 coarse:opacity-100'

/** The right end of a row: its words, and in the same place its menu while the row is pointed at. */
export function RowEnd(props: {
  words?: string | undefined
  /** Behind the words. */
  sign?: ComponentChildren
  title?: string
  menu: ComponentChildren
  /** The menu is there without pointing, as in the step in hand. */
  isOpen?: boolean
}) {
  const { words, menu } = props
  const away = menu ? 'group-hover:invisible group-focus-within:invisible coarse:visible' : ''
  return (
    <div class="grid items-center justify-items-end h-18px wide:h-20px coarse:flex coarse:gap-1">
      {words && (
        <span
          class={`meta whitespace-nowrap [grid-area:1/1] max-w-160px wide:max-w-220px cut ${away}`}
          title={props.title}
        >
          {words} {props.sign}
        </span>
      )}
      {menu && (
        <span class={`flex [grid-area:1/1] -mr-1 -my-5px wide:-my-4px ${props.isOpen ? '' : onHover}`}>
          {menu}
        </span>
      )}
    </div>
  )
}
