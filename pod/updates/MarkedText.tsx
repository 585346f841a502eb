import type { ComponentChildren } from 'preact'
import type { Leak } from '../../shared/contracts/updates.ts'
import type { Visibility } from './draft-state.ts'
import { LightMarkdown } from './evidence/LightMarkdown.tsx'
import { leakWords } from './leak-words.ts'
import { piecesOf, redactedWords } from './leaks.ts'

const base =
  'rounded-2px px-2px text-inherit underline underline-offset-3px decoration-2 [overflow-wrap:anywhere]'
const looks = {
  open: `${base} bg-red-soft decoration-wavy decoration-red-edge`,
  let_out: `${base} bg-amber-soft decoration-dotted decoration-amber-edge`,
  redacted: `${base} bg-raised text-muted no-underline b b-solid b-edge`,
}

/** Where the words of a draft stand, in the direction of their script. */
export function TextFrame({ children }: { children: ComponentChildren }) {
  return (
    <div dir="auto" class="whitespace-pre-wrap text-base leading-20px min-w-0 [overflow-wrap:anywhere]">
      {children}
    </div>
  )
}

/** A text as it will be posted, with what its reader should perhaps not see marked where it stands. */
export function MarkedText(props: {
  text: string
  leaks: readonly Leak[]
  accepted: ReadonlySet<string>
  visibility: Visibility | null
}) {
  return (
    <>
      {piecesOf(props.text, props.leaks).map(({ text, leak }, index) => {
        const key = `${index}`
        if (!leak) return <LightMarkdown key={key} text={text} />
        if (props.accepted.has(leak.id))
          return (
            <mark key={key} class={looks.let_out} title="Posted anyway">
              {text}
            </mark>
          )
        const isNamed = props.visibility === 'internal'
        return (
          <mark
            key={key}
            class={isNamed ? looks.redacted : looks.open}
            title={isNamed ? 'Posted so: the words stay out' : leakWords(leak)}
          >
            {isNamed ? redactedWords(leak) : text}
          </mark>
        )
      })}
    </>
  )
}
