import { signal } from '@preact/signals'
import type { Colleague } from '../../shared/contracts/accounts.ts'
import type { MemberMapping, WaitingMember } from '../../shared/contracts/connections.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { createNewest } from '../line/newest.ts'
import type { Pod } from '../pod.ts'

export type PsaPerson = { id: string; name: string; identifier: string; active: boolean }
export type MembersView = {
  people: Colleague[]
  mappings: Map<string, MemberMapping>
  waiting: WaitingMember[]
  /** Null when ConnectWise did not answer: people can be parted, not linked. */
  members: PsaPerson[] | null
}

/** Who is which member, and who waits to be linked. */
export function createMembersModel({ api, loadMe }: Pod, connectionId: string, onChange = () => {}) {
  const view = signal<MembersView | null>(null)
  const problem = signal<ApiProblem | null>(null)
  /** People and members that something is being done with, by id. */
  const busy = signal<ReadonlySet<string>>(new Set())
  const root = api.client.integrations.psa.connections[':id']
  const param = { id: connectionId }

  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    problem.value = null
    try {
      await work()
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    }
  }
  const reading = createNewest()
  const load = () => {
    const isNewest = reading()
    return attempt(async () => {
      const [people, mappings, waiting, members] = await Promise.all([
        bodyOf(api.client.accounts.me.users.$get()),
        bodyOf(root['member-mappings'].$get({ param })),
        bodyOf(root['waiting-members'].$get({ param })),
        bodyOf(api.client.psa.members.$get()).catch(() => null),
      ])
      if (!isNewest()) return
      view.value = {
        people: people.items.filter(({ active }) => active),
        mappings: byUser(mappings.items),
        waiting: waiting.items,
        members: members?.items.filter(({ active }) => active) ?? null,
      }
    })
  }
  const act = async (id: string, work: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value.has(id)) return false
    busy.value = new Set([...busy.value, id])
    const done = await attempt(async () => {
      await work()
    })
    if (done) {
      onChange()
      await Promise.all([load(), loadMe().catch(() => {})])
    }
    busy.value = new Set([...busy.value].filter((each) => each !== id))
    return done
  }
  return {
    view,
    problem,
    busy,
    load,
    link: (user_id: string, member_id: string | null) =>
      act(user_id, () =>
        bodyOf(root['member-mappings'].$put({ param, json: { items: [{ user_id, member_id }] } })),
      ),
    admit: (member_id: string, role: 'viewer' | 'engineer') =>
      act(member_id, () =>
        bodyOf(
          root['waiting-members'][':member_id'].$post({ param: { ...param, member_id }, json: { role } }),
        ),
      ),
    dismiss: (member_id: string) =>
      act(member_id, () =>
        bodyOf(root['waiting-members'][':member_id'].$delete({ param: { ...param, member_id } })),
      ),
  }
}
export type MembersModel = ReturnType<typeof createMembersModel>

const byUser = (mappings: MemberMapping[]) => new Map(mappings.map((each) => [each.user_id, each]))
