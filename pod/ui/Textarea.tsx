import type { Ref } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Measuring costs a layout of the whole page with every key: only where the browser does not size by itself. */
const sizesItself = globalThis.CSS?.supports('field-sizing', 'content') ?? false

const sizes = sizesItself
  ? '[field-sizing:content] min-h-[calc(1lh*var(--least)+var(--frame))] max-h-[calc(1lh*var(--most)+var(--frame))]'
  : ''

/** Grows with its text up to `maxRows` lines, then scrolls. `bare` has no frame of its own (composer). */
export function Textarea(props: {
  label: string
  value: string
  placeholder?: string
  maxRows?: number
  minRows?: number
  maxLength?: number
  bare?: boolean
  /** Where the message is written: pictures pasted into it go with it. */
  isComposer?: boolean
  disabled?: boolean
  invalid?: boolean
  class?: string
  /** The list it completes from, and the row of it that Enter would take. */
  list?: { id: string; active: string | undefined } | undefined
  areaRef?: Ref<HTMLTextAreaElement>
  onInput: (value: string) => void
  onKeyDown?: (event: KeyboardEvent) => void
  onPaste?: (event: ClipboardEvent) => void
  onBlur?: () => void
}) {
  const own = useRef<HTMLTextAreaElement>(null)
  const frame = props.bare ? 0 : 12
  useLayoutEffect(() => {
    const area = own.current
    if (!area || sizesItself) return
    const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 18
    area.style.height = '0'
    const wanted = Math.max(
      area.scrollHeight + (props.bare ? 0 : 2),
      lineHeight * (props.minRows ?? 1) + frame,
    )
    const most = lineHeight * (props.maxRows ?? 8) + frame
    area.style.height = `${Math.min(wanted, most)}px`
    area.style.overflowY = wanted > most ? 'auto' : 'hidden'
  }, [props.value, props.maxRows, props.bare])
  const setRef = (node: HTMLTextAreaElement | null) => {
    own.current = node
    if (typeof props.areaRef === 'function') props.areaRef(node)
    else if (props.areaRef) props.areaRef.current = node
  }
  const look = props.bare ? 'w-full bg-transparent b-0 p-0 text-text' : 'input'
  return (
    <textarea
      ref={setRef}
      rows={1}
      data-composer={props.isComposer ? '' : undefined}
      aria-label={props.label}
      aria-autocomplete={props.list ? 'list' : undefined}
      aria-controls={props.list?.id}
      aria-activedescendant={props.list?.active}
      aria-invalid={props.invalid ? 'true' : undefined}
      placeholder={props.placeholder}
      maxLength={props.maxLength}
      disabled={props.disabled}
      value={props.value}
      style={{
        '--frame': `${frame}px`,
        '--least': props.minRows ?? 1,
        '--most': props.maxRows ?? 8,
      }}
      class={`${look} ${sizes} block resize-none ${props.class ?? ''}`}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={props.onKeyDown}
      onPaste={props.onPaste}
      onBlur={props.onBlur}
    />
  )
}
