import { Copy, TriangleAlert } from 'lucide-preact'
import { useContext } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { IconButton } from '../ui/Button.tsx'
import { CodeNotesContext } from '../ui/CodeBlock.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { toast } from '../ui/Toasts.tsx'

/** The commands of a fix, to be copied and never run from here; what is dangerous in them stands below. */
export function Script({ text }: { text: string }) {
  const { host } = usePod()
  const words = stripHidden(text)
  const dangers = useContext(CodeNotesContext)(words)
  const copy = async () => {
    if (await host.copy(words)) toast('Script copied', { tone: 'good' })
    else toast('Copying is not allowed here. Select the script instead.', { tone: 'bad' })
  }
  return (
    <div class="relative grid gap-1 max-w-640px">
      <pre
        dir="ltr"
        class="code m-0 py-4px pl-2 pr-32px bg-log b b-solid b-line rounded leading-18px max-h-120px overflow-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {words}
      </pre>
      <IconButton
        icon={Copy}
        size={14}
        label="Copy the script"
        class="absolute right-1px top-1px h-24px w-26px"
        onPress={copy}
      />
      {dangers.map((danger) => (
        <p key={danger} class="flex items-start gap-6px text-meta text-amber">
          <Icon of={TriangleAlert} size={12} class="mt-2px" />
          {danger}
        </p>
      ))}
    </div>
  )
}
