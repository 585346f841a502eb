import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { usePod } from '../pod.ts'
import { plural } from '../ui/when.ts'
import { BellList } from './BellList.tsx'
import { unreadOf } from './bell-count.ts'

/** The count on the bell, and what it opens. */
export function UnderBell(props: { root: RefObject<HTMLElement | null>; open: Signal<boolean> }) {
  const { root, open } = props
  const { value: unread } = unreadOf(usePod()).unread
  return (
    <>
      {unread > 0 && (
        <span class="absolute top-1px right-0 min-w-14px px-3px rounded-full bg-amber-fill text-on-amber text-10px leading-14px font-600 text-center pointer-events-none">
          {unread}
          <span class="sr-only">{plural(unread, ' unread notification', ' unread notifications')}</span>
        </span>
      )}
      {open.value && (
        <BellList
          root={root}
          onClose={() => {
            open.value = false
          }}
        />
      )}
    </>
  )
}
