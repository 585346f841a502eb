import { signal } from '@preact/signals'
import { stripHidden } from './clean-text.ts'
import { prose } from './prose.tsx'

type Renderer = (text: string) => string
const renderer = signal<Renderer | null>(null)
let asked = false

/** Fetches parser and sanitiser; until they are here the text stands as text. */
export function loadMarkdown(): void {
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

/** Safe Markdown, the whole text at each paint. Colours are inherited. */
export function Markdown(props: { text: string; class?: string }) {
  loadMarkdown()
  const render = renderer.value
  const look = `min-w-0 [overflow-wrap:anywhere] ${props.class ?? ''}`
  if (!render) return <div class={`whitespace-pre-wrap ${look}`}>{stripHidden(props.text)}</div>
  return <div class={`${prose} ${look}`} dangerouslySetInnerHTML={{ __html: render(props.text) }} />
}
