import { useSignal } from '@preact/signals'
import { act, useActs } from '../acts/acts.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { FullRemark } from '../ui/FullRemark.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { StartProblem } from './StartProblem.tsx'
import { useStart } from './use-start.ts'

const mostCharacters = 100_000
const beginKeys = 'Mod+Enter'
const fields = [
  ['client_name', 'Client', 200],
  ['asset_name', 'Device', 200],
  ['issue_category', 'Category', 100],
] as const
type FieldName = (typeof fields)[number][0]

/** A case without a ticket: the problem, and the header fields a ticket would give. */
export function WordsIntake(props: { onOpen: (sessionId: string) => void }) {
  const { drafts } = usePod()
  const draft = drafts.of('new')
  const given = useSignal<Partial<Record<FieldName, string>>>({})
  const { start, busy, problem } = useStart(props.onOpen)
  const words = draft.text.value.trim()
  const begin = async () => {
    if (!words) return
    const header = Object.fromEntries(Object.entries(given.value).filter(([, value]) => value.trim()))
    if (await start({ intake_type: 'free_text', intake_content: words, ...header })) draft.clear()
  }
  const why = words ? undefined : 'Say in a few words what the problem is'
  useActs('page', () => [
    act('start', {
      keys: [beginKeys],
      why: () => why ?? (busy.peek() ? 'The case is being started.' : null),
      run: begin,
    }),
  ])
  return (
    <div class="grid gap-3">
      <Textarea
        label="What is the problem"
        placeholder="What is the problem? Symptoms, since when, who is affected."
        value={draft.text.value}
        minRows={4}
        maxRows={14}
        maxLength={mostCharacters}
        onInput={draft.set}
      />
      <FullRemark value={draft.text.value} most={mostCharacters} />
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-3">
        {fields.map(([name, label, max]) => (
          <label key={name} class="grid gap-1">
            <span class="micro">{label}</span>
            <input
              class="input"
              maxLength={max}
              value={given.value[name] ?? ''}
              onInput={(event) => {
                given.value = { ...given.value, [name]: event.currentTarget.value }
              }}
            />
          </label>
        ))}
      </div>
      <StartProblem problem={problem.value} />
      <div>
        <Button kind="primary" keys={beginKeys} busy={busy.value} why={why} onPress={begin}>
          Start case
        </Button>
      </div>
    </div>
  )
}
