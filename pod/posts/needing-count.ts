import { type ReadonlySignal, signal } from '@preact/signals'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import { statesOf } from './post-groups.ts'

const countLimit = 50
const needing: ReadonlySet<string> = new Set(statesOf.needing)

type NeedingCount = { words: ReadonlySignal<string | null>; watch(): () => void }

/** How many posts of the account somebody has to see to: "2", "50+", null for none. */
export function createNeedingCount({ api, live }: Pick<Pod, 'api' | 'live'>): NeedingCount {
  const words = signal<string | null>(null)
  let ids = new Set<string>()

  const load = async () => {
    const query = { state: statesOf.needing.join(','), limit: String(countLimit) }
    const { items, next_cursor } = await bodyOf(api.client.posts.$get({ query }))
    ids = new Set(items.map(({ id }) => id))
    words.value = ids.size === 0 ? null : `${ids.size}${next_cursor ? '+' : ''}`
  }
  return {
    words,
    watch: () => {
      void load().catch(() => {})
      return live.follow(['post.changed'], load, {
        when: ({ post_id, state }) => needing.has(state) !== ids.has(post_id),
      })
    },
  }
}
