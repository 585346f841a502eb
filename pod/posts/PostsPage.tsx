import { CircleCheck, Send } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import { deliveryOf } from '../delivery.ts'
import { DeliveryNotice } from '../frame/DeliveryNotice.tsx'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod, useQuery } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { createOutbox, type Outbox } from './outbox-model.ts'
import { PostRow } from './PostRow.tsx'
import { type Group, groupOf } from './post-groups.ts'
import { postsQuery } from './posts-query.ts'

const groups = [
  { value: 'needing', label: 'Needs a decision', none: 'Nothing needs anybody.' },
  { value: 'under_way', label: 'Under way', none: 'Nothing is under way.' },
  { value: 'done', label: 'Done', none: 'Nothing was posted yet.' },
] as const satisfies readonly { value: Group; label: string; none: string }[]

/** What became of everything that was posted: first what needs somebody, then what is under way, then the rest. */
export function PostsPage() {
  const pod = usePod()
  const delivery = deliveryOf(pod).value
  const outbox = useMemo(() => createOutbox(pod), [pod])
  useEffect(() => outbox.watch(), [outbox])
  const [{ state: shown = 'all' }, ask] = useQuery(postsQuery)
  return (
    <>
      <TopRow title="Posts" />
      <OfflineBand />
      {delivery && <DeliveryNotice delivery={delivery} />}
      <div class="flex-none px-3 py-2 wide:px-5 b-b b-b-solid b-line">
        <Segment
          label="Which posts"
          class="max-w-420px"
          value={shown}
          options={[{ value: 'all', label: 'All' }, ...groups]}
          onChange={(next) => ask({ state: next === 'all' ? undefined : next })}
        />
      </div>
      <div class="flex-1 min-h-0 overflow-y-auto">
        <Problem outbox={outbox} />
        <Lists outbox={outbox} shown={shown} />
      </div>
    </>
  )
}

function Problem({ outbox }: { outbox: Outbox }) {
  const problem = outbox.problem.value
  if (!problem) return null
  return (
    <div role="alert" class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line">
      <span class="text-red">{problem.message}</span>
      <Button onPress={outbox.load}>Try again</Button>
    </div>
  )
}

function Lists({ outbox, shown }: { outbox: Outbox; shown: Group | 'all' }) {
  const posts = outbox.posts.value
  if (posts === null) return outbox.problem.value ? null : <Waiting />
  if (posts.length === 0) return <NothingYet />
  if (shown !== 'all' && !posts.some((post) => groupOf(post) === shown) && !outbox.older.value.has(shown))
    return (
      <p class="flex items-center gap-2 px-3 wide:px-5 py-4 text-muted">
        {shown !== 'done' && <Icon of={CircleCheck} class="text-green" />}
        {groups.find(({ value }) => value === shown)?.none}
      </p>
    )
  return (
    <>
      {groups
        .filter(({ value }) => shown === 'all' || shown === value)
        .map(({ value, label }) => (
          <List key={value} group={value} title={label} outbox={outbox} />
        ))}
    </>
  )
}

function List({ group, title, outbox }: { group: Group; title: string; outbox: Outbox }) {
  const posts = (outbox.posts.value ?? []).filter((post) => groupOf(post) === group)
  const hasOlder = outbox.older.value.has(group)
  if (posts.length === 0 && !hasOlder) return null
  return (
    <section aria-label={title}>
      <div class="h-36px flex items-end gap-6px px-3 wide:px-5 pb-6px">
        <h2 class={`micro ${group === 'needing' ? 'text-amber' : ''}`}>{title}</h2>
        <span class="text-micro font-500 text-muted">
          {posts.length}
          {hasOlder && '+'}
        </span>
      </div>
      <ul class="b-t b-t-solid b-line">
        {posts.map((post) => (
          <PostRow key={post.id} post={post} outbox={outbox} />
        ))}
      </ul>
      {hasOlder && (
        <Button
          kind="quiet"
          class="mx-1 wide:mx-3 my-2"
          busy={outbox.fetching.value === group}
          label={`Show older, ${title}`}
          onPress={() => outbox.showOlder(group)}
        >
          Show older
        </Button>
      )}
    </section>
  )
}

function Waiting() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading the posts">
      {['42%', '56%', '38%', '50%'].map((width) => (
        <div key={width} class="grid gap-2">
          <Skeleton width={width} />
          <Skeleton width={`calc(${width} + 12%)`} />
        </div>
      ))}
    </div>
  )
}

function NothingYet() {
  const { go } = usePod()
  return (
    <div class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start max-w-640px">
      <Icon of={Send} class="text-muted mt-2px" />
      <h2 class="text-title font-600">Nothing was posted yet</h2>
      <p class="col-start-2 text-muted">
        What is shared from a case to its ticket is listed here, from the click until it was read back in
        ConnectWise.
      </p>
      <Button class="col-start-2" onPress={() => go({ screen: 'new' })}>
        Start a case
      </Button>
    </div>
  )
}
