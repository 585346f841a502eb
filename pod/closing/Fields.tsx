import { FormArea } from '../ui/form/FormArea.tsx'
import { Progress } from '../ui/Skeleton.tsx'
import { clockTime } from '../ui/when.ts'
import type { ClosingModel } from './closing-model.ts'

/** How the case ended, in a person's words; they begin with what the case itself says. */
export function Fields({ model }: { model: ClosingModel }) {
  const { form } = model
  return (
    <section
      aria-label="How it ended"
      class="grid gap-3 content-start p-3 wide:p-5"
      onFocusIn={({ target }) => model.hold(target instanceof HTMLTextAreaElement ? target.name : null)}
      onFocusOut={() => model.hold(null)}
    >
      <Standing draft={model.draft} />
      <FormArea
        form={form}
        name="root_cause"
        label="Root cause"
        maxLength={2_000}
        placeholder="Why it happened"
      />
      <FormArea
        form={form}
        name="resolution_summary"
        label="Resolution"
        maxLength={4_000}
        rows={3}
        placeholder="What was changed, how it was proved, by whom"
      />
      <FormArea
        form={form}
        name="steps_taken"
        label="Steps taken"
        hint="One step a line"
        maxLength={6_000}
        rows={3}
      />
      <FormArea
        form={form}
        name="recommendations"
        label="Recommendations"
        maxLength={2_000}
        placeholder="What should be done next, if anything"
      />
    </section>
  )
}

/** Whether it is still being written, and when it was. */
function Standing({ draft }: Pick<ClosingModel, 'draft'>) {
  const at = draft.written_at.value
  return (
    <div class="meta min-h-18px" role="status">
      {draft.writing.value ? (
        <Progress words="Being written; what you type stays" />
      ) : (
        at !== null && `Draft of ${clockTime(at)}`
      )}
    </div>
  )
}
