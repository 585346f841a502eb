import type { Signal } from '@preact/signals'
import { CircleCheck, TriangleAlert } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { announce } from '../../ui/LiveRegion.tsx'
import { markWords, toLookAt } from './evidence-words.ts'
import { markedPlaces } from './sentence-pieces.ts'

/** How many sentences stand on something, or which do not; one press after the other steps through them. */
export function EvidenceList({
  evidence,
  active,
}: {
  evidence: readonly SentenceEvidence[]
  active: Signal<number | null>
}) {
  const marked = markedPlaces(evidence)
  useEffect(() => {
    if (marked.length > 0) announce(`${toLookAt(marked.length)}.`)
  }, [marked.length])
  if (evidence.length === 0) return null
  if (marked.length === 0)
    return (
      <p class="flex items-center gap-6px pb-2 text-meta text-muted">
        <Icon of={CircleCheck} size={14} class="text-green" />
        {evidence.length} of {evidence.length} supported
      </p>
    )
  const here = marked.indexOf(active.value ?? -1)
  const next = marked[(here + 1) % marked.length] ?? null
  const [first] = evidence[here === -1 ? (marked[0] ?? 0) : (marked[here] ?? 0)]?.marks ?? []
  return (
    <section
      aria-label="Sentences to look at"
      class="flex items-center gap-2 rounded-card b b-solid b-amber-edge bg-amber-soft mb-2 pl-3 pr-1 py-1"
    >
      <Icon of={TriangleAlert} class="text-amber" />
      <span class="flex-1 min-w-0">
        <strong class="font-600">{toLookAt(marked.length)}.</strong>{' '}
        <span class="text-muted">
          {here >= 0 && marked.length > 1 && `${here + 1} of ${marked.length}: `}
          {first && markWords[first].what}
        </span>
      </span>
      {(here === -1 || marked.length > 1) && (
        <Button
          small
          onPress={() => {
            active.value = next
          }}
        >
          {here === -1 ? 'Show' : 'Next'}
        </Button>
      )}
    </section>
  )
}
