import type { Signal } from '@preact/signals'
import { CircleHelp } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { announce } from '../../ui/LiveRegion.tsx'
import type { UpdateModel } from '../update-model.ts'
import { doubtedWords, noOpinion } from './evidence-words.ts'

type OpinionModel = Pick<
  UpdateModel,
  'opinion' | 'isAsking' | 'doubts' | 'evidence' | 'update' | 'askOpinion'
>

/** A fast model is asked what it doubts, and one press after the other steps through that. Advice, beside the marks of the server. */
export function OpinionLine({ model, active }: { model: OpinionModel; active: Signal<number | null> }) {
  const opinion = model.opinion.value
  const doubts = model.doubts.value
  const evidence = model.evidence.value
  const isOfThis = opinion !== null && opinion.of === model.update.value?.content
  const says = !isOfThis
    ? ''
    : opinion.doubts === null
      ? noOpinion
      : saysOf(opinion.doubts.length, doubts.length)
  useEffect(() => {
    if (says) announce(says)
  }, [says])
  if (isOfThis && !says) return null
  const places = evidence.flatMap(({ sentence }, at) =>
    doubts.some((doubt) => doubt.sentence === sentence) ? [at] : [],
  )
  const here = places.indexOf(active.value ?? -1)
  const next = places[(here + 1) % places.length] ?? null
  return (
    <p class="flex items-center gap-6px pb-2 text-meta text-muted min-h-24px">
      {says && <Icon of={CircleHelp} size={14} />}
      {says}
      {places.length > 0 && (here === -1 || places.length > 1) && (
        <Button
          kind="quiet"
          small
          label={`${here === -1 ? 'Show' : 'Next'} doubt`}
          onPress={() => {
            active.value = next
          }}
        >
          {here === -1 ? 'Show' : 'Next'}
        </Button>
      )}
      {!isOfThis && (
        <Button
          kind="quiet"
          small
          icon={CircleHelp}
          class="-ml-6px"
          busy={model.isAsking.value}
          onPress={model.askOpinion}
        >
          Second opinion
        </Button>
      )}
    </p>
  )
}

/** Nothing is left to say once all doubts are put away. */
const saysOf = (all: number, left: number): string => (all > 0 && left === 0 ? '' : doubtedWords(left))
