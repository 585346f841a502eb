import { Check, ChevronDown, ChevronRight, X } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import type { Cause } from '../../shared/contracts/causes.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { mostCauses } from '../../shared/limits.ts'
import { act, useActs } from '../acts/acts.ts'
import { AddButton } from '../ui/AddButton.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { InlineEditor, RowProblem } from '../ui/InlineEditor.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'
import type { CauseActs } from './cause-acts.ts'
import { partCauses } from './cause-order.ts'
import { EvidenceLines } from './EvidenceLines.tsx'
import { evidenceOf, stepOfTest } from './evidence.ts'

type Props = {
  detail: SessionDetail
  acts: CauseActs
  canWork: boolean
  /** Shows the row of the case that a piece of evidence stands in. */
  onPoint: (row_id: string) => void
}

/** Competing causes, likeliest first: what speaks for each, against it, and the check that would decide. */
export function Causes(props: Props) {
  const { acts, canWork } = props
  const { standing, struck } = partCauses(props.detail.causes)
  const [adding, setAdding] = useState(false)
  const [showStruck, setShowStruck] = useState(false)
  const struckNames = struck.map(({ text }) => stripHidden(text)).join(', ')
  const list = useRef<HTMLDivElement>(null)
  const isEmpty = standing.length + struck.length === 0
  useActs('case', () => [
    act('addCause', {
      why: () => {
        if (!canWork) return 'This case cannot be changed by you now.'
        return standing.length >= mostCauses ? `More than ${mostCauses} causes cannot stand at once.` : null
      },
      run: (words) => (words ? acts.add(words) : setAdding(true)),
    }),
  ])
  if (isEmpty && !canWork) return null
  const set = async (cause: Cause, state: Cause['state']) => {
    await acts.set(cause, state)
    // its button may have gone with its row
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  }
  const row = (cause: Cause, rank: number | null) => (
    <CauseRow
      key={cause.id}
      {...props}
      cause={cause}
      rank={rank}
      isFull={standing.length >= mostCauses}
      onSet={set}
    />
  )
  return (
    <Section
      id="causes"
      title="Causes"
      foldable={!isEmpty}
      unfold={adding}
      class={isEmpty && !adding ? 'pb-0' : ''}
      count={standing.length > 0 ? standing.length : undefined}
      end={
        canWork && (
          // in one column with those of the sections that fold
          <span class={isEmpty ? 'mr-19px' : ''}>
            <AddButton label="Add a cause" isAdding={adding} onPress={() => setAdding(true)} />
          </span>
        )
      }
    >
      <div ref={list} tabIndex={-1} class="outline-none">
        {standing.length > 0 && <ol>{standing.map((cause, at) => row(cause, at + 1))}</ol>}
        {struck.length > 0 && (
          <button
            type="button"
            aria-expanded={showStruck}
            aria-label={`${struck.length} struck: ${struckNames}`}
            title={struckNames}
            class="row-li w-full text-left text-muted cursor-pointer hover:text-text"
            onClick={() => setShowStruck(!showStruck)}
          >
            <Icon of={X} class="text-red" />
            <Plain cut text={showStruck ? `${struck.length} struck` : struckNames} />
            <span class="meta flex items-center gap-1">
              {!showStruck && 'struck'}
              <Icon of={showStruck ? ChevronDown : ChevronRight} size={14} />
            </span>
          </button>
        )}
        {showStruck && <ul>{struck.map((cause) => row(cause, null))}</ul>}
      </div>
      {adding && (
        <div class="pl-9 pr-3 wide:pl-12 wide:pr-5">
          <InlineEditor
            label="New cause"
            placeholder="What the cause could be"
            maxLength={300}
            submit="Add"
            onSave={acts.add}
            onClose={() => setAdding(false)}
          />
        </div>
      )}
    </Section>
  )
}

type RowProps = Props & {
  cause: Cause
  /** Null for a struck one. */
  rank: number | null
  /** As many stand as may. */
  isFull: boolean
  onSet: (cause: Cause, state: Cause['state']) => void
}

function CauseRow(props: RowProps) {
  const { cause, rank, detail, acts } = props
  const words = stripHidden(cause.text)
  const test = stripHidden(cause.test)
  const step = test ? stepOfTest(test, detail.tasks) : null
  const problem = acts.problems.value[cause.id]
  return (
    <li class="row-li items-start pt-3px pb-6px wide:text-wide">
      {rank === null ? (
        <span />
      ) : (
        <span class="text-center text-muted text-meta leading-18px wide:leading-20px">{rank}</span>
      )}
      <div class="min-w-0 [overflow-wrap:anywhere]">
        <Plain text={words} class={rank === null ? 'text-muted' : 'font-600'} />
        {origin(cause) && <span class="meta ml-6px whitespace-nowrap">{origin(cause)}</span>}
      </div>
      {props.canWork && <Acts {...props} words={words} />}
      {problem && <RowProblem text={problem.message} class="col-start-2 col-end-4 py-2px" />}
      {rank !== null && (
        <div class="col-start-2 col-end-4 grid grid-cols-[48px_minmax(0,1fr)_auto] gap-x-2 text-meta leading-18px wide:text-base">
          <EvidenceLines name="for" items={evidenceOf(cause.for, detail)} onPoint={props.onPoint} />
          <EvidenceLines name="against" items={evidenceOf(cause.against, detail)} onPoint={props.onPoint} />
          {test && (
            <EvidenceLines
              name="test"
              items={[{ key: 'test', words: test, from: step?.words ?? '', row_id: step?.id ?? null }]}
              onPoint={props.onPoint}
            />
          )}
        </div>
      )}
    </li>
  )
}

function origin({ state, source }: Cause): string | null {
  if (state === 'picked') return 'picked'
  return source === 'engineer' ? 'added by hand' : null
}

function Acts({ cause, isFull, words, onSet }: RowProps & { words: string }) {
  if (cause.state === 'struck')
    return (
      <Button
        kind="quiet"
        small
        class={`-my-3px ${isFull ? '' : '-mr-2'}`}
        why={isFull ? `${mostCauses} causes stand already. Strike one of them first.` : undefined}
        label={`Reopen “${words}”`}
        onPress={() => onSet(cause, 'open')}
      >
        Reopen
      </Button>
    )
  const isPicked = cause.state === 'picked'
  const half = 'h-20px w-26px rounded-none'
  return (
    <span class="flex -my-1px b b-solid b-line rounded overflow-hidden">
      <IconButton
        icon={Check}
        size={14}
        label={isPicked ? `Reopen “${words}”` : `Pick “${words}”`}
        pressed={isPicked}
        class={`${half} ${isPicked ? 'bg-green-soft' : ''}`}
        iconClass={isPicked ? 'text-green' : ''}
        onPress={() => onSet(cause, isPicked ? 'open' : 'picked')}
      />
      <IconButton
        icon={X}
        size={14}
        label={`Strike “${words}”`}
        class={`${half} b-l b-l-solid b-l-line`}
        onPress={() => onSet(cause, 'struck')}
      />
    </span>
  )
}
