import { useEffect } from 'preact/hooks'
import { usePod } from '../pod.ts'
import { QueueRow } from './QueueRow.tsx'
import { queueOf } from './queue-model.ts'

/** Where I am needed: the cases that wait to be picked up and that I may pick up; nothing where none does. */
export function Escalated() {
  const queue = queueOf(usePod())
  useEffect(() => queue.watch(), [queue])
  const rows = queue.forMe.value
  if (rows.length === 0) return null
  return (
    <section aria-label="Escalations">
      <div class="flex gap-2 items-baseline px-3 wide:px-5 pt-4 pb-2 b-b b-b-solid b-line">
        <h2 class="micro text-violet">Escalations</h2>
        <span class="meta">{rows.length}</span>
      </div>
      <ul>
        {rows.map((row) => (
          <QueueRow key={row.handoff.id} row={row} queue={queue} isNew={false} />
        ))}
      </ul>
    </section>
  )
}
