import { computed, effect, untracked } from '@preact/signals'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import { oncePerPod } from '../pod.ts'
import { toast } from '../ui/Toasts.tsx'
import { keepTheme, theme } from './theme.ts'

/** What follows the person in view: read when they are known, and again when another surface of theirs changed it. */
export const ownPreferencesOf = oncePerPod(({ api, host, live, me }) => {
  const { preferences } = api.client.me
  let toSave = 0
  const load = oneAtATime(async () => {
    const found = await bodyOf(preferences.$get())
    // what was chosen here meanwhile is the newer one
    if (toSave === 0) keepTheme(found.theme, host)
  })
  const save = oneAtATime(async () => {
    try {
      await bodyOf(preferences.$patch({ json: { theme: theme.peek() } }))
    } catch (error) {
      toast(`Kept on this device only. ${asProblem(error).message}`, { tone: 'bad' })
    }
  })
  const id = computed(() => me.value?.user.id)
  effect(() => {
    if (id.value) untracked(() => void load().catch(() => {}))
  })
  live.follow(['preferences.changed'], load, {
    settleMs: 0,
    when: ({ user_id }) => user_id !== null && user_id === id.peek(),
  })
  return {
    /** The theme as it was just chosen. */
    save: async () => {
      toSave++
      await save()
      toSave--
    },
  }
})
