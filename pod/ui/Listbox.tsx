import { type ComponentChildren, Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export type ListboxRow = {
  id: string
  /** Rows of the same group stand together under its name. */
  group?: string
  /** Why it cannot be picked now. */
  why?: string | null
  show: ComponentChildren
}

/** Where the keys of the box above a list lead: the row at that place, or no such key. */
export function stepIn(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[key]
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to))
}

export const optionId = (list: string, row: string) => `${list}-${row}`

/** Rows to pick from while the focus stays in the box above: it names the one at `at` as its active descendant. */
export function Listbox(props: {
  id: string
  label: string
  rows: readonly ListboxRow[]
  at: number
  class?: string
  onPoint: (at: number) => void
  onPick: (at: number, event: Event) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const current = props.rows[props.at]
  useEffect(() => {
    const row = current && document.getElementById(optionId(props.id, current.id))
    if (!row || !list.current) return
    // a list that comes onto a page must not scroll that one; who types in its box is led all the way
    if (document.activeElement?.getAttribute('aria-controls') === props.id)
      row.scrollIntoView({ block: 'nearest' })
    else {
      const box = list.current.getBoundingClientRect()
      const at = row.getBoundingClientRect()
      list.current.scrollTop += Math.min(at.top - box.top, Math.max(0, at.bottom - box.bottom))
    }
    // with another class it may have another height
  }, [current?.id, props.id, props.class])
  return (
    <div ref={list} id={props.id} role="listbox" aria-label={props.label} tabIndex={-1} class={props.class}>
      {props.rows.map((row, at) => (
        <Fragment key={row.id}>
          {row.group && row.group !== props.rows[at - 1]?.group && (
            <div role="presentation" class="micro px-2 pt-2 pb-1">
              {row.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys */}
          <div
            id={optionId(props.id, row.id)}
            role="option"
            aria-selected={at === props.at}
            aria-disabled={row.why ? 'true' : undefined}
            tabIndex={-1}
            class={`px-2 py-5px rounded cursor-pointer ${at === props.at ? 'bg-select' : ''} ${row.why ? 'text-muted cursor-default' : ''}`}
            onPointerMove={() => at !== props.at && props.onPoint(at)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => props.onPick(at, event)}
          >
            {row.show}
          </div>
        </Fragment>
      ))}
    </div>
  )
}
