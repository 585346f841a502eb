import { useState } from 'preact/hooks'
import { foldText } from '../ui/fold-text.ts'
import { Plain } from '../ui/Plain.tsx'

/** What a person wrote stays text: pasted logs and code are shown as they are, long ones folded. */
export function SaidText(props: { text: string; onToggle: () => void }) {
  const [open, setOpen] = useState(false)
  const folded = foldText(props.text)
  return (
    <>
      <Plain as="div" text={folded && !open ? folded.head : props.text} class="whitespace-pre-wrap" />
      {folded && (
        <button
          type="button"
          aria-expanded={open}
          class="meta underline cursor-pointer hover:text-text"
          onClick={() => {
            props.onToggle()
            setOpen(!open)
          }}
        >
          {open ? 'Show less' : `Show all ${folded.all}`}
        </button>
      )}
    </>
  )
}
