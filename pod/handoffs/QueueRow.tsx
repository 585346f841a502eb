import { ChevronDown, ChevronRight } from 'lucide-preact'
import { useId, useState } from 'preact/hooks'
import type { QueuedHandoff } from '../../shared/contracts/handoff-calls.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { plural } from '../ui/when.ts'
import { BriefList, LikelyCause } from './BriefView.tsx'
import { firstOf, targetWords, unpickedWords } from './handoff-words.ts'
import type { Queue } from './queue-model.ts'

const columns =
  'grid grid-cols-[minmax(0,1fr)_auto] wide:grid-cols-[minmax(0,1.2fr)_136px_minmax(0,1.4fr)_64px_88px_96px] gap-x-3 gap-y-2px items-center'

/** One case that waits: of what, from whom to whom, why, since when; unfolds to its brief. */
export function QueueRow({ row, queue, isNew }: { row: QueuedHandoff; queue: Queue; isNew: boolean }) {
  const { handoff, session } = row
  const [open, setOpen] = useState(false)
  const detail = useId()
  const me = usePod().me.value?.user.id
  const about = [session.psa_ticket_id && `#${session.psa_ticket_id}`, session.client_name]
  const own = handoff.created_by.id === me
  return (
    <li class={`relative b-b b-b-solid b-line ${open ? 'bg-raised edge-violet' : ''}`}>
      <div class={`relative ${columns} pl-28px pr-3 wide:pl-10 wide:pr-5 py-2 hover:bg-hover`}>
        {isNew && (
          <span class="absolute left-11px wide:left-20px top-16px w-8px h-8px rounded-full bg-violet-edge">
            <span class="sr-only">New</span>
          </span>
        )}
        <span class="min-w-0 grid gap-2px">
          <button
            type="button"
            class="text-left cut font-600 cursor-pointer after:content-empty after:absolute after:inset-0"
            aria-expanded={open}
            aria-controls={detail}
            onClick={() => setOpen(!open)}
          >
            <Plain cut text={session.title} />
          </button>
          <Plain cut text={about.filter(Boolean).join(' ') || 'No ticket'} class="meta" />
        </span>
        <span class="flex items-center gap-6px row-start-2 wide:row-start-auto min-w-0">
          <span class="cut">{own ? 'You' : firstOf(handoff.created_by.name)}</span>
          <span class="text-muted">→</span>
          <span class="cut">{targetWords(handoff, me)}</span>
          <span class="meta whitespace-nowrap wide:hidden">
            · {plural(row.step_count, '1 step', `${row.step_count} steps`)} · <Time at={handoff.created_at} />
          </span>
        </span>
        <Plain
          cut
          text={handoff.reason}
          class={`text-muted row-start-3 col-span-2 wide:row-start-auto wide:col-span-1 ${open ? 'hidden wide:block' : ''}`}
        />
        <span class="hidden wide:block text-right">
          {plural(row.step_count, '1 step', `${row.step_count} steps`)}
        </span>
        <Time at={handoff.created_at} class="hidden wide:block text-right whitespace-nowrap" />
        <span class="relative flex items-center justify-end gap-2 row-start-1 col-start-2 wide:row-start-auto wide:col-start-auto">
          {row.may_pick_up && !open && <PickUpButton row={row} queue={queue} small />}
          <Icon of={open ? ChevronDown : ChevronRight} size={14} class="text-muted pointer-events-none" />
        </span>
      </div>
      <div id={detail} hidden={!open}>
        {open && <Unfolded row={row} queue={queue} />}
      </div>
      <Problem row={row} queue={queue} />
    </li>
  )
}

function Unfolded({ row, queue }: { row: QueuedHandoff; queue: Queue }) {
  const { handoff, session } = row
  const { brief } = handoff
  return (
    <div class="pl-28px pr-3 wide:pl-10 wide:pr-5 pt-2 pb-3 grid gap-3">
      <h2 class="sr-only">Brief</h2>
      <Plain as="p" text={`“${handoff.reason}”`} />
      <Plain as="p" text={brief.summary_prose} class="text-muted whitespace-pre-wrap line-clamp-4" />
      <div class="grid gap-3 wide:grid-cols-2">
        <div class="grid gap-2 content-start">
          <BriefList brief={brief} list="what_we_know" micro />
          <BriefList brief={brief} list="ruled_out" micro />
        </div>
        <div class="grid gap-2 content-start">
          <LikelyCause brief={brief} micro />
          <BriefList brief={brief} list="remaining_hypotheses" micro />
        </div>
      </div>
      <div class="flex flex-wrap items-center gap-2">
        {row.may_pick_up && <PickUpButton row={row} queue={queue} />}
        <GoTo route={{ screen: 'case', session_id: session.id }} class="btn">
          {row.may_pick_up ? 'Read the brief' : 'Open the case'}
        </GoTo>
        {row.may_pick_up && (
          <span class="meta">
            Yours to work from then on. {firstOf(handoff.created_by.name)} stays the owner and sees it.
          </span>
        )}
      </div>
    </div>
  )
}

function PickUpButton(props: { row: QueuedHandoff; queue: Queue; small?: true }) {
  const { row, queue, small = false } = props
  const { go } = usePod()
  const pickUp = async () => {
    if (await queue.pickUp(row)) go({ screen: 'case', session_id: row.session.id })
    else void queue.load()
  }
  return (
    <Button
      kind={small ? 'line' : 'primary'}
      small={small}
      busy={queue.picking.value === row.handoff.id}
      label={small ? `Pick up: ${row.session.title}` : undefined}
      onPress={pickUp}
    >
      {small ? 'Pick up' : 'Pick up and continue'}
    </Button>
  )
}

function Problem({ row, queue }: { row: QueuedHandoff; queue: Queue }) {
  const failed = queue.unpicked.value
  if (failed?.id !== row.handoff.id) return null
  return (
    <p role="alert" class="pl-28px pr-3 wide:pl-10 pb-2 text-meta text-red">
      {unpickedWords(failed.problem)}
    </p>
  )
}
