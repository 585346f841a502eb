import { useEffect } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { matchWords } from '../ui/filter/match-words.ts'
import { Plain } from '../ui/Plain.tsx'
import { flowsOf } from './flows-model.ts'

/** Every flow that may lead, found by its words, and none at all. It begins at its first question. */
export function FlowChoice(props: {
  typed: string
  onType: (typed: string) => void
  leading: string | undefined
  /** Why none can be chosen now. */
  why: string | undefined
  onChoose: (key: string | null, name: string) => void
}) {
  const { typed, leading, why } = props
  const model = flowsOf(usePod())
  useEffect(() => void model.load(), [model])
  const flows = (model.list.value ?? []).filter(
    ({ key, name, domain, category, matches, off }) =>
      !off &&
      key !== leading &&
      key !== 'general' &&
      matchWords([name, domain, category, ...matches].join(' '), typed),
  )
  return (
    <section
      aria-label="Another flow"
      class="px-3 wide:px-5 py-3 grid grid-cols-[minmax(0,1fr)] gap-2 b-t b-t-solid b-line"
    >
      <h3 class="micro">Another flow</h3>
      <p class="meta">It begins at its first question. What is known stays.</p>
      <input
        type="search"
        aria-label="Find another flow"
        placeholder="Find a flow"
        autocomplete="off"
        class="input h-28px"
        maxLength={100}
        value={typed}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
      {model.problem.value && <p class="text-red">{model.problem.value.message}</p>}
      {model.list.value && flows.length === 0 && (
        <p class="text-muted">No flow that is on fits these words.</p>
      )}
      <ul class="grid grid-cols-[minmax(0,1fr)] gap-1">
        {flows.map(({ key, name }) => (
          <li key={key} class="flex items-center gap-2">
            <Plain cut text={name} class="flex-1" />
            <Button small why={why} label={`Choose ${name}`} onPress={() => props.onChoose(key, name)}>
              Choose
            </Button>
          </li>
        ))}
        {leading && leading !== 'general' && (
          <li class="flex items-center gap-2">
            <span class="flex-1 text-muted">No flow: FlowPilot asks in general</span>
            <Button small why={why} label="Choose no flow" onPress={() => props.onChoose(null, '')}>
              Choose
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}
