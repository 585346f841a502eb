import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Over everything, with the keys to itself. Escape and a press beside it close; the focus is then where it was. */
export function Dialog(props: {
  label: string
  class?: string
  onClose: () => void
  children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const own = dialog.current
    own?.showModal()
    return () => own?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it, and the browser's own
    <dialog
      ref={dialog}
      aria-label={props.label}
      class={`float m-0 mx-auto mt-[min(12vh,80px)] p-0 w-[min(560px,calc(100vw-24px))] max-w-none max-h-[min(560px,80vh)] text-text text-base backdrop:bg-black/40 ${props.class ?? ''}`}
      onClose={props.onClose}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
    >
      {props.children}
    </dialog>
  )
}
