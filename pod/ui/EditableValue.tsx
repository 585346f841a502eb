import { Pencil } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Icon } from './Icon.tsx'
import { isComposing } from './is-composing.ts'
import { Plain } from './Plain.tsx'
import { Textarea } from './Textarea.tsx'

/**
 * A labelled value that is edited where it stands: click or Enter opens it, Enter or leaving saves, Escape keeps
 * what was. `onSave` may reject: the typed words stay, the reason stands below. `end` stands right of the label.
 */
export function EditableValue(props: {
  label: string
  value: string | null
  placeholder: string
  maxLength?: number
  readOnly?: boolean
  end?: ComponentChildren
  class?: string
  onSave: (value: string | null) => Promise<unknown> | unknown
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const saving = useRef(false)
  const opener = useRef<HTMLButtonElement>(null)
  const leave = (backToButton: boolean) => {
    setTyped(null)
    setProblem(null)
    if (backToButton) setTimeout(() => opener.current?.focus())
  }
  const save = async (backToButton: boolean) => {
    if (typed === null || saving.current) return
    const value = typed.trim() || null
    if (value === (props.value ?? null)) return leave(backToButton)
    saving.current = true
    try {
      await props.onSave(value)
      leave(backToButton)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Not saved.')
    } finally {
      saving.current = false
    }
  }
  return (
    <div
      class={`relative min-w-0 px-3 py-3px min-h-40px wide:px-4 wide:py-2 wide:min-h-56px ${props.class ?? ''}`}
    >
      <div class="flex justify-between gap-2 items-center">
        <span class="micro">{props.label}</span>
        {props.end}
      </div>
      {typed === null ? (
        <button
          type="button"
          ref={opener}
          disabled={props.readOnly}
          aria-label={`${props.label}: ${props.value ?? props.placeholder}${props.readOnly ? '' : '. Edit'}`}
          title={props.value ?? undefined}
          class="group w-full flex items-start gap-1 text-left leading-18px wide:text-wide enabled:cursor-text"
          onClick={() => setTyped(props.value ?? '')}
        >
          <Plain
            text={props.value ?? props.placeholder}
            class={`min-w-0 line-clamp-2 ${props.value ? '' : 'text-muted'}`}
          />
          {!props.readOnly && (
            <Icon
              of={Pencil}
              size={12}
              class="text-muted mt-3px opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
            />
          )}
        </button>
      ) : (
        <Textarea
          bare
          label={props.label}
          invalid={problem !== null}
          class="leading-18px wide:text-wide outline-none shadow-[0_1px_0_var(--blue-edge)]"
          value={typed}
          placeholder={props.placeholder}
          maxLength={props.maxLength ?? 200}
          maxRows={4}
          areaRef={focusOnce}
          onInput={(words) => setTyped(words.replaceAll(/\s*\n\s*/g, ' '))}
          onBlur={() => void save(false)}
          onKeyDown={(event) => {
            if (isComposing(event)) return
            if (event.key === 'Enter') {
              event.preventDefault()
              void save(true)
            }
            if (event.key === 'Escape') {
              event.stopPropagation()
              leave(true)
            }
          }}
        />
      )}
      {problem && (
        <p role="alert" class="text-meta text-red pt-2px">
          {problem}
        </p>
      )}
    </div>
  )
}

function focusOnce(node: HTMLTextAreaElement | null): void {
  if (node && document.activeElement !== node) node.focus()
}
