import type { Fact } from '../../shared/contracts/facts.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { firstName } from '../log/log-lines.ts'

/** "checked, step 2", "ruled out, told, ticket", "not checked": short enough for the right end of a row. */
export function knownWords(fact: Fact, tasks: readonly Task[], user_id: string | null): string {
  if (fact.status === 'pending') return 'not checked'
  const source = sourceWords(fact, tasks, user_id)
  return [fact.status === 'ruled_out' && 'ruled out', fact.known, source].filter(Boolean).join(', ')
}

function sourceWords(
  { source_kind, source_ref, created_by, source_label }: Fact,
  tasks: readonly Task[],
  user_id: string | null,
): string | null {
  if (source_kind === 'diagnostic_check') return stepWords(tasks, source_ref)
  if (source_kind === 'engineer')
    return created_by !== null && created_by === user_id ? 'you' : firstName(source_label)
  return { question: 'answer', ticket: 'ticket', model: 'FlowPilot' }[source_kind]
}

/** "step 2"; null for one that is not in the list. */
export function stepWords(tasks: readonly Task[], task_id: string | null): string | null {
  const at = tasks.findIndex(({ id }) => id === task_id)
  return at >= 0 ? `step ${at + 1}` : null
}
