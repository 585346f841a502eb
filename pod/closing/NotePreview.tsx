import { useEffect, useState } from 'preact/hooks'
import { asProblem } from '../line/api-problem.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import type { ClosingModel } from './closing-model.ts'

/** Typing is over before it is asked again. */
const settleMs = 500

/** The note as it would be written now; it follows what is typed. */
export function NotePreview({ model }: { model: ClosingModel }) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const { root_cause, resolution_summary, steps_taken, recommendations } = model.form.values.value
  useEffect(() => {
    if (!open) return
    let isOver = false
    const timer = setTimeout(
      () =>
        model.preview().then(
          (shown) => {
            if (isOver) return
            setText(shown)
            setProblem('')
          },
          (error) => !isOver && setProblem(asProblem(error).message),
        ),
      text ? settleMs : 0,
    )
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [open, model, root_cause, resolution_summary, steps_taken, recommendations])
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
