import { FormArea } from '../ui/form/FormArea.tsx'
import type { ClosingForm } from './closing-model.ts'

/** How the case ended, in a person's words; they begin with what the case itself says. */
export function Fields({ form }: { form: ClosingForm }) {
  return (
    <section aria-label="How it ended" class="grid gap-3 content-start p-3 wide:p-5">
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
