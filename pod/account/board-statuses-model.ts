import { signal } from '@preact/signals'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

type Named = { id: string; name: string }
/** What was read, or why it was not; undefined while it is on its way. `as_of`: when, where the PSA is away now. */
export type Read = { items: readonly Named[]; problem: string | null; as_of: string | null } | undefined

/** Boards of the PSA, and the statuses of those that were asked for. */
export function createBoardStatusesModel({ api }: Pick<Pod, 'api'>) {
  const root = api.client.psa.boards
  const boards = signal<Read>(undefined)
  const statuses = signal<ReadonlyMap<string, Read>>(new Map())
  const attempt = async (
    work: () => Promise<{ items: readonly Named[]; remark: string | null; as_of: string | null }>,
  ): Promise<Read> => {
    try {
      const { items, remark, as_of } = await work()
      return { items, problem: remark, as_of }
    } catch (error) {
      return { items: [], problem: asProblem(error).message, as_of: null }
    }
  }
  const set = (id: string, read: Read) => {
    statuses.value = new Map([...statuses.value, [id, read]])
  }
  /** Asked once; again after it went wrong, or was not the newest. */
  const readStatuses = async (id: string): Promise<void> => {
    const known = statuses.value.get(id)
    if (statuses.value.has(id) && !known?.problem && !known?.as_of) return
    set(id, undefined)
    set(id, await attempt(() => bodyOf(root[':id'].statuses.$get({ param: { id } }))))
  }
  return {
    boards,
    statuses,
    /** And the statuses of these boards, one board after the other. */
    load: async (named: readonly string[]): Promise<void> => {
      boards.value = undefined
      boards.value = await attempt(() => bodyOf(root.$get()))
      if (boards.value?.problem) return
      const there = boards.value?.items.filter(({ id }) => named.includes(id)) ?? []
      for (const { id } of there) await readStatuses(id)
    },
    readStatuses,
  }
}
