import { signal } from '@preact/signals'
import type {
  AccountAiPolicy,
  AiPolicy,
  ClientPolicyOrder,
  Destinations,
} from '../../shared/contracts/ai-policy.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { createNewest } from '../line/newest.ts'
import type { Pod } from '../pod.ts'

/** What a model outside may read of each client, and where else data goes. */
export function createPoliciesModel({ api, live }: Pick<Pod, 'api' | 'live'>) {
  const { 'ai-policy': policy, destinations: places } = api.client.accounts.me
  const now = signal<AccountAiPolicy | null>(null)
  const destinations = signal<Destinations | null>(null)
  const problem = signal<string | null>(null)
  /** Id of the row, or `usual`, that is being changed. */
  const busy = signal<string | null>(null)
  const asking = createNewest()
  const load = async () => {
    const isNewest = asking()
    try {
      const [read, found] = await Promise.all([bodyOf(policy.$get()), bodyOf(places.$get())])
      if (!isNewest()) return
      now.value = read
      destinations.value = found
      problem.value = null
    } catch (error) {
      if (isNewest()) problem.value = asProblem(error).message
    }
  }
  /** Answers how all stand after it. */
  const change = async (work: () => Promise<AccountAiPolicy>) => {
    const isNewest = asking()
    const changed = await work()
    if (isNewest()) now.value = changed
  }
  const act = async (id: string, work: () => Promise<AccountAiPolicy>) => {
    if (busy.value) return
    busy.value = id
    try {
      await change(work)
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error).message
    }
    busy.value = null
  }
  return {
    now,
    destinations,
    problem,
    busy,
    load,
    setUsual: (usual: AiPolicy) => act('usual', () => bodyOf(policy.$patch({ json: { usual } }))),
    /** Throws ApiProblem: the form shows it. */
    set: (json: ClientPolicyOrder) => change(() => bodyOf(policy.clients.$put({ json }))),
    remove: (id: string) => act(id, () => bodyOf(policy.clients[':id'].$delete({ param: { id } }))),
    follow: () => {
      void load()
      return live.follow(['preferences.changed'], load, { when: ({ user_id }) => user_id === null })
    },
  }
}
export type PoliciesModel = ReturnType<typeof createPoliciesModel>
