import { stripHidden } from '../clean-text.ts'
import { Plain } from '../Plain.tsx'
import { foundIn, pieces } from './match-words.ts'

/** A line that somebody wrote, with the words it was found by marked. */
export function Found(props: { text: string; typed: string; class?: string }) {
  const text = stripHidden(props.text)
  return (
    <Plain cut text="" title={text} class={props.class ?? ''}>
      {pieces(text, foundIn(text, props.typed)).map(({ text: part, isHit }, at) =>
        isHit ? (
          <mark key={`${at} ${part}`} class="bg-select text-text font-600">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </Plain>
  )
}
