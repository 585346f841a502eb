import { signal } from '@preact/signals'
import type { Channel, ChannelKind, DeliveryCode } from '../../shared/contracts/channels.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { createNewest } from '../line/newest.ts'
import type { Pod } from '../pod.ts'

/** Rooms of Slack and Teams, and what an admin does with them. */
export function createChannelsModel({ api }: Pick<Pod, 'api'>) {
  const root = api.client.integrations.channels
  const channels = signal<readonly Channel[] | null>(null)
  const problem = signal<string | null>(null)
  /** Id of the one in whose hands something is. */
  const busy = signal<string | null>(null)
  /** What came of trying a room, by its id. */
  const tried = signal<{ id: string; code: DeliveryCode | null } | null>(null)
  const one = (id: string) => ({ param: { id } })
  const asking = createNewest()
  const load = async () => {
    const isNewest = asking()
    try {
      const { items } = await bodyOf(root.$get())
      if (!isNewest()) return
      channels.value = items
      problem.value = null
    } catch (error) {
      if (isNewest()) problem.value = asProblem(error).message
    }
  }
  /** A list that was asked for before the change knows nothing of it. */
  const put = (after: readonly Channel[] | null) => {
    asking()()
    channels.value = after
  }
  const act = async (id: string, work: () => Promise<unknown>) => {
    if (busy.value) return
    busy.value = id
    try {
      await work()
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error).message
    }
    busy.value = null
  }
  return {
    channels,
    problem,
    busy,
    tried,
    load,
    /** Throws ApiProblem: the form shows it. */
    add: async (json: { kind: ChannelKind; name: string; url: string }) => {
      const made = await bodyOf(root.$post({ json }))
      put([...(channels.value ?? []), made])
    },
    /** Throws ApiProblem. An empty address: it stays. */
    change: async (id: string, { name, url }: { name: string; url: string }) => {
      const json = { name, ...(url.trim() ? { url } : {}) }
      const changed = await bodyOf(root[':id'].$patch({ ...one(id), json }))
      put(channels.value?.map((each) => (each.id === id ? changed : each)) ?? null)
    },
    test: (id: string) =>
      act(id, async () => {
        tried.value = null
        tried.value = { id, ...(await bodyOf(root[':id'].test.$post(one(id)))) }
      }),
    remove: (id: string) =>
      act(id, async () => {
        await bodyOf(root[':id'].$delete(one(id)))
        put(channels.value?.filter((each) => each.id !== id) ?? null)
      }),
  }
}
export type ChannelsModel = ReturnType<typeof createChannelsModel>
