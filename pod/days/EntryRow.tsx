import { ChevronDown, ChevronRight, RefreshCw } from 'lucide-preact'
import type { DayEntry, MyDay } from '../../shared/contracts/days.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { signOf, wordOf } from '../posts/post-words.ts'
import { knownOf } from '../posts/reason-words.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { toneText } from '../ui/Notice.tsx'
import { Plain } from '../ui/Plain.tsx'
import { clockTime } from '../ui/when.ts'
import type { DayModel } from './day-model.ts'
import { hoursOf, numberOf, originWords, spanOf, spanWords, whyNotSend } from './day-words.ts'

export const entryColumns = 'wide:grid-cols-[16px_156px_minmax(0,1fr)_minmax(0,1fr)_150px_64px_56px_128px]'

/** One entry: whether it goes with the next press, when, on what, for how long, and where it stands. */
export function EntryRow(props: {
  model: DayModel
  day: MyDay
  entry: DayEntry
  isOpen: boolean
  onToggle: () => void
}) {
  const { model, day, entry, isOpen } = props
  const { post } = entry
  const isOver = entry.overlaps.length > 0
  // what is rounded before it reaches into it
  const isMoved = !isOver && clockTime(entry.booked_from) !== clockTime(entry.started_at)
  const name = `${numberOf(entry)} ${entry.title ?? ''}, ${spanWords(spanOf(entry))}`
  return (
    <li
      class={`relative grid grid-cols-[16px_minmax(0,1fr)_auto] ${entryColumns} gap-x-2 wide:gap-x-3 gap-y-2px items-center px-3 wide:px-5 py-2 b-b b-b-solid b-line ${isOver ? 'edge-amber' : ''}`}
    >
      {post ? <PostSign post={post} /> : <Tick {...{ model, day, entry, name }} />}
      <span class="whitespace-nowrap">
        {spanWords(spanOf(entry))}
        {isMoved && <span class="block meta">booked from {clockTime(entry.booked_from)}</span>}
      </span>
      <span class="col-start-2 wide:col-start-3 row-start-2 wide:row-start-1 col-end-4 wide:col-end-4 min-w-0 cut">
        <span class={`font-600 ${entry.ticket_id ? '' : 'text-amber'}`}>{numberOf(entry)}</span>{' '}
        <Plain text={entry.title ?? ''} />
      </span>
      <Plain
        cut
        text={entry.note}
        class="col-start-2 col-end-4 wide:col-start-4 wide:col-end-5 row-start-3 wide:row-start-1 text-muted"
      />
      <span class="col-start-2 wide:col-start-5 row-start-4 wide:row-start-1 min-w-0">
        <WorkType {...{ model, day, entry, name }} />
      </span>
      <span class="hidden wide:block text-right text-muted whitespace-nowrap">
        {entry.active_minutes} min
      </span>
      <span class="row-start-1 col-start-3 wide:col-start-7 text-right font-600">
        {hoursOf(entry.minutes)}
      </span>
      <span class="row-start-4 wide:row-start-1 col-start-3 wide:col-start-8 flex items-center justify-end gap-1 min-w-0">
        {post ? (
          <Standing {...{ model, post }} />
        ) : (
          <button
            type="button"
            class={`hit flex items-center gap-1 text-meta cursor-pointer hover:underline ${isOver ? 'text-amber' : 'text-muted'}`}
            aria-expanded={isOpen}
            aria-label={`${isOver ? 'overlap' : originWords[entry.origin]}, change ${name}`}
            onClick={props.onToggle}
          >
            {isOver ? 'overlap' : originWords[entry.origin]}
            <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />
          </button>
        )}
      </span>
      {post && knownOf(post) && (
        <p class="meta col-start-2 col-end-4 wide:col-start-3 wide:col-end-9">{knownOf(post)}</p>
      )}
      {post && model.posts.problems.value[post.id] && (
        <p role="alert" class="text-meta text-red col-start-2 col-end-4 wide:col-start-3 wide:col-end-9">
          {model.posts.problems.value[post.id]?.message}
        </p>
      )}
    </li>
  )
}

type Of = { model: DayModel; day: MyDay; entry: DayEntry; name: string }

function Tick({ model, day, entry, name }: Of) {
  const why = whyNotSend(entry, day)
  return (
    <input
      type="checkbox"
      class="hit m-0 w-16px h-16px accent-blue-fill"
      aria-label={`Post ${name}`}
      title={why ?? undefined}
      aria-description={why ?? undefined}
      disabled={why !== null}
      checked={model.isTicked(entry)}
      onChange={(event) => model.tick(entry.id, event.currentTarget.checked)}
    />
  )
}

function WorkType({ model, day, entry, name }: Of) {
  const types = day.work_types ?? []
  const known = types.find(({ id }) => id === entry.work_type_id)
  if (entry.post) return <span class="cut block text-muted">{known?.name ?? ''}</span>
  if (types.length === 0) return <span class="meta">Work types cannot be read</span>
  return (
    <select
      class={`input max-w-240px h-28px px-6px py-0 ${entry.work_type_id ? '' : 'text-amber'}`}
      aria-label={`Work type of ${name}`}
      value={entry.work_type_id ?? ''}
      onChange={(event) => model.change([entry.id], { work_type_id: event.currentTarget.value || null })}
    >
      <option value="">Choose one</option>
      {types.map((type) => (
        <option key={type.id} value={type.id}>
          {type.name}
        </option>
      ))}
    </select>
  )
}

function PostSign({ post }: { post: Post }) {
  const { icon, tone, spinning } = signOf(post)
  return <Icon of={icon} class={`${toneText[tone]} ${spinning ? 'spin' : ''}`} />
}

/** How its post stands, and what can be done about it here; what needs a choice is decided among the posts. */
function Standing({ model, post }: { model: DayModel; post: Post }) {
  const busy = model.posts.busy.value === post.id
  if (post.may.includes('retry'))
    return (
      <>
        <Button small icon={RefreshCw} busy={busy} onPress={() => model.posts.decide(post, 'post_again')}>
          Retry
        </Button>
        <Button small kind="quiet" onPress={() => model.posts.decide(post, 'discard')}>
          Discard
        </Button>
      </>
    )
  if (post.state === 'needs_human')
    return (
      <GoTo route={{ screen: 'posts', query: { state: 'needing' } }} class="link text-meta">
        {wordOf(post)}
      </GoTo>
    )
  return (
    <span class="text-meta whitespace-nowrap">
      {wordOf(post)}
      {post.psa_id ? ` ${post.psa_id}` : ''}
    </span>
  )
}
