import { signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { Plain } from './Plain.tsx'
import { prose } from './prose.tsx'

type Renderer = (text: string) => ComponentChild[]
const renderer = signal<Renderer | null>(null)
let asked = false

/** Fetches the parser; until it is here the text stands as text. */
function loadMarkdown(): void {
  if (asked) return
  asked = true
  import('./render-markdown.ts').then(
    (module) => {
      renderer.value = module.renderMarkdown
    },
    () => {
      asked = false
    },
  )
}

/** Markdown that others wrote, the whole text at each paint. Colours are inherited. */
export function Markdown(props: { text: string; class?: string }) {
  loadMarkdown()
  const render = renderer.value
  const look = `min-w-0 ${props.class ?? ''}`
  if (!render) return <Plain as="div" text={props.text} class={`whitespace-pre-wrap ${look}`} />
  return (
    <div dir="auto" class={`${prose} [overflow-wrap:anywhere] ${look}`}>
      {render(props.text)}
    </div>
  )
}
