import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Button } from './Button.tsx'

/**
 * A part fetched when it is first shown. Until it is here `meanwhile` stands in its place; when it can't be had,
 * a sentence and another try.
 */
export function lazily<P extends object>(fetchPart: () => Promise<ComponentType<P>>) {
  let part: ComponentType<P> | null = null
  return function Lazy(props: P & { meanwhile?: ComponentChildren }) {
    const [state, setState] = useState<'waiting' | 'here' | 'failed'>(part ? 'here' : 'waiting')
    useEffect(() => {
      if (state !== 'waiting') return
      fetchPart().then(
        (found) => {
          part = found
          setState('here')
        },
        () => setState('failed'),
      )
    }, [state])
    if (state === 'failed')
      return (
        <p role="alert" class="p-3 flex items-center gap-3">
          This part could not be loaded.
          <Button onPress={() => setState('waiting')}>Try again</Button>
        </p>
      )
    if (!part) return <>{props.meanwhile}</>
    const { meanwhile: _, ...own } = props
    const Part = part
    return <Part {...(own as unknown as P)} />
  }
}
