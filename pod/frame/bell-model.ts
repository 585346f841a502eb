import { signal } from '@preact/signals'
import type { Notification } from '../../shared/contracts/notifications.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'

const pageSize = 20
const mostRead = 200

/** What I was told, newest first, a page at a time; null until it was read. */
export function createBellModel({ api, live }: Pick<Pod, 'api' | 'live'>) {
  const { notifications } = api.client
  const items = signal<readonly Notification[] | null>(null)
  const unread = signal(0)
  /** There are older ones. */
  const next = signal<string | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  const pageAfter = async (cursor: string | null, limit: number) => {
    const query = { limit: String(limit), ...(cursor ? { cursor } : {}) }
    const page = await bodyOf(notifications.$get({ query }))
    unread.value = page.unread
    next.value = page.next_cursor
    return page.items
  }
  /** As many as are shown. */
  const load = oneAtATime(() =>
    attempt(async () => {
      const limit = Math.min(mostRead, Math.max(pageSize, items.peek()?.length ?? 0))
      items.value = await pageAfter(null, limit)
    }),
  )
  const more = oneAtATime(() =>
    attempt(async () => {
      const older = await pageAfter(next.peek(), pageSize)
      items.value = [...(items.peek() ?? []), ...older]
    }),
  )
  /** Shown at once; where the server did not hear it, as it stands there. */
  const mark = async (
    is: (each: Notification) => boolean,
    read_at: string | null,
    call: () => Promise<{ unread: number }>,
  ) => {
    const before = items.peek()
    items.value =
      before?.map((each) => (is(each) ? { ...each, read_at: read_at && (each.read_at ?? read_at) } : each)) ??
      null
    await attempt(async () => {
      unread.value = (await call()).unread
    })
    if (problem.peek()) items.value = before
  }
  const one = ({ id }: Notification) => ({ param: { id } })
  const now = () => new Date().toISOString()
  return {
    items,
    unread,
    next,
    problem,
    load,
    more,
    read: (of: Notification) =>
      mark(
        ({ id }) => id === of.id,
        now(),
        () => bodyOf(notifications[':id'].read.$post(one(of))),
      ),
    keep: (of: Notification) =>
      mark(
        ({ id }) => id === of.id,
        null,
        () => bodyOf(notifications[':id'].unread.$post(one(of))),
      ),
    /** Those that are shown, and older ones. */
    readAll: async () => {
      const up_to = items.peek()?.[0]?.id
      if (up_to)
        await mark(
          () => true,
          now(),
          () => bodyOf(notifications.read.$post({ json: { up_to } })),
        )
    },
    follow: () => {
      void load()
      return live.follow(['notification.created', 'notification.read'], load)
    },
  }
}
export type BellModel = ReturnType<typeof createBellModel>
