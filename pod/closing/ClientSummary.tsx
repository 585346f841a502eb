import { Eye } from 'lucide-preact'
import { Plain } from '../ui/Plain.tsx'
import { Progress } from '../ui/Skeleton.tsx'
import type { ClosingModel } from './closing-model.ts'
import { saidIn, standingWords } from './closing-words.ts'
import { Destination } from './Destination.tsx'
import { useSettled } from './use-settled.ts'

type Props = {
  model: ClosingModel
  right: Parameters<typeof Destination>[0]['right']
  client: string | null
  /** Of the case as it stands. */
  version: number
  off: string | undefined
}

/** What the client would read of it: shown here, posted in Share Update by a click of its own. */
export function ClientSummary({ model, right, client, version, off }: Props) {
  const { form } = model
  return (
    <Destination
      {...{ form, name: 'client', icon: Eye, title: 'Client summary', right, off }}
      more={<Summary model={model} version={version} />}
    >
      Opens Share Update with this text once the case is closed. {client ?? 'The client'} reads it only after
      a click there.
    </Destination>
  )
}

function Summary({ model, version }: Pick<Props, 'model' | 'version'>) {
  const of = `${version} ${saidIn(model.form.values.value)}`
  const { value: note, problem } = useSettled(model.previewSummary, of)
  if (problem)
    return (
      <p role="alert" class="text-meta text-red">
        {problem}
      </p>
    )
  if (!note) return <Progress words="Writing to the client" />
  return (
    <section
      aria-label="What the client would read"
      class="-ml-48px rounded b b-solid b-amber-edge bg-page px-3 py-2 grid gap-2"
    >
      <p class="meta" role="status">
        {standingWords(note)}
      </p>
      <Plain as="p" text={note.content} class="whitespace-pre-wrap" />
    </section>
  )
}
