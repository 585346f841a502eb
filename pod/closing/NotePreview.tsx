import { useState } from 'preact/hooks'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { ClosingModel } from './closing-model.ts'
import { saidIn } from './closing-words.ts'
import { useSettled } from './use-settled.ts'

/** The note as it would be written now; it follows what is typed. */
export function NotePreview({ model }: { model: ClosingModel }) {
  const [open, setOpen] = useState(false)
  const { value: text, problem } = useSettled(model.preview, open ? saidIn(model.form.values.value) : null)
  return (
    <div class="grid gap-2 justify-items-start">
      <Button kind="line" pressed={open} onPress={() => setOpen(!open)}>
        Preview
      </Button>
      {open && problem && (
        <p role="alert" class="text-meta text-red">
          {problem}
        </p>
      )}
      {open && text && (
        <section
          aria-label="The note as it will be"
          class="-ml-48px w-[calc(100%+48px)] rounded b b-solid b-line bg-page px-3 py-2 code whitespace-pre-wrap"
        >
          <Plain text={text} />
        </section>
      )}
    </div>
  )
}
