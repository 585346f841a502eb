import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, TriangleAlert } from 'lucide-preact'
import type { Doubt, SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import { Button } from '../../ui/Button.tsx'
import { stripHidden } from '../../ui/clean-text.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Plain } from '../../ui/Plain.tsx'
import { doubtWords, kindWords, markWords, restsOnWords } from './evidence-words.ts'
import type { Rest, Standing } from './rests.ts'

const icons = { held: CircleCheck, open: CircleDashed, out: CircleSlash } as const
const tones: Record<Standing, string> = { held: 'text-green', open: 'text-amber', out: 'text-muted' }

/** What a sentence rests on, under it: what is wrong with it first, what a model doubts, then the rows, each leading to its place. */
export function EvidenceCard(props: {
  id: string
  sentence: SentenceEvidence
  doubt: Doubt | undefined
  rests: readonly Rest[]
  top: number
  onDismiss: (sentence: string) => void
  onPoint: (row_id: string) => void
}) {
  const { sentence, doubt, rests } = props
  return (
    <div
      id={props.id}
      data-card=""
      class="absolute left-0 right-0 z-2 mt-1 rounded-card b b-solid b-edge bg-raised shadow-lg px-3 py-2 whitespace-normal text-text text-base cursor-default"
      style={{ top: `${props.top}px` }}
    >
      {sentence.marks.map((mark) => (
        <p key={mark} class="flex items-start gap-2 pb-1">
          <Icon of={TriangleAlert} size={14} class="text-amber mt-2px" />
          <span class="min-w-0">
            <strong class="font-600">{markWords[mark].what}.</strong>{' '}
            <span class="text-muted">{markWords[mark].means}</span>
          </span>
        </p>
      ))}
      {doubt && (
        <p class="flex items-start gap-2 pb-1">
          <Icon of={CircleHelp} size={14} class="text-muted mt-2px" />
          <Plain text={doubtWords(doubt.reason)} class="flex-1 min-w-0 text-muted" />
          <Button kind="quiet" small class="-my-4px" onPress={() => props.onDismiss(doubt.sentence)}>
            Dismiss
          </Button>
        </p>
      )}
      <p class="meta">{restsOnWords(rests.length)}</p>
      <ul class="list-none m-0 p-0">
        {rests.map((rest) => (
          <li key={rest.key}>
            <Row rest={rest} onPoint={props.onPoint} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Row({ rest, onPoint }: { rest: Rest; onPoint: (row_id: string) => void }) {
  const { row_id } = rest
  const look = 'w-full grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 items-start py-1 text-left'
  const words = (
    <>
      <Icon of={icons[rest.standing]} size={14} class={`mt-2px ${tones[rest.standing]}`} />
      <span class="min-w-0 line-clamp-2 [overflow-wrap:anywhere]">
        <span class="text-muted">{rest.name ?? kindWords[rest.kind]}</span>{' '}
        <bdi>{stripHidden(rest.words)}</bdi>
      </span>
      <span class="meta whitespace-nowrap">{rest.state}</span>
    </>
  )
  if (row_id === null) return <div class={look}>{words}</div>
  return (
    <button
      type="button"
      class={`${look} cursor-pointer hover:underline`}
      title="Show it in the case"
      onClick={(event) => {
        event.stopPropagation()
        onPoint(row_id)
      }}
    >
      {words}
    </button>
  )
}
