import { lightMarkdown } from './light-markdown.ts'
import { prose } from './prose.tsx'

/** `Markdown` where each byte counts: the side panel's build takes this one in its place. */
export function Markdown(props: { text: string; class?: string }) {
  return (
    <div class={`${prose} min-w-0 [overflow-wrap:anywhere] ${props.class ?? ''}`}>
      {lightMarkdown(props.text)}
    </div>
  )
}

/** Nothing is fetched. */
export function loadMarkdown(): void {}
