import { CircleHelp, TriangleAlert } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import type { Doubt, SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import { Icon } from '../../ui/Icon.tsx'
import { spokenWords } from './evidence-words.ts'

/** A pointer that only crosses the text shows nothing. */
const hoverMs = 250

const looks = {
  plain: '',
  marked: 'underline decoration-dotted decoration-2 decoration-amber-edge underline-offset-3px',
  doubted: 'underline decoration-dashed decoration-1 decoration-muted underline-offset-3px',
}

/** One sentence of a draft; one that the server marks is underlined with dots and has a sign, one that a model doubts has another. */
export function Sentence(props: {
  sentence: SentenceEvidence
  doubt: Doubt | undefined
  at: number
  isShown: boolean
  /** The one that the Tab key comes to. */
  isStop: boolean
  card_id: string
  onShow: (afterMs?: number) => void
  children: ComponentChildren
}) {
  const { sentence, doubt, isShown } = props
  const look = !sentence.supported ? looks.marked : doubt ? looks.doubted : looks.plain
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button breaks no line inside
    <span
      role="button"
      data-sentence={props.at}
      tabIndex={props.isStop ? 0 : -1}
      aria-expanded={isShown}
      aria-controls={isShown ? props.card_id : undefined}
      aria-description={spokenWords(sentence, doubt)}
      class={`rounded-2px ${look} ${isShown ? 'bg-select' : ''}`}
      onFocus={() => props.onShow()}
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && props.onShow(hoverMs)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault()
          props.onShow()
        }
      }}
      onPointerUp={({ pointerType }) => pointerType !== 'mouse' && props.onShow()}
    >
      {props.children}
      {!sentence.supported && <Icon of={TriangleAlert} size={12} class="inline-block text-amber ml-2px" />}
      {doubt && <Icon of={CircleHelp} size={12} class="inline-block text-muted ml-2px" />}
    </span>
  )
}
