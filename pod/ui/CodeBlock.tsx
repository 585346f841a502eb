import { TriangleAlert } from 'lucide-preact'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { Icon } from './Icon.tsx'

/** Sentences that stand under a code block, such as what is dangerous in it. */
export const CodeNotesContext = createContext<(code: string) => string[]>(() => [])

/** Code as it is, the language it says it is over it. */
export function CodeBlock({ text, language }: { text: string; language: string | undefined }) {
  const notes = useContext(CodeNotesContext)(text)
  return (
    <>
      <pre>
        {language && <span class="block text-micro text-muted select-none">{language}</span>}
        <code>{text}</code>
      </pre>
      {notes.map((words) => (
        <div key={words} class="flex items-start gap-6px text-meta text-amber">
          <Icon of={TriangleAlert} size={12} class="mt-2px" />
          {words}
        </div>
      ))}
    </>
  )
}
