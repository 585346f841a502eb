import { FileUp, X } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import type { FlowFault } from '../../shared/contracts/flows.ts'
import { usePod } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Plain } from '../ui/Plain.tsx'
import { toast } from '../ui/Toasts.tsx'
import { plural } from '../ui/when.ts'
import { type ImportModel, importOf, type Reading } from './import-model.ts'
import { lineRange, previewWords } from './import-words.ts'

/** A flow file, chosen, dropped or written here; what is wrong in it line by line, or what importing it changes. */
export function ImportFlow({ onClose }: { onClose: () => void }) {
  const pod = usePod()
  const model = importOf(pod)
  const area = useRef<HTMLTextAreaElement>(null)
  const reading = model.reading.value
  const run = async () => {
    const done = await model.run()
    if (!done) return
    toast(`Imported: version ${done.version} leads new cases`, { tone: 'good' })
    onClose()
    pod.go({ screen: 'flow', flow_key: done.key })
  }
  return (
    <Dialog label="Import a flow" class="w-[min(920px,calc(100vw-24px))]! max-h-[80vh]!" onClose={onClose}>
      <section
        aria-label="Flow file"
        class="flex flex-col h-[min(640px,80vh)]"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          const file = event.dataTransfer?.files[0]
          if (file) void model.take(file)
        }}
      >
        <header class="flex-none flex flex-wrap items-center gap-2 pl-4 pr-2 py-2 b-b b-b-solid b-line">
          <h2 class="text-title font-600">Import a flow</h2>
          <span class="meta flex-1">YAML or JSON, at most 200 kB</span>
          <ChooseFile model={model} />
          <IconButton icon={X} label="Close" onPress={onClose} />
        </header>
        <div class="flex-1 min-h-0 flex flex-col md:flex-row">
          <textarea
            ref={area}
            aria-label="Text of the flow file"
            placeholder="Choose a file, drop it here, or paste its text"
            spellcheck={false}
            wrap="off"
            class="flex-1 min-h-120px min-w-0 resize-none bg-log text-text code p-3 b-0 outline-offset--2px"
            aria-invalid={reading.state === 'faulty' ? 'true' : undefined}
            value={model.text.value}
            onInput={(event) => model.write(event.currentTarget.value)}
          />
          <Said reading={reading} onJump={(line) => jump(area.current, model.text.peek(), line)} />
        </div>
        <footer class="flex-none flex justify-end gap-2 px-4 py-2 b-t b-t-solid b-line">
          <Button kind="primary" busy={model.busy.value} why={whyNot(reading)} onPress={run}>
            Import
          </Button>
        </footer>
      </section>
    </Dialog>
  )
}

function whyNot(reading: Reading): string | undefined {
  if (reading.state === 'read')
    return reading.preview.becomes === 'same' ? 'It leads already as it is.' : undefined
  if (reading.state === 'faulty') return 'What is wrong in it comes first.'
  return reading.state === 'reading' ? 'It is being read.' : 'There is no file that could be imported.'
}

function ChooseFile({ model }: { model: ImportModel }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json,application/yaml,application/json"
        aria-label="Flow file to read"
        class="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          // the same file, changed, is chosen again
          event.currentTarget.value = ''
          if (file) void model.take(file)
        }}
      />
      <Button icon={FileUp} onPress={() => input.current?.click()}>
        Choose a file
      </Button>
    </>
  )
}

function Said({ reading, onJump }: { reading: Reading; onJump: (line: number) => void }) {
  return (
    <div
      role="status"
      class="flex-none md:w-320px max-h-40% md:max-h-none overflow-y-auto p-3 grid gap-2 content-start b-t b-t-solid md:b-t-0 md:b-l md:b-l-solid b-line"
    >
      {reading.state === 'empty' && (
        <p class="text-muted">
          What is wrong in the file, or what importing it would change, is said here before anything is
          changed.
        </p>
      )}
      {reading.state === 'reading' && <p class="text-muted">Reading it…</p>}
      {reading.state === 'failed' && <p class="text-red">{reading.says}</p>}
      {reading.state === 'read' && (
        <>
          <Plain as="p" text={previewWords(reading.preview)} />
          <p class="meta">Cases that are open keep the version they began with.</p>
        </>
      )}
      {reading.state === 'faulty' && <Faults faults={reading.faults} onJump={onJump} />}
    </div>
  )
}

function Faults({ faults, onJump }: { faults: readonly FlowFault[]; onJump: (line: number) => void }) {
  return (
    <>
      <p class="text-red font-500">
        {faults.length} {plural(faults.length, 'fault', 'faults')}
      </p>
      <ol class="grid gap-1">
        {faults.map(({ line, column, says }) => (
          <li key={`${line} ${column} ${says}`}>
            <button
              type="button"
              class="w-full text-left grid grid-cols-[64px_minmax(0,1fr)] gap-x-2 cursor-pointer rounded hover:bg-hover py-2px"
              onClick={() => onJump(line)}
            >
              <span class="text-host">Line {line}</span>
              <Plain text={says} />
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Marks a line of the text and brings it into view. */
function jump(area: HTMLTextAreaElement | null, text: string, line: number): void {
  if (!area) return
  area.focus()
  area.setSelectionRange(...lineRange(text, line))
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight) || 18
  area.scrollTop = Math.max(0, (line - 4) * lineHeight)
}
