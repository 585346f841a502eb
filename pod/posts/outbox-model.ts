import { type ReadonlySignal, signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { createPostActs, type PostActs } from './post-acts.ts'
import { type Group, statesOf } from './post-groups.ts'

const pageSize = '25'
const settleMs = 250
/** So many posts changed at once are read one by one, more as whole pages. */
const singlyLimit = 10
const groups = ['needing', 'under_way', 'done'] as const satisfies readonly Group[]

/** The account's posts by what they want; each group is read page by page, newest first. */
export type Outbox = PostActs & {
  posts: ReadonlySignal<readonly Post[] | null>
  /** Groups of which there are older ones. */
  older: ReadonlySignal<ReadonlySet<Group>>
  /** The group whose older posts are on their way. */
  fetching: ReadonlySignal<Group | null>
  problem: ReadonlySignal<ApiProblem | null>
  /** Names of people by id. */
  people: ReadonlySignal<ReadonlyMap<string, string>>
  load(): Promise<void>
  showOlder(group: Group): Promise<void>
  watch(): () => void
}

export function createOutbox(pod: Pick<Pod, 'api' | 'live'>): Outbox {
  const client = pod.api.client.posts
  const posts = signal<readonly Post[] | null>(null)
  const older = signal<ReadonlySet<Group>>(new Set())
  const fetching = signal<Group | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const people = signal<ReadonlyMap<string, string>>(new Map())
  const cursors = new Map<Group, string>()

  const put = (found: readonly Post[], base: readonly Post[] = posts.value ?? []) => {
    const known = new Map(base.map((post) => [post.id, post]))
    for (const post of found) {
      const before = known.get(post.id)
      // answers may overtake each other
      if (!before || before.now <= post.now) known.set(post.id, post)
    }
    posts.value = [...known.values()].toSorted(newestFirst)
  }
  const pageOf = (group: Group, cursor?: string) =>
    bodyOf(
      client.$get({
        query: { state: statesOf[group].join(','), limit: pageSize, ...(cursor ? { cursor } : {}) },
      }),
    )
  const keepCursor = (group: Group, cursor: string | null) => {
    if (cursor) cursors.set(group, cursor)
    else cursors.delete(group)
    older.value = new Set(cursors.keys())
  }

  const load = async () => {
    try {
      const pages = await Promise.all(groups.map((group) => pageOf(group)))
      const found = pages.flatMap(({ items }) => items)
      const shown = new Set(found.map(({ id }) => id))
      put(
        found,
        (posts.value ?? []).filter(({ id }) => shown.has(id)),
      )
      for (const [at, group] of groups.entries()) keepCursor(group, pages[at]?.next_cursor ?? null)
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  const showOlder = async (group: Group) => {
    const cursor = cursors.get(group)
    if (!cursor || fetching.value) return
    fetching.value = group
    try {
      const page = await pageOf(group, cursor)
      put(page.items)
      keepCursor(group, page.next_cursor)
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      fetching.value = null
    }
  }
  const readOne = (id: string) =>
    bodyOf(client[':id'].$get({ param: { id } })).then(
      (post) => put([post]),
      () => {},
    )
  const loadPeople = async () => {
    const { items } = await bodyOf(pod.api.client.accounts.me.users.$get())
    people.value = new Map(items.map(({ id, name }) => [id, name]))
  }

  return {
    ...createPostActs(
      pod,
      (post) => put([post]),
      (post) => readOne(post.id),
    ),
    posts,
    older,
    fetching,
    problem,
    people,
    load,
    showOlder,
    watch: () => {
      void load()
      void loadPeople().catch(() => {})
      return pod.live.follow(
        ['post.changed'],
        (events) => {
          const ids = new Set(events?.map(({ post_id }) => post_id))
          return events && ids.size <= singlyLimit ? Promise.all([...ids].map(readOne)) : load()
        },
        { settleMs },
      )
    },
  }
}

const newestFirst = (a: Post, b: Post) => b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id)
