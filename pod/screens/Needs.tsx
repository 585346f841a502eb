import { useEffect } from 'preact/hooks'
import { Escalated } from '../handoffs/Escalated.tsx'
import { queueOf } from '../handoffs/queue-model.ts'
import { Needed as NeededCases } from '../needs/Needed.tsx'
import { NeedsPage as CasesPage } from '../needs/NeedsPage.tsx'
import { usePod } from '../pod.ts'

/** Where I am needed, above what a start page is for. */
export function Needed() {
  return (
    <>
      {useEscalated()}
      <NeededCases />
    </>
  )
}

/** Where I am needed, as a page. */
export function NeedsPage() {
  return <CasesPage above={useEscalated()} />
}

/** The cases that I may pick up; null where none waits. */
function useEscalated() {
  const queue = queueOf(usePod())
  useEffect(() => queue.watch(), [queue])
  return queue.forMe.value.length > 0 ? <Escalated queue={queue} /> : null
}
