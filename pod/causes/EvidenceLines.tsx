import { useState } from 'preact/hooks'
import { stripHidden } from '../ui/clean-text.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { Evidence } from './evidence.ts'

/** More than these at once push the next cause out of sight. */
const mostAtOnce = 3

/** What stands behind one word of a cause, a line each; those with a row in the case lead to it, notes unfold. */
export function EvidenceLines(props: {
  name: 'for' | 'against' | 'test'
  items: readonly Evidence[]
  onPoint: (row_id: string) => void
}) {
  const { name, items } = props
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, mostAtOnce)
  if (items.length === 0) return null
  return (
    <>
      {shown.map((item, at) => (
        <Line key={item.key} name={at === 0 ? name : null} item={item} onPoint={props.onPoint} />
      ))}
      {shown.length < items.length && (
        <button
          type="button"
          class="col-start-2 col-end-4 justify-self-start text-muted underline cursor-pointer hover:text-text"
          onClick={() => setAll(true)}
        >
          {items.length - shown.length} more {name}
        </button>
      )}
    </>
  )
}

function Line(props: { name: string | null; item: Evidence; onPoint: (row_id: string) => void }) {
  const { words: raw, from, row_id } = props.item
  const [open, setOpen] = useState(false)
  const words = stripHidden(raw)
  const look = `text-left ${open ? 'whitespace-pre-line [overflow-wrap:anywhere]' : 'cut'}`
  return (
    <>
      <span class="text-muted">{props.name}</span>
      {row_id === null && from === '' ? (
        <Plain text={words} />
      ) : (
        <button
          type="button"
          title={row_id === null ? undefined : words}
          aria-expanded={row_id === null ? open : undefined}
          class={`${look} cursor-pointer hover:underline`}
          onClick={() => {
            if (row_id === null) return setOpen(!open)
            props.onPoint(row_id)
            announce(`Marked: ${words}`)
          }}
        >
          <bdi>{words}</bdi>
        </button>
      )}
      <span class="text-muted text-right whitespace-nowrap">{from}</span>
    </>
  )
}
