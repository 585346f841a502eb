import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Button } from './Button.tsx'

type Asked = {
  /** What is lost. */
  says: string
  /** The button that does it. */
  act: string
  /** Whose, for assistive technology. */
  of?: string
  small?: boolean
  busy: boolean
}

/** Asked in place before something is lost. Keep has the focus, and is what Escape does. */
export function Question(props: Asked & { onAct: () => unknown; onKeep: () => void }) {
  const { says, act, of, small = false } = props
  const keep = useRef<HTMLButtonElement>(null)
  const saysId = useId()
  useEffect(() => keep.current?.focus(), [])
  return (
    <fieldset
      class="b-0 p-0 m-0 min-w-0 flex flex-wrap items-center gap-2"
      aria-label={of ? `${act}: ${of}` : act}
      aria-describedby={saysId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        props.onKeep()
      }}
    >
      <span id={saysId} class="meta">
        {says}
      </span>
      <Button small={small} class="text-red" busy={props.busy} onPress={props.onAct}>
        {act}
      </Button>
      <Button small={small} kind="quiet" buttonRef={keep} onPress={props.onKeep}>
        Keep
      </Button>
    </fieldset>
  )
}

/** A button whose first press asks the question and whose second does it. */
export function AskFirst(
  props: Asked & {
    /** The words of the first button, without its dots. */
    opens: string
    label?: string
    quiet?: boolean
    /** Why it cannot be pressed now. */
    why?: string | undefined
    onAct: () => unknown
  },
) {
  const { opens, label, quiet = false, why, onAct, ...asked } = props
  const isAsked = useSignal(false)
  const wasAsked = useRef(false)
  const opener = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (wasAsked.current && !isAsked.value) opener.current?.focus()
    wasAsked.current = isAsked.value
  }, [isAsked.value])
  const close = () => {
    isAsked.value = false
  }
  if (isAsked.value)
    return (
      <Question
        {...asked}
        onAct={async () => {
          await onAct()
          close()
        }}
        onKeep={close}
      />
    )
  return (
    <Button
      small={asked.small ?? false}
      kind={quiet ? 'quiet' : 'plain'}
      why={why}
      {...(label ? { label: `${label}…` } : {})}
      buttonRef={opener}
      onPress={() => {
        isAsked.value = true
      }}
    >
      {opens}…
    </Button>
  )
}
