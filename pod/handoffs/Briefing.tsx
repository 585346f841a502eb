import { ChevronDown, ChevronRight } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Handoff } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { withGround } from '../../shared/ground.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { BriefList, LikelyCause } from './BriefView.tsx'
import { Marks } from './Marks.tsx'
import type { PickupModel } from './pickup-model.ts'

type Props = {
  detail: SessionDetail
  handoff: Handoff
  model: PickupModel
  mayMark: boolean
  at: string | null
}

/** What was handed over: the problem, what was done and found, what is left. `at`: the line that a key would mark. */
export function Briefing(props: Props) {
  const { detail, handoff, model, mayMark, at } = props
  const { brief } = handoff
  const marks = (item: string, text: string) => (
    <span class={at === item ? 'rounded outline-2 outline-solid outline-blue-edge' : ''} data-item={item}>
      <Marks
        {...{ handoff, item, text }}
        onMark={mayMark ? (verdict) => void model.mark(handoff, item, verdict) : undefined}
      />
    </span>
  )
  return (
    <div class="flex-1 min-h-0 overflow-y-auto grid content-start wide:content-stretch wide:grid-cols-[55fr_45fr]">
      <div class="min-w-0">
        <Part title="Problem">
          <Plain as="p" text={brief.summary_prose} class="whitespace-pre-wrap wide:text-wide" />
        </Part>
        <StepsTaken detail={detail} />
        <Lists handoff={handoff} lists={['what_we_know', 'ruled_out']} marks={marks} />
      </div>
      <div class="min-w-0 wide:b-l wide:b-l-solid b-line">
        <LikelyCause brief={brief} class={part} micro end={marks} />
        <Lists handoff={handoff} lists={['remaining_hypotheses']} marks={marks} />
        <Lists handoff={handoff} lists={['suggested_steps', 'environment']} />
      </div>
    </div>
  )
}

const part = 'px-3 py-2 wide:px-5 wide:py-3 b-b b-b-solid b-line'

function Part(props: { title: string; children: ComponentChildren }) {
  return (
    <section aria-label={props.title} class={part}>
      <h3 class="micro mb-1">{props.title}</h3>
      {props.children}
    </section>
  )
}

type Marking = (item: string, text: string) => ComponentChildren
function Lists(props: {
  handoff: Handoff
  lists: readonly Parameters<typeof BriefList>[0]['list'][]
  marks?: Marking
}) {
  const { handoff, lists, marks } = props
  return (
    <>
      {lists.map((list) => (
        <BriefList
          key={list}
          brief={handoff.brief}
          list={list}
          class={part}
          micro
          {...(marks ? { end: marks } : {})}
        />
      ))}
    </>
  )
}

/** Folded to their names, so that the brief itself is seen. */
function StepsTaken({ detail }: { detail: SessionDetail }) {
  const [open, setOpen] = useState(false)
  const done = detail.tasks.filter(({ state }) => state === 'done')
  if (done.length === 0) return null
  return (
    <section aria-label="Steps taken" class={part}>
      <h3 class="relative flex items-center gap-2 mb-1">
        <button
          type="button"
          class="micro cursor-pointer after:content-empty after:absolute after:inset-0"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          Steps taken
        </button>
        <span class="ml-auto meta">{done.length}</span>
        <Icon of={open ? ChevronDown : ChevronRight} size={14} class="text-muted" />
      </h3>
      {open ? (
        <ol class="grid gap-1">
          {done.map(({ id, text, result, known }, at) => (
            <li key={id} class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2">
              <span class="meta leading-18px text-center">{at + 1}</span>
              <span>
                <Plain text={text} />
                {result && <Plain as="p" text={known ? withGround(result, known) : result} class="meta" />}
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <Plain as="p" cut text={done.map(({ text }) => text).join(', ')} class="text-muted" />
      )}
    </section>
  )
}
