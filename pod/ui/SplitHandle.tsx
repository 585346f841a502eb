import { useRef } from 'preact/hooks'

/**
 * The bar between two panes that stand above each other in one flex column (its parent).
 * `share` is the upper pane's part of the parent in percent; arrows move by 2, Home and End go to the limits,
 * a double click restores `initial`.
 */
export function SplitHandle(props: {
  label: string
  share: number
  initial: number
  min?: number
  max?: number
  onChange: (share: number) => void
}) {
  const bar = useRef<HTMLDivElement>(null)
  const min = props.min ?? 20
  const max = props.max ?? 85
  const set = (share: number) => props.onChange(Math.round(Math.min(max, Math.max(min, share)) * 10) / 10)
  const follow = (event: PointerEvent) => {
    const parent = bar.current?.parentElement?.getBoundingClientRect()
    if (!parent || parent.height === 0 || !bar.current?.hasPointerCapture(event.pointerId)) return
    set(((event.clientY - parent.top) / parent.height) * 100)
  }
  const byKey = (event: KeyboardEvent) => {
    const target = {
      ArrowUp: props.share - 2,
      ArrowDown: props.share + 2,
      PageUp: props.share - 10,
      PageDown: props.share + 10,
      Home: min,
      End: max,
    }[event.key]
    if (target === undefined) return
    event.preventDefault()
    set(target)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a movable separator is no <hr>
    <div
      ref={bar}
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={props.label}
      aria-valuenow={Math.round(props.share)}
      aria-valuemin={min}
      aria-valuemax={max}
      class="hit flex-none h-8px bg-page b-y b-y-solid b-line flex items-center justify-center cursor-row-resize touch-none hover:bg-hover after:content-empty after:absolute after:inset-x-0 after:-inset-y-4px"
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={follow}
      onKeyDown={byKey}
      onDblClick={() => set(props.initial)}
    >
      <span class="bar bar-on w-24px h-2px rounded-1px bg-edge" />
    </div>
  )
}
