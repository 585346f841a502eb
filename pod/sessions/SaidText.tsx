import { useState } from 'preact/hooks'
import { foldText } from './fold-text.ts'

/** What a person wrote stays text: pasted logs and code are shown as they are, long ones folded. */
export function SaidText(props: { text: string; onToggle: () => void }) {
  const [open, setOpen] = useState(false)
  const folded = foldText(props.text)
  return (
    <>
      <div dir="auto" class="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {folded && !open ? folded.head : props.text}
      </div>
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
