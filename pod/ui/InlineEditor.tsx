import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Button } from './Button.tsx'
import { isComposing } from './is-composing.ts'
import { Plain } from './Plain.tsx'
import { Textarea } from './Textarea.tsx'

/**
 * A line that is written where it will stand: Enter saves, Shift+Enter breaks, Escape leaves. `onSave` may reject:
 * the typed words stay and the reason stands below. `again` keeps it open, empty, for the next line.
 */
export function InlineEditor(props: {
  label: string
  value?: string
  placeholder: string
  maxLength: number
  submit: string
  again?: boolean
  onSave: (text: string) => Promise<unknown>
  onClose: () => void
}) {
  const [opened] = useState(props.value)
  const [text, setText] = useState(props.value ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  // before the next key: a letter typed too early would be taken for a shortcut
  useLayoutEffect(() => {
    area.current?.focus()
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
  }, [])
  const save = async () => {
    const words = text.trim()
    if (busy) return
    if (!words || words === props.value) return props.onClose()
    setBusy(true)
    setProblem(null)
    try {
      await props.onSave(words)
      if (!props.again) return props.onClose()
      setText('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Not saved.')
    } finally {
      setBusy(false)
    }
  }
  const byKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      props.onClose()
    }
  }
  return (
    <div class="grid gap-1 py-2px min-w-0">
      <div class="flex items-end gap-1">
        <Textarea
          label={props.label}
          value={text}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          maxRows={6}
          invalid={problem !== null}
          areaRef={area}
          onInput={setText}
          onKeyDown={byKey}
        />
        <Button busy={busy} onPress={save} class="my-1px">
          {props.submit}
        </Button>
        <Button kind="quiet" onPress={props.onClose} class="my-1px">
          Cancel
        </Button>
      </div>
      {problem && <RowProblem text={problem} />}
      {props.value !== opened && (
        <p class="meta">
          It reads now: “<Plain text={props.value ?? ''} />”
        </p>
      )}
    </div>
  )
}

export function RowProblem(props: { text: string; class?: string }) {
  return (
    <p role="alert" class={`text-meta text-red [overflow-wrap:anywhere] ${props.class ?? ''}`}>
      {props.text}
    </p>
  )
}
