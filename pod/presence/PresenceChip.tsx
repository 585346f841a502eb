import { Eye, PencilLine } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Guarded } from '../frame/Guarded.tsx'
import { usePod } from '../pod.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { announce } from '../ui/LiveRegion.tsx'
import { createPresence } from './presence-model.ts'
import { presenceWords } from './presence-words.ts'

type Props = {
  session_id: string
  /** What is typed in here is typed into the case. Without it one only looks on, and is not shown to the others. */
  area?: RefObject<HTMLElement | null>
}

/** Who else is in the case, quietly: a warning, never a lock. */
export function PresenceChip(props: Props) {
  return (
    <Guarded name="Who else is here">
      <Chip key={props.session_id} {...props} />
    </Guarded>
  )
}

function Chip({ session_id, area }: Props) {
  const pod = usePod()
  const model = useMemo(
    () => createPresence(pod, session_id, { isOutside: area === undefined }),
    [pod, session_id, area],
  )
  useEffect(() => () => model.dispose(), [model])
  useEffect(() => {
    const element = area?.current
    if (!element) return
    const onInput = (event: Event) => event.isTrusted && model.typed()
    element.addEventListener('input', onInput)
    return () => element.removeEventListener('input', onInput)
  }, [area, model])
  const others = model.others.value
  const known = useRef(new Set<string>())
  useEffect(() => {
    const come = others.filter(({ user_id }) => !known.current.has(user_id))
    known.current = new Set(others.map(({ user_id }) => user_id))
    if (come.length > 0) announce(`${come.map(({ name }) => stripHidden(name)).join(', ')} also in this case`)
  }, [others])
  const words = presenceWords(others)
  if (!words) return null
  return (
    <span class="meta flex items-center gap-4px min-w-0 flex-none whitespace-nowrap" title={words.whole}>
      <Icon of={words.isTyping ? PencilLine : Eye} size={14} class={words.isTyping ? 'text-text' : ''} />
      <span aria-hidden="true" class="cut max-w-200px hidden wide:block">
        {words.line}
      </span>
      <span aria-hidden="true" class="cut max-w-64px wide:hidden">
        {words.short}
      </span>
      <span class="sr-only">{words.whole}</span>
    </span>
  )
}
