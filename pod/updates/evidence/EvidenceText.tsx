import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import { EvidenceCard } from './EvidenceCard.tsx'
import { dismissDoubt, doubtsIn, type OpinionOf } from './opinion.ts'
import { restsOf } from './rests.ts'
import { Sentence } from './Sentence.tsx'
import { textPieces } from './sentence-pieces.ts'

/**
 * A draft as it will be posted, sentence by sentence: hover, focus or a tap shows what one rests on. The text is one stop
 * of the keyboard; arrows go from sentence to sentence.
 */
export function EvidenceText(props: {
  text: string
  evidence: readonly SentenceEvidence[]
  opinion: OpinionOf
  detail: SessionDetail
  active: Signal<number | null>
  /** The words of a part of the text, with what is marked in them besides. */
  draw: (from: number, to: number) => JSX.Element
  onPoint: (row_id: string) => void
}) {
  const { text, evidence, opinion, active } = props
  const doubts = doubtsIn(opinion, text)
  const doubtOf = (of: SentenceEvidence) => doubts.find(({ sentence }) => sentence === of.sentence)
  const box = useRef<HTMLDivElement>(null)
  const hover = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  /** What only the mouse showed moves nothing under it. */
  const isHover = useRef(false)
  const [top, setTop] = useState(0)
  const id = useId()
  const shown = active.value
  const pieces = textPieces(text, evidence)
  const places = pieces.flatMap(({ at, sentence }) => (sentence ? [at] : []))
  const stop = shown !== null && places.includes(shown) ? shown : places[0]
  const spanOf = (at: number | null) => box.current?.querySelector<HTMLElement>(`[data-sentence="${at}"]`)
  useLayoutEffect(() => {
    const span = spanOf(shown)
    const area = box.current?.getBoundingClientRect()
    if (span && area) setTop(span.getBoundingClientRect().bottom - area.top)
  }, [shown, text])
  useEffect(() => {
    if (!isHover.current) box.current?.querySelector(`[id="${id}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [shown, top])
  useEffect(() => () => clearTimeout(hover.current), [])

  const show = (at: number | null, afterMs = 0) => {
    clearTimeout(hover.current)
    isHover.current = afterMs > 0
    if (afterMs === 0) active.value = at
    else
      hover.current = setTimeout(() => {
        active.value = at
      }, afterMs)
  }
  const hasFocus = () => box.current?.contains(document.activeElement) === true
  const byKey = (event: KeyboardEvent) => {
    const here = places.indexOf(shown ?? stop ?? -1)
    const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
    const step = steps[event.key]
    const to = step === undefined ? undefined : places[here + step]
    if (event.key === 'Escape' && shown !== null) show(null)
    else if (to !== undefined && (event.target as Element).hasAttribute('data-sentence')) spanOf(to)?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the sentences in it, each of which has the focus
    <div
      ref={box}
      class="relative"
      onKeyDown={byKey}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && !hasFocus() && show(null)}
      onFocusOut={({ relatedTarget }) => !box.current?.contains(relatedTarget as Node | null) && show(null)}
    >
      {pieces.map(({ start, end, sentence, at }) =>
        sentence ? (
          <Sentence
            key={start}
            {...{ sentence, at }}
            doubt={doubtOf(sentence)}
            isShown={shown === at}
            isStop={stop === at}
            card_id={id}
            onShow={(afterMs) => show(at, afterMs)}
          >
            {props.draw(start, end)}
          </Sentence>
        ) : (
          <span key={start}>{props.draw(start, end)}</span>
        ),
      )}
      {shown !== null && evidence[shown] && places.includes(shown) && (
        <EvidenceCard
          id={id}
          sentence={evidence[shown]}
          doubt={doubtOf(evidence[shown])}
          onDismiss={(of) => {
            dismissDoubt(opinion, of)
            spanOf(shown)?.focus()
          }}
          rests={restsOf(evidence[shown].sources, props.detail)}
          top={top}
          onPoint={props.onPoint}
        />
      )}
    </div>
  )
}
