import { Plus } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button, IconButton } from './Button.tsx'

/** A folded section shows neither editor nor list, so it offers neither. */
export const whileUnfolded = '[section:has(h2_[aria-expanded=false])_&]:hidden'

/** A word where there is room, a plus where there is not. Has the focus again when the editor it opened closes. */
export function AddButton(props: { label: string; isAdding: boolean; onPress: () => void }) {
  const here = useRef<HTMLSpanElement>(null)
  const wasAdding = useRef(false)
  useEffect(() => {
    const isLost = wasAdding.current && !props.isAdding && document.activeElement === document.body
    wasAdding.current = props.isAdding
    const buttons = isLost ? [...(here.current?.querySelectorAll('button') ?? [])] : []
    buttons.find((button) => button.offsetParent !== null)?.focus({ preventScroll: true })
  }, [props.isAdding])
  return (
    <span ref={here} class={whileUnfolded}>
      <Button kind="quiet" small icon={Plus} class="hidden wide:inline-flex -mr-2" onPress={props.onPress}>
        {props.label}
      </Button>
      <IconButton
        icon={Plus}
        size={14}
        label={props.label}
        class="h-24px w-24px wide:hidden"
        onPress={props.onPress}
      />
    </span>
  )
}
