import { useState } from 'preact/hooks'
import type { DayEntry } from '../../shared/contracts/days.ts'
import type { DayModel } from './day-model.ts'
import { minutesBetween, numberOf, spanOf, spanWords } from './day-words.ts'
import { placeOf, type Scale, wordsLook } from './timeline-place.ts'

type Edge = 'started_at' | 'ended_at'

/** One entry on the line. */
export function Block(props: {
  model: DayModel
  entry: DayEntry
  scale: Scale
  isSelected: boolean
  onSelect: () => void
  atPointer: (event: PointerEvent | MouseEvent) => string | null
}) {
  const { model, entry, scale, atPointer } = props
  const [dragged, setDragged] = useState<Partial<Record<Edge, string>>>({})
  const shown = { ...entry, ...dragged }
  const left = placeOf(shown.started_at, scale)
  const width = Math.max(0.4, placeOf(shown.ended_at, scale) - left)
  const called = entry.ticket_id ? numberOf(entry) : 'Call'
  const minutes = minutesBetween(spanOf(shown))
  const isOver = entry.overlaps.length > 0
  const isOpen = entry.post === null
  const look = isOver ? 'b-amber-edge' : props.isSelected ? 'b-blue-edge' : 'b-edge'
  const drop = (event: DragEvent) => {
    const other = event.dataTransfer?.getData('text/plain')
    if (!other || other === entry.id || !isOpen) return
    event.preventDefault()
    void model.merge(entry.id, other)
  }
  const edge = (of: Edge) => ({
    onPointerDown: (event: PointerEvent) => {
      event.preventDefault()
      event.stopPropagation()
      ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
      setDragged({ [of]: entry[of] })
    },
    onPointerMove: (event: PointerEvent) => {
      const at = of in dragged ? atPointer(event) : null
      const isWithin = at && (of === 'started_at' ? at < entry.ended_at : at > entry.started_at)
      if (isWithin) setDragged({ [of]: at })
    },
    onPointerUp: async () => {
      const at = dragged[of]
      if (at && at !== entry[of]) await model.change([entry.id], { [of]: at })
      setDragged({})
    },
    onPointerCancel: () => setDragged({}),
  })
  return (
    <div class="absolute inset-y-0" style={{ left: `${left}%`, width: `${width}%` }}>
      <button
        type="button"
        draggable={isOpen}
        class={`w-full h-full b b-solid rounded ${look} ${isOpen ? 'bg-raised' : 'bg-log text-muted'} px-1 py-2px text-left text-meta cut cursor-pointer hover:bg-hover`}
        aria-pressed={props.isSelected}
        aria-label={`${called} ${minutes} min, ${spanWords(spanOf(shown))}`}
        title={`${numberOf(entry)} ${entry.title ?? ''}, ${spanWords(spanOf(shown))}`}
        onClick={props.onSelect}
        onDblClick={(event) => {
          const at = atPointer(event)
          if (isOpen && at) void model.split(entry.id, at)
        }}
        onDragStart={(event) => event.dataTransfer?.setData('text/plain', entry.id)}
        onDragOver={(event) => isOpen && event.preventDefault()}
        onDrop={drop}
      >
        <span class={wordsLook(width)}>
          <strong class="font-600">{called}</strong>
          <br />
          {minutes} min
        </span>
      </button>
      {isOpen && (
        <>
          <span
            class="absolute inset-y-0 -left-3px w-7px cursor-ew-resize touch-none"
            {...edge('started_at')}
          />
          <span
            class="absolute inset-y-0 -right-3px w-7px cursor-ew-resize touch-none"
            {...edge('ended_at')}
          />
        </>
      )}
    </div>
  )
}
