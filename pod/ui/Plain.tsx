import type { ComponentChildren } from 'preact'
import { stripHidden } from './clean-text.ts'

type Tag = 'span' | 'p' | 'div' | 'h1' | 'h2' | 'dd'

/**
 * Text that somebody wrote, as it is: without hidden signs, in the direction of its own script, broken where a word is
 * too long. `cut`: one line, whole on hover. `children` stand after the text.
 */
export function Plain(props: {
  text: string
  as?: Tag
  cut?: boolean
  title?: string | undefined
  class?: string
  children?: ComponentChildren
}) {
  const { as: Element = 'span', cut } = props
  const text = stripHidden(props.text)
  const title = props.title === undefined ? undefined : stripHidden(props.title)
  return (
    <Element
      dir="auto"
      class={`${cut ? 'cut' : '[overflow-wrap:anywhere]'} ${props.class ?? ''}`}
      title={title ?? (cut ? text : undefined)}
    >
      {text}
      {props.children}
    </Element>
  )
}
