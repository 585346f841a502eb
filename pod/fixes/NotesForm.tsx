import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../ui/Button.tsx'
import { Textarea } from '../ui/Textarea.tsx'

const mostCharacters = 2_000

/** What works and what does not: wanted before a fix counts as working in part. Escape leaves. */
export function NotesForm(props: { onSave: (notes: string) => Promise<void>; onClose: () => void }) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => area.current?.focus(), [])
  const notes = text.trim()
  const save = async () => {
    setBusy(true)
    await props.onSave(notes)
    setBusy(false)
    props.onClose()
  }
  return (
    <form
      class="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (notes && !busy) void save()
      }}
    >
      <Textarea
        label="What works and what does not"
        placeholder="What works, and what does not yet"
        value={text}
        maxLength={mostCharacters}
        maxRows={6}
        areaRef={area}
        onInput={setText}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          props.onClose()
        }}
      />
      <div class="flex gap-2">
        <Button submit busy={busy} why={notes ? undefined : 'Write what works and what does not.'}>
          Works in part
        </Button>
        <Button kind="quiet" onPress={props.onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
