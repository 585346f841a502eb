import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { PostState } from '../shared/contracts/post-states.ts'
import type { ListedSession } from '../shared/contracts/session-lists.ts'
import type { SessionDetail } from '../shared/contracts/sessions.ts'
import { needingStates } from '../shared/needing-states.ts'
import { bodyOf } from './line/api.ts'
import { type ApiProblem, asProblem } from './line/api-problem.ts'
import { oneAtATime } from './line/one-at-a-time.ts'
import { oncePerPod, type Pod } from './pod.ts'

const listed = 30
const countLimit = 50

/** What concerns a person beside the case in hand, read once for all parts that show it, and while any does. */
export const inboxOf = oncePerPod((pod) => ({ ...createCases(pod), needing: createNeeding(pod) }))

/** Runs `begin` while anybody looks at the signal; what that answers ends it. */
function whileSeen(begin: () => () => void) {
  let end: (() => void) | undefined
  return {
    watched: () => {
      end = untracked(begin)
    },
    unwatched: () => end?.(),
  }
}

function createCases({ api, live, me, shown }: Pod) {
  const sessions = api.client['ai-sessions']
  /** Why the cases could not be read. */
  const problem = signal<ApiProblem | null>(null)
  const rows: Signal<readonly ListedSession[] | null> = signal(
    null,
    whileSeen(() => {
      void load()
      const stops = [
        live.follow(['session.changed'], (events) => (events ? renew(events) : load()), {
          when: ({ session_id }) => !shown.peek().has(session_id),
        }),
        effect(() => {
          const known = rows.peek()
          const cases = shownCases()
          if (known && cases.length > 0) rows.value = joined([...cases, ...known])
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    }),
  )
  const shownCases = () => [...shown.value.values()].flatMap(({ value }) => (value ? [asListed(value)] : []))

  const attempt = async (read: () => Promise<readonly ListedSession[]>) => {
    try {
      const found = await read()
      batch(() => {
        rows.value = joined([...found, ...shownCases()])
        problem.value = null
      })
    } catch (error) {
      problem.value = asProblem(error)
    }
  }
  const load: () => Promise<void> = oneAtATime(() =>
    attempt(async () => {
      const limit = String(listed)
      const lists = await Promise.all([
        bodyOf(sessions.$get({ query: { mine: 'true', limit } })),
        bodyOf(sessions.$get({ query: { limit } })),
      ])
      return lists.flatMap(({ items }) => items)
    }),
  )
  const renew = (events: readonly { session_id: string }[]): Promise<void> => {
    const ids = [...new Set(events.map(({ session_id }) => session_id))]
    if (ids.length > listed || rows.peek() === null) return load()
    return attempt(async () => {
      const { items } = await bodyOf(sessions.$get({ query: { ids: ids.join(), limit: String(listed) } }))
      // what is not answered is none of theirs any more
      return [...items, ...(rows.peek() ?? []).filter(({ id }) => !ids.includes(id))]
    })
  }
  const ofMe = (is: boolean): ReadonlySignal<readonly ListedSession[] | null> =>
    computed(() => {
      const own = me.value?.user.id
      const found = rows.value?.filter(({ current_handler_id }) => (current_handler_id === own) === is)
      return found?.slice(0, listed) ?? null
    })
  /** Cases in my hands and the team’s, newest first; null until they were read. */
  return { mine: ofMe(true), team: ofMe(false), problem, load }
}

const spoken: ReadonlySet<string> = new Set(['message', 'reply', 'action'])

/** The case on the screen as a list has it. Its unsent message is known here; see `LastWords`. */
function asListed(detail: SessionDetail): ListedSession {
  const step = detail.steps.findLast(({ kind, content }) => spoken.has(kind) && content !== '')
  const handoff = detail.handoffs.findLast((each) => each.intent === 'escalate' && !each.withdrawn_at)
  return {
    ...detail,
    newest: step ? { by: step.author === 'flowpilot' ? 'flowpilot' : 'person', text: step.content } : null,
    has_draft: false,
    handoff: handoff
      ? { created_by: handoff.created_by.id, claimed_by: handoff.claimed_by?.id ?? null }
      : null,
    said: null,
  }
}

/** Each case once, as it stands newest; the youngest above. */
function joined(cases: readonly ListedSession[]): ListedSession[] {
  const byId = new Map<string, ListedSession>()
  for (const one of cases)
    if (one.state_version > (byId.get(one.id)?.state_version ?? -1)) byId.set(one.id, one)
  return [...byId.values()].toSorted(
    (a, b) => b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id),
  )
}

/** How many posts somebody has to see to: "2", "50+", null for none. */
function createNeeding({ api, live }: Pod): ReadonlySignal<string | null> {
  const states: readonly string[] = needingStates satisfies readonly PostState[]
  let ids = new Set<string>()
  const load = async () => {
    const query = { state: states.join(), limit: String(countLimit) }
    const { items, next_cursor } = await bodyOf(api.client.posts.$get({ query }))
    ids = new Set(items.map(({ id }) => id))
    words.value = ids.size === 0 ? null : `${ids.size}${next_cursor ? '+' : ''}`
  }
  const words: Signal<string | null> = signal(
    null,
    whileSeen(() => {
      void load().catch(() => {})
      return live.follow(['post.changed'], load, {
        when: ({ post_id, state }) => states.includes(state) !== ids.has(post_id),
      })
    }),
  )
  return words
}
