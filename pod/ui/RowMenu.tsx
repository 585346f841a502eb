import { Ellipsis } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { IconButton } from './Button.tsx'
import { Menu, type MenuItem } from './Menu.tsx'

const itemHeight = 28

/** The acts of one row; opens upwards where its scrolling parent has no room below. */
export function RowMenu(props: { label: string; items: readonly (MenuItem | 'line')[] }) {
  const [up, setUp] = useState(false)
  const here = useRef<HTMLSpanElement>(null)
  const measure = () => {
    const own = here.current?.getBoundingClientRect()
    const area = here.current?.closest('[data-scroll]')?.getBoundingClientRect()
    if (!own || !area) return
    const needed = props.items.length * itemHeight + 20
    setUp(area.bottom - own.bottom < needed && own.top - area.top > area.bottom - own.bottom)
  }
  return (
    <span ref={here} class="flex flex-none">
      <Menu
        label={props.label}
        icon={Ellipsis}
        up={up}
        items={props.items}
        trigger={(open, toggle) => (
          <IconButton
            icon={Ellipsis}
            size={14}
            label={props.label}
            popup="menu"
            expanded={open}
            class={`h-24px w-24px ${open ? 'bg-hover text-text' : ''}`}
            onPress={() => {
              measure()
              toggle()
            }}
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
          {words}
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
