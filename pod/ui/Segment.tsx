import { useRef } from 'preact/hooks'

/**
 * One of a few: arrows choose, the chosen one is the tab stop. `keys` stand before the words. `manual`, where a choice
 * costs something: arrows only move, and Space, Enter or a click chooses.
 */
export function Segment<T extends string>(props: {
  label: string
  value: T
  options: readonly { value: T; label: string; keys?: string }[]
  onChange: (value: T) => void
  manual?: boolean
  class?: string
}) {
  const group = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const at = Array.from(group.current?.children ?? []).indexOf(event.target as Element)
    const next = (at + by + props.options.length) % props.options.length
    const option = props.options[next]
    if (!option) return
    if (!props.manual) props.onChange(option.value)
    ;(group.current?.children[next] as HTMLElement | undefined)?.focus()
  }
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={props.label}
      class={`flex h-28px p-2px gap-2px bg-log b b-solid b-line rounded ${props.class ?? ''}`}
      onKeyDown={move}
    >
      {props.options.map((option) => {
        const chosen = option.value === props.value
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio cannot hold the key hint and the look
          <button
            key={option.value}
            type="button"
            role="radio"
            aria-checked={chosen}
            tabIndex={chosen ? 0 : -1}
            onClick={() => props.onChange(option.value)}
            class={`hit flex-1 flex items-center justify-center gap-6px rounded-seg px-2 low:px-1 text-meta whitespace-nowrap cursor-pointer ${
              chosen
                ? 'bg-seg text-text font-600 shadow-[0_0_0_1px_var(--edge)]'
                : 'text-muted font-500 hover:text-text'
            }`}
          >
            {option.keys && (
              <span aria-hidden="true" class="font-500 text-muted low:hidden">
                {option.keys}
              </span>
            )}
            {option.label}
          </button>
        )
      })}
    </div>
  )
}
