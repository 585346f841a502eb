import { signal } from '@preact/signals'
import { stripHidden } from './clean-text.ts'

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

const prose =
  '[&_p+p]:mt-6px [&_ul]:list-none [&_ol]:list-decimal [&_ol]:pl-5 [&_ul>li]:relative [&_ul>li]:pl-4 [&_ul>li]:before:content-["–"] [&_ul>li]:before:absolute [&_ul>li]:before:left-0 [&_ul>li]:before:text-muted [&_:is(h1,h2,h3,h4)]:font-600 [&_:is(h1,h2,h3,h4)]:mt-2 [&_strong]:font-600 [&_strong]:text-text [&_code]:font-mono [&_code]:text-12px [&_code]:bg-raised [&_code]:px-3px [&_code]:rounded-3px [&_pre]:my-1 [&_pre]:p-2 [&_pre]:bg-raised [&_pre]:b [&_pre]:b-solid [&_pre]:b-line [&_pre]:rounded [&_pre]:overflow-x-auto [&_pre_code]:bg-transparent [&_a]:text-blue [&_a]:underline [&_blockquote]:pl-2 [&_blockquote]:b-l-2 [&_blockquote]:b-l-solid [&_blockquote]:b-edge [&_td]:pr-3 [&_th]:pr-3 [&_th]:text-left [&_table]:block [&_table]:overflow-x-auto'

/** Safe Markdown, the whole text at each paint. Colours are inherited. */
export function Markdown(props: { text: string; class?: string }) {
  loadMarkdown()
  const render = renderer.value
  const look = `min-w-0 [overflow-wrap:anywhere] ${props.class ?? ''}`
  if (!render) return <div class={`whitespace-pre-wrap ${look}`}>{stripHidden(props.text)}</div>
  return <div class={`${prose} ${look}`} dangerouslySetInnerHTML={{ __html: render(props.text) }} />
}
