import { signal } from '@preact/signals'
import type * as v from 'valibot'
import type { Connection, ConnectionTest, newConnection } from '../../shared/contracts/connections.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

export type ConnectionInput = v.InferInput<typeof newConnection>

/** The account's one connection; keys go in and never come back. */
export function createConnectionModel({ api, loadMe }: Pod) {
  const connection = signal<Connection | null | undefined>(undefined)
  const test = signal<ConnectionTest | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const busy = signal<'loading' | 'testing' | 'removing' | null>(null)
  const root = api.client.integrations.psa.connections

  const act = async (what: NonNullable<typeof busy.value>, work: () => Promise<void>): Promise<boolean> => {
    if (busy.value !== null) return false
    busy.value = what
    problem.value = null
    try {
      await work()
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = null
    }
  }
  const load = () =>
    act('loading', async () => {
      connection.value = (await bodyOf(root.$get())).items[0] ?? null
    })
  return {
    connection,
    test,
    problem,
    busy,
    load,
    /** Throws ApiProblem: the form shows it. */
    save: async (input: ConnectionInput): Promise<void> => {
      const current = connection.value
      const { kind: _, public_key, private_key, ...rest } = input
      // empty key fields keep the keys that are there
      const keys = { ...(public_key ? { public_key } : {}), ...(private_key ? { private_key } : {}) }
      problem.value = null
      connection.value = current
        ? await bodyOf(root[':id'].$patch({ param: { id: current.id }, json: { ...rest, ...keys } }))
        : await bodyOf(root.$post({ json: input }))
      test.value = null
      await loadMe()
    },
    check: () =>
      act('testing', async () => {
        const current = connection.value
        if (!current) return
        test.value = await bodyOf(root[':id'].test.$post({ param: { id: current.id } }))
        connection.value = (await bodyOf(root.$get())).items[0] ?? null
      }),
    remove: () =>
      act('removing', async () => {
        const current = connection.value
        if (!current) return
        await bodyOf(root[':id'].$delete({ param: { id: current.id } }))
        connection.value = null
        test.value = null
        await loadMe()
      }),
  }
}
export type ConnectionModel = ReturnType<typeof createConnectionModel>
