import type { Form } from './create-form.ts'
import { Labelled } from './Labelled.tsx'

const lineHeightPx = 18
const framePx = 12

/** A text of several lines with its label above and below it the hint or what is wrong. It grows with its words. */
export function FormArea<Name extends string>(props: {
  form: Form<Name>
  name: Name
  label: string
  hint?: string | undefined
  placeholder?: string
  maxLength: number
  rows?: number
}) {
  const { form, name } = props
  const wrong = form.wrong.value[name]
  return (
    <Labelled label={props.label} hint={props.hint} wrong={wrong}>
      {(wired) => (
        <textarea
          {...wired}
          class={`input block resize-y [field-sizing:content] max-h-220px ${wrong ? 'b-red-edge' : ''}`}
          name={name}
          style={{ minHeight: `${(props.rows ?? 2) * lineHeightPx + framePx}px` }}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          value={form.values.value[name]}
          onInput={(event) => form.set(name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  )
}
