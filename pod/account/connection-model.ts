import { signal } from '@preact/signals'
import type { Connection, ConnectionSetup, ConnectionTest } from '../../shared/contracts/connections.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

type View = { connection: Connection; setup: ConnectionSetup }

/** How the account's one connection stands. */
export function createConnectionModel({ api, loadMe }: Pick<Pod, 'api' | 'loadMe'>) {
  const view = signal<View | null | undefined>(undefined)
  const test = signal<ConnectionTest | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const busy = signal<'loading' | 'testing' | 'removing' | null>(null)
  const root = api.client.integrations.psa.connections

  const act = async (what: NonNullable<typeof busy.value>, work: () => Promise<void>): Promise<void> => {
    if (busy.value !== null) return
    busy.value = what
    problem.value = null
    try {
      await work()
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      busy.value = null
    }
  }
  const read = async () => {
    const [connection] = (await bodyOf(root.$get())).items
    view.value = connection
      ? { connection, setup: await bodyOf(root[':id'].setup.$get({ param: { id: connection.id } })) }
      : null
  }
  const withId = (work: (param: { id: string }) => Promise<void>) => async () => {
    const id = view.value?.connection.id
    if (id) await work({ id })
  }
  return {
    view,
    test,
    problem,
    busy,
    load: () => act('loading', read),
    check: () =>
      act(
        'testing',
        withId(async (param) => {
          test.value = await bodyOf(root[':id'].test.$post({ param }))
          await read()
        }),
      ),
    remove: () =>
      act(
        'removing',
        withId(async (param) => {
          await bodyOf(root[':id'].$delete({ param }))
          view.value = null
          test.value = null
          await loadMe()
        }),
      ),
  }
}
