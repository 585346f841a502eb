import { FormArea } from '../ui/form/FormArea.tsx'
import { FormChoice } from '../ui/form/FormField.tsx'
import { Segment } from '../ui/Segment.tsx'
import type { EscalateModel } from './escalate-model.ts'
import { firstOf } from './handoff-words.ts'

/** More names than these do not stand beside each other. */
const mostBeside = 3

/** Why it is handed on, and to whom. */
export function WhyAndTo({ model }: { model: EscalateModel }) {
  const { form } = model
  const isPark = model.intent.value === 'park'
  return (
    <section
      aria-label={isPark ? 'Why it waits' : 'Why and to whom'}
      class="grid gap-3 content-start p-3 wide:p-5 b-b b-b-solid b-line"
    >
      <FormArea
        form={form}
        name="reason"
        label="Reason"
        maxLength={2_000}
        placeholder={isPark ? 'What it waits for' : 'Why it needs somebody else'}
        hint={isPark ? 'For you alone; nobody is told, nothing is written to the ticket' : undefined}
      />
      {!isPark && <To model={model} />}
    </section>
  )
}

function To({ model: { form, proposal } }: { model: EscalateModel }) {
  const targets = proposal.value?.targets
  if (!targets) return null
  if (targets.length === 0)
    return <p class="meta">Nobody else may see this ticket’s board: it waits until somebody may.</p>
  if (targets.length > mostBeside)
    return (
      <FormChoice
        form={form}
        name="target"
        label="To"
        options={[
          { value: '', label: 'Anyone of the team' },
          ...targets.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    )
  return (
    <div class="grid gap-1">
      <span class="micro">To</span>
      <Segment
        label="To"
        class="max-w-420px"
        value={form.values.value.target}
        options={[
          { value: '', label: 'Anyone' },
          ...targets.map(({ id, name }) => ({ value: id, label: firstOf(name) })),
        ]}
        onChange={(next) => form.set('target', next)}
      />
    </div>
  )
}
