import { computed, effect, type Signal, signal } from '@preact/signals'
import type { Need } from '../../shared/contracts/needs.ts'
import { needingStates } from '../../shared/needing-states.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import { oncePerPod, type Pod } from '../pod.ts'

/** Whether a case is in my hands, where somebody knows. */
export type IsMine = (sessionId: string) => boolean

/** As many as the server answers. */
const mostListed = 50

/** Read once for all parts that show it, and while any watches. */
export const needsOf = oncePerPod(createNeeds)

/** Tells how many things wait for me, null for none; the answer stops. */
export function followCount(pod: Pod, isMine: IsMine, tell: (count: string | null) => void): () => void {
  const needs = needsOf(pod)
  const unwatch = needs.watch(isMine)
  const untell = effect(() => {
    const count = needs.items.value?.length
    tell(count ? `${count}${count < mostListed ? '' : '+'}` : null)
  })
  return () => {
    untell()
    unwatch()
  }
}

/** What waits for me, most pressing first; null until it was read. */
function createNeeds({ api, live, shown }: Pod) {
  const items: Signal<readonly Need[] | null> = signal(null)
  const problem = signal<ApiProblem | null>(null)
  let isMine: IsMine = () => true
  let watching = 0
  let stops: (() => void)[] = []
  const load = oneAtATime(async () => {
    try {
      items.value = (await bodyOf(api.client['ai-sessions'].needs.$get())).items
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  const isKnown = (is: (need: Need) => boolean) => items.peek()?.some(is) ?? false
  /** What a need of each case in view hangs on; its other changes are nothing to us. */
  const inView = computed(() => {
    const cases = [...shown.value.values()].flatMap(({ value }) => value ?? [])
    return new Map(
      cases.map((of) => [of.id, `${of.status} ${of.turn} ${of.psa_ticket_id} ${of.current_handler_id}`]),
    )
  })
  const begin = () => {
    let known = inView.peek()
    stops = [
      effect(() => {
        const now = inView.value
        // one that comes into view was followed until then
        const isOther = [...known].some(([id, before]) => now.get(id) !== before)
        known = now
        if (isOther) void load()
      }),
      live.follow(['session.changed'], load, {
        when: ({ session_id: id }) =>
          !shown.peek().has(id) && (isMine(id) || isKnown((need) => need.session_id === id)),
      }),
      live.follow(['post.changed'], load, {
        when: ({ post_id, state }) =>
          needingStates.some((each) => each === state) || isKnown((need) => need.post_id === post_id),
      }),
      live.follow(['ticket.changed'], load),
    ]
  }
  /** Reads at once too: what was in view meanwhile did not tell of itself. */
  const watch = (knows: IsMine = isMine): (() => void) => {
    isMine = knows
    if (watching++ === 0) begin()
    void load()
    return () => {
      if (--watching > 0) return
      for (const stop of stops) stop()
    }
  }
  return { items, problem, load, watch }
}
