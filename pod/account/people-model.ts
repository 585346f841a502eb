import { signal } from '@preact/signals'
import type { NewPersonInput, PasswordLink, Person } from '../../shared/contracts/people.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'
import type { FactorRules } from './people-words.ts'

/** A link that was made, for whom. */
export type MadeLink = { person_id: string; who: string; link: PasswordLink }

/** Used, replaced or run out: there is nothing left to pass on. */
const isGone = ({ person_id }: MadeLink, people: readonly Person[]) =>
  people.find(({ id }) => id === person_id)?.link_expires_at === null

/** The people of the account, and what an admin does with them. */
export function createPeopleModel({ api, live }: Pick<Pod, 'api' | 'live'>) {
  const people = signal<Person[] | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const busy = signal<string | null>(null)
  const made = signal<MadeLink | null>(null)
  const root = api.client.accounts.me.people

  const load = oneAtATime(async () => {
    const shown = made.value
    try {
      people.value = (await bodyOf(root.$get())).items
      // a list that was asked for before the link was made knows nothing of it
      if (shown && shown === made.value && isGone(shown, people.value)) made.value = null
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  const put = (person: Person) => {
    people.value = people.value?.map((each) => (each.id === person.id ? person : each)) ?? null
  }
  /** One act at a time; what went wrong is shown above the list. */
  const act = async (person: Person, work: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = person.id
    problem.value = null
    try {
      await work()
      return true
    } catch (error) {
      const failed = asProblem(error)
      // somebody else was first: here is how the person stands now
      if (failed.code === 'revision_stale' && failed.extra.current) put(failed.extra.current as Person)
      problem.value = failed
      return false
    } finally {
      busy.value = null
    }
  }
  const one = (person: Person) => ({ param: { id: person.id } })

  return {
    people,
    problem,
    busy,
    made,
    load,
    /** Follows what other admins do. The answer stops. */
    watch: () => {
      void load()
      return live.follow(['person.changed'], load)
    },
    /** Throws ApiProblem: the form shows it. */
    invite: async (json: NewPersonInput) => {
      const { person, link } = await bodyOf(root.$post({ json }))
      people.value = [...(people.value ?? []).filter(({ id }) => id !== person.id), person]
      made.value = { person_id: person.id, who: person.name, link }
    },
    change: (person: Person, change: { role?: Person['role']; active?: boolean }) =>
      act(person, async () => {
        put(
          await bodyOf(
            root[':id'].$patch({ ...one(person), json: { revision: person.revision, ...change } }),
          ),
        )
      }),
    reset: (person: Person) =>
      act(person, async () => {
        const link = await bodyOf(root[':id'].reset.$post(one(person)))
        made.value = { person_id: person.id, who: person.name, link }
      }),
    signOut: (person: Person) => act(person, () => bodyOf(root[':id']['sign-ins'].$delete(one(person)))),
    /** What the account asks of everybody who signs in by password; null where that could not be read. */
    factorRules: (): Promise<FactorRules | null> =>
      bodyOf(api.client.accounts.me['sign-in'].$get()).catch(() => null),
    takeFactor: (person: Person) =>
      act(person, () => bodyOf(root[':id']['second-factor'].$delete(one(person)))),
  }
}
export type PeopleModel = ReturnType<typeof createPeopleModel>
