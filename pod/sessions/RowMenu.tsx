import { Ellipsis } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { IconButton } from '../ui/Button.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'

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
