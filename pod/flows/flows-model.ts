import { signal } from '@preact/signals'
import type { Me } from '../../shared/contracts/accounts.ts'
import type { CaseFlow, FlowChange, FlowDetail, FlowSummary } from '../../shared/contracts/flows.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import { oncePerPod, type Pod } from '../pod.ts'

/** The account's flows, read anew when the page is opened and after each change made here. */
export const flowsOf = oncePerPod(({ api }) => {
  const list = signal<readonly FlowSummary[] | null>(null)
  const problem = signal<ApiProblem | null>(null)
  return {
    list,
    problem,
    load: oneAtATime(async () => {
      try {
        list.value = (await bodyOf(api.client.flows.$get())).items
        problem.value = null
      } catch (error) {
        problem.value = asProblem(error)
      }
    }),
  }
})
export type FlowsModel = ReturnType<typeof flowsOf>

/** Who imports flows and switches them. */
export const isAdmin = (me: Me | null): boolean => me?.role === 'admin' || me?.role === 'owner'

/** One flow; with a case, also the version that the case walks and where it stands in it. */
export function createFlow(pod: Pod, key: string, case_id: string | undefined) {
  const { api, live } = pod
  const detail = signal<FlowDetail | null>(null)
  const of_case = signal<CaseFlow | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const busy = signal(false)
  const readCase = async () => {
    if (!case_id) return
    const read = await bodyOf(api.client['ai-sessions'][':id'].flow.$get({ param: { id: case_id } }))
    if (read.state_version >= (of_case.peek()?.state_version ?? 0)) of_case.value = read
  }
  const readDetail = async () => {
    detail.value = await bodyOf(api.client.flows[':key'].$get({ param: { key } }))
  }
  const load = oneAtATime(async () => {
    const read = await Promise.allSettled([readDetail(), readCase()])
    const failed = read.find((each) => each.status === 'rejected')
    problem.value = failed ? asProblem(failed.reason) : null
  })
  return {
    detail,
    of_case,
    problem,
    busy,
    load,
    /** Answers what went wrong, null where it is done. */
    change: async (change: FlowChange): Promise<ApiProblem | null> => {
      if (busy.peek()) return null
      busy.value = true
      try {
        detail.value = await bodyOf(api.client.flows[':key'].$patch({ param: { key }, json: change }))
        void flowsOf(pod).load()
        return null
      } catch (error) {
        return asProblem(error)
      } finally {
        busy.value = false
      }
    },
    /** Follows the case as it goes on, until the answer is called. */
    watch: () => {
      void load()
      return live.follow(['session.changed'], () => readCase().catch(() => {}), {
        when: ({ session_id }) => session_id === case_id,
      })
    },
  }
}
export type FlowModel = ReturnType<typeof createFlow>
