import { computed, effect, signal } from '@preact/signals'
import type { EscalationPage, QueuedHandoff } from '../../shared/contracts/handoff-calls.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import { mayWork, oncePerPod, type Pod } from '../pod.ts'
import { handoffCalls } from './handoff-calls.ts'
import type { QueueFilter } from './queue-query.ts'

const pageSize = '50'

/** Cases that wait to be picked up, read once for all parts that show them, and while any watches. */
export const queueOf = oncePerPod(createQueue)
export type Queue = ReturnType<typeof createQueue>

/** Tells how many of them this person can pick up, null for none; the answer stops. */
export function followQueueCount(pod: Pod, tell: (count: string | null) => void): () => void {
  const queue = queueOf(pod)
  const unwatch = queue.watch()
  const untell = effect(() => {
    const count = queue.forMe.value.length
    tell(count ? `${count}${queue.hasMore.value ? '+' : ''}` : null)
  })
  return () => {
    untell()
    unwatch()
  }
}

function createQueue({ api, live, me }: Pod) {
  const read = api.client['ai-sessions']['escalation-queue'].$get
  /** Newest first; null until it was read. */
  const items = signal<readonly QueuedHandoff[] | null>(null)
  const counts = signal<EscalationPage['counts'] | null>(null)
  const next = signal<string | null>(null)
  const problem = signal<ApiProblem | null>(null)
  /** The id of the handoff that is being picked up. */
  const picking = signal<string | null>(null)
  /** What went wrong with a pick-up, by the id of its handoff. */
  const unpicked = signal<{ id: string; problem: ApiProblem } | null>(null)
  /** Those of the filter in view where not all were read: the server looks for them among all. */
  const narrowed = signal<Narrowed | null>(null)
  let filter: QueueFilter = 'all'
  let watching = 0
  let stop = () => {}
  const load = oneAtATime(async () => {
    try {
      const page = await bodyOf(read({ query: { limit: pageSize } }))
      const wanted = page.next_cursor === null || filter === 'all' ? null : filter
      const part = wanted && (await bodyOf(read({ query: { limit: pageSize, filter: wanted } })))
      items.value = page.items
      counts.value = page.counts
      next.value = page.next_cursor
      narrowed.value = wanted && part && { filter: wanted, items: part.items, next: part.next_cursor }
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  const moreNarrowed = async (before: Narrowed) => {
    if (!before.next) return
    try {
      const query = { limit: pageSize, filter: before.filter, cursor: before.next }
      const page = await bodyOf(read({ query }))
      if (narrowed.peek() !== before) return
      narrowed.value = { ...before, items: [...before.items, ...page.items], next: page.next_cursor }
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  const showMore = async () => {
    const part = narrowed.peek()
    if (part?.filter === filter) return moreNarrowed(part)
    const cursor = next.peek()
    if (!cursor) return
    try {
      const page = await bodyOf(read({ query: { limit: pageSize, cursor } }))
      // pressed twice, or read anew meanwhile: these rows stand there already, or behind others
      if (next.peek() !== cursor) return
      items.value = [...(items.peek() ?? []), ...page.items]
      next.value = page.next_cursor
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  return {
    items,
    counts,
    problem,
    picking,
    unpicked,
    load,
    showMore,
    hasMore: computed(() => next.value !== null),
    hasMoreOf: (of: QueueFilter): boolean =>
      (narrowed.value?.filter === of ? narrowed.value.next : next.value) !== null,
    /** From now on these are in view. */
    narrow: (to: QueueFilter) => {
      filter = to
      if (to !== 'all' && next.peek() !== null && narrowed.peek()?.filter !== to) void load()
    },
    forMe: computed(() => items.value?.filter(({ may_pick_up }) => may_pick_up) ?? []),
    /** Those of a filter, newest first. */
    shown: (of: QueueFilter): readonly QueuedHandoff[] | null => {
      if (narrowed.value?.filter === of) return narrowed.value.items
      const own = me.value?.user.id
      return items.value?.filter(({ handoff }) => fits(handoff.target?.id ?? null, of, own)) ?? null
    },
    /** True once the case is in the hands of whoever asked. */
    pickUp: async ({ handoff, session }: QueuedHandoff): Promise<boolean> => {
      if (picking.peek()) return false
      picking.value = handoff.id
      unpicked.value = null
      try {
        await handoffCalls(api, session.id).pickUp({ resume_mode: 'continue', additional_context: '' })
        return true
      } catch (error) {
        unpicked.value = { id: handoff.id, problem: asProblem(error) }
        return false
      } finally {
        picking.value = null
      }
    },
    watch: (): (() => void) => {
      if (!mayWork(me.peek())) return () => {}
      if (watching++ === 0) stop = live.follow(kinds, load)
      void load()
      return () => {
        if (--watching === 0) stop()
      }
    },
  }
}

type Narrowed = { filter: QueueFilter; items: readonly QueuedHandoff[]; next: string | null }

const kinds = ['handoff.created', 'handoff.claimed', 'handoff.brief_ready', 'handoff.withdrawn'] as const

const fits = (target: string | null, filter: QueueFilter, me: string | undefined): boolean =>
  filter === 'all' || (filter === 'unassigned' ? target === null : target === me)
