import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Form } from './create-form.ts'
import { Labelled } from './Labelled.tsx'
import { Select } from './Select.tsx'

/** A form whose first wrong field gets the focus after a try, with the sentence of what went wrong below its fields. */
export function FormBox<Name extends string>(props: {
  form: Form<Name>
  label: string
  onSubmit: () => void
  class?: string
  children: ComponentChildren
  /** Buttons, below the sentence. */
  acts: ComponentChildren
}) {
  const box = useRef<HTMLFormElement>(null)
  const { form } = props
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [form.refusals.value])
  return (
    <form
      ref={box}
      aria-label={props.label}
      class={`grid gap-3 ${props.class ?? ''}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit()
      }}
    >
      {props.children}
      {form.problem.value && (
        <p role="alert" class="text-red">
          {form.problem.value}
        </p>
      )}
      <div class="flex flex-wrap gap-2">{props.acts}</div>
    </form>
  )
}

/** Label, input, and below it the hint or what is wrong. `off`: why it cannot be changed. `choices`: of a text; others can be typed. */
export function FormField<Name extends string>(props: {
  form: Form<Name>
  name: Name
  label: string
  hint?: string | undefined
  off?: string | undefined
  type?: 'text' | 'email' | 'password'
  autocomplete?: string
  placeholder?: string
  maxLength?: number
  code?: boolean
  choices?: readonly string[]
  autofocus?: boolean
}) {
  const { form, name, choices } = props
  const wrong = form.wrong.value[name]
  const list = useId()
  return (
    <Labelled label={props.label} hint={props.hint} wrong={wrong}>
      {(wired) => (
        <>
          <input
            {...wired}
            class={`input ${props.code ? 'code leading-18px' : ''} ${wrong ? 'b-red-edge' : ''}`}
            {...typeOf(props.type, choices && list)}
            name={name}
            autocomplete={props.autocomplete ?? 'off'}
            autocapitalize={props.code ? 'off' : undefined}
            spellcheck={false}
            maxLength={props.maxLength ?? 200}
            placeholder={props.placeholder}
            disabled={props.off !== undefined}
            title={props.off}
            value={form.values.value[name]}
            ref={(node) => {
              if (node && props.autofocus && document.activeElement === document.body) node.focus()
            }}
            onInput={(event) => form.set(name, event.currentTarget.value)}
          />
          {choices && (
            <datalist id={list}>
              {choices.map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Labelled>
  )
}

/** One literal each: the element's attributes depend on it. */
function typeOf(type: 'text' | 'email' | 'password' | undefined, list: string | undefined) {
  if (type === 'password') return { type: 'password' as const }
  return type === 'email' ? { type: 'email' as const, list: undefined } : { type: 'text' as const, list }
}

export function FormChoice<Name extends string>(props: {
  form: Form<Name>
  name: Name
  label: string
  hint?: string
  options: readonly { value: string; label: string }[]
}) {
  const { form, name, label, hint } = props
  return (
    <Select
      label={label}
      hint={hint}
      value={form.values.value[name]}
      onChange={(value) => form.set(name, value)}
    >
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  )
}

/** A sentence to agree with: its value is `yes`, or empty. */
export function FormCheck<Name extends string>(props: {
  form: Form<Name>
  name: Name
  label: string
  off?: string | undefined
}) {
  const { form, name } = props
  return (
    <label class="flex items-start gap-2" title={props.off}>
      <input
        type="checkbox"
        class="mt-2px"
        disabled={props.off !== undefined}
        checked={form.values.value[name] === 'yes'}
        onChange={(event) => form.set(name, event.currentTarget.checked ? 'yes' : '')}
      />
      <span>{props.label}</span>
    </label>
  )
}
