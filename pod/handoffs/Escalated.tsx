import { QueueRow } from './QueueRow.tsx'
import type { Queue } from './queue-model.ts'

/** The cases that wait to be picked up and that I may pick up. */
export function Escalated({ queue }: { queue: Queue }) {
  const rows = queue.forMe.value
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
