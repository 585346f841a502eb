import type { ReadonlySignal, Signal } from '@preact/signals'
import { CircleHelp } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import type { Update } from '../../../shared/contracts/updates.ts'
import { usePod } from '../../pod.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { announce } from '../../ui/LiveRegion.tsx'
import { doubtedWords, noOpinion } from './evidence-words.ts'
import { askOpinion, doubtsIn, mayHaveOpinion, type OpinionOf } from './opinion.ts'

export type OpinionProps = {
  update: Update
  evidence: readonly SentenceEvidence[]
  session: ReadonlySignal<SessionDetail | null>
  opinion: OpinionOf
  active: Signal<number | null>
}

/** A fast model is asked what it doubts, and one press after the other steps through that: advice, beside the server's marks. */
export function OpinionLine({ update, evidence, session, opinion, active }: OpinionProps) {
  const pod = usePod()
  const detail = session.value
  const doubts = doubtsIn(opinion, update.content)
  const given = opinion.value
  const says =
    given?.of !== update.content || given.isAsked
      ? ''
      : given.doubts === null
        ? noOpinion
        : given.doubts.length > 0 && doubts.length === 0
          ? 'Put away.'
          : doubtedWords(doubts.length)
  useEffect(() => {
    if (says) announce(says)
  }, [says])
  if (!detail || !mayHaveOpinion(pod, detail)) return null
  const places = evidence.flatMap(({ sentence }, at) =>
    doubts.some((doubt) => doubt.sentence === sentence) ? [at] : [],
  )
  const here = places.indexOf(active.value ?? -1)
  const next = places[(here + 1) % places.length] ?? null
  return (
    <p class="flex items-center gap-6px pb-2 text-meta text-muted">
      {says && <Icon of={CircleHelp} size={14} />}
      {says}
      {places.length > 0 && (here === -1 || places.length > 1) && (
        <Button
          kind="quiet"
          small
          onPress={() => {
            active.value = next
          }}
        >
          {here === -1 ? 'Show' : 'Next'}
        </Button>
      )}
      {!says && (
        <Button
          kind="quiet"
          small
          icon={CircleHelp}
          class="-ml-8px"
          busy={given?.isAsked === true}
          onPress={() => askOpinion(pod, detail.id, update, opinion)}
        >
          Second opinion
        </Button>
      )}
    </p>
  )
}
