import { type ReadonlySignal, signal } from '@preact/signals'
import type { Session } from '../../shared/contracts/sessions.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'

const listLimit = '30'

export type CaseList = {
  mine: ReadonlySignal<readonly Session[] | null>
  team: ReadonlySignal<readonly Session[] | null>
  problem: ReadonlySignal<ApiProblem | null>
  load(): Promise<void>
  watch(): () => void
}

/** My open and recent cases and the team's, kept current by events, several at once read once. */
export function createCaseList({ api, live, me }: Pod): CaseList {
  const mine = signal<readonly Session[] | null>(null)
  const team = signal<readonly Session[] | null>(null)
  const problem = signal<ApiProblem | null>(null)

  const load = oneAtATime(async () => {
    try {
      const sessions = api.client['ai-sessions']
      const [own, all] = await Promise.all([
        bodyOf(sessions.$get({ query: { mine: 'true', limit: listLimit } })),
        bodyOf(sessions.$get({ query: { limit: listLimit } })),
      ])
      mine.value = own.items
      team.value = all.items.filter((each) => each.current_handler_id !== me.value?.user.id)
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  return {
    mine,
    team,
    problem,
    load,
    watch: () => {
      void load()
      return live.follow(['session.changed'], load)
    },
  }
}
