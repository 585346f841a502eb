import { computed, signal } from '@preact/signals'
import type { CommunicationTemplates } from '../../shared/contracts/communication-templates.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

/** How updates are worded, as it stands, and what is chosen here but not saved yet. */
export function createTemplatesModel({ api, live }: Pick<Pod, 'api' | 'live'>) {
  const templates = api.client.accounts.me['communication-templates']
  const kept = signal<CommunicationTemplates | null>(null)
  const chosen = signal<Partial<CommunicationTemplates>>({})
  const problem = signal<string | null>(null)
  const busy = signal(false)
  const attempt = async (work: () => Promise<CommunicationTemplates>): Promise<boolean> => {
    problem.value = null
    try {
      kept.value = await work()
      return true
    } catch (error) {
      problem.value = asProblem(error).message
      return false
    }
  }
  /** Nothing but what differs is sent: what somebody else sets meanwhile stays theirs. */
  const changed = computed((): Partial<CommunicationTemplates> => {
    const now = kept.value
    const entries = Object.entries(chosen.value) as [keyof CommunicationTemplates, never][]
    return Object.fromEntries(entries.filter(([name, value]) => now !== null && value !== now[name]))
  })
  return {
    /** With what is chosen here; null until it was read. */
    shown: computed(() => kept.value && { ...kept.value, ...chosen.value }),
    problem,
    busy,
    isChanged: computed(() => Object.keys(changed.value).length > 0),
    choose: (change: Partial<CommunicationTemplates>) => {
      chosen.value = { ...chosen.value, ...change }
    },
    save: async (): Promise<boolean> => {
      if (busy.value) return false
      busy.value = true
      const sent = chosen.value
      const done = await attempt(() => bodyOf(templates.$patch({ json: changed.value })))
      // what was chosen while it was on its way is not saved yet
      if (done && chosen.value === sent) chosen.value = {}
      busy.value = false
      return done
    },
    follow: () => {
      const read = () => attempt(() => bodyOf(templates.$get()))
      void read()
      return live.follow(['preferences.changed'], read, { when: ({ user_id }) => user_id === null })
    },
  }
}
