import { CircleCheck } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Need } from '../../shared/contracts/needs.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { NeedRow } from './NeedRow.tsx'
import { needKinds, needWords } from './need-words.ts'
import { needsOf } from './needs-model.ts'

/** What waits for me, by why it does. `above`: what waits for me besides, null for nothing. */
export function NeedsPage({ above }: { above: ComponentChildren }) {
  const needs = needsOf(usePod())
  const items = needs.items.value
  useEffect(() => needs.watch(), [needs])
  const problem = needs.problem.value
  return (
    <>
      <TopRow title="Where am I needed" meta={items?.length || null} />
      <OfflineBand />
      <div class="flex-1 min-h-0 overflow-y-auto">
        {problem && (
          <div
            role="alert"
            class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line"
          >
            <span class="text-red">{problem.message}</span>
            <Button onPress={needs.load}>Try again</Button>
          </div>
        )}
        {above}
        {items === null ? !problem && <Reading /> : (items.length > 0 || !above) && <Groups items={items} />}
      </div>
    </>
  )
}

function Groups({ items }: { items: readonly Need[] }) {
  if (items.length === 0) return <None />
  return (
    <>
      {needKinds.map((kind) => (
        <Group
          key={kind}
          title={needWords[kind].group}
          items={items.filter((need) => need.kind === kind)}
          first={items[0]}
        />
      ))}
      <p class="px-3 wide:px-5 py-3 meta">
        From tickets as they were last read, from posts and from your cases. No model took part.
      </p>
    </>
  )
}

function Group(props: { title: string; items: readonly Need[]; first: Need | undefined }) {
  const { title, items, first } = props
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <div class="flex gap-2 items-baseline px-3 wide:px-5 pt-4 pb-2 b-b b-b-solid b-line">
        <h2 class="micro">{title}</h2>
        <span class="meta">{items.length}</span>
      </div>
      <ul>
        {items.map((need) => (
          <NeedRow key={need.post_id ?? need.session_id} need={need} isFirst={need === first} />
        ))}
      </ul>
    </section>
  )
}

function None() {
  const { go } = usePod()
  return (
    <div
      class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start"
      role="status"
    >
      <Icon of={CircleCheck} class="text-green mt-2px" />
      <h2 class="text-title font-600">Nothing waits for you</h2>
      <p class="col-start-2 text-muted">
        Clients who wrote last, posts that need a decision and cases whose turn is yours stand here.
      </p>
      <Button class="col-start-2" onPress={() => go({ screen: 'new' })}>
        Start a case
      </Button>
    </div>
  )
}

function Reading() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading what waits">
      {['42%', '56%', '38%'].map((width) => (
        <div key={width} class="grid gap-2">
          <Skeleton width={width} />
          <Skeleton width={`calc(${width} + 12%)`} />
        </div>
      ))}
    </div>
  )
}
