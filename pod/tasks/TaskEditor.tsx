import type { Task } from '../../shared/contracts/tasks.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { InlineEditor } from '../ui/InlineEditor.tsx'
import { Plain } from '../ui/Plain.tsx'

/** In the place of a step: its words, or what it showed. */
export function TaskEditor(props: {
  task: Task
  what: 'text' | 'result'
  acts: PanelActs
  onClose: () => void
}) {
  const { task, what, acts } = props
  const isResult = what === 'result'
  const isOpen = task.state === 'active' || task.state === 'pending'
  return (
    <>
      {isResult && <Plain as="div" text={task.text} class="font-500" />}
      <InlineEditor
        label={isResult ? `What “${stripHidden(task.text)}” showed` : 'Words of the step'}
        value={(isResult ? task.result : task.text) ?? ''}
        placeholder={isResult ? 'What did it show?' : 'What to check or do'}
        maxLength={isResult ? 2000 : 200}
        submit="Save"
        onSave={(words) =>
          acts.saveTask(
            task,
            isResult ? { result: words, ...(isOpen ? { state: 'done' } : {}) } : { text: words },
          )
        }
        onClose={props.onClose}
      />
    </>
  )
}
