import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { DayChange, DayEntry, MyDay, NewDayEntry } from '../../shared/contracts/days.ts'
import type { EventPayload } from '../../shared/contracts/events.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'
import { createPostActs, type PostActs } from '../posts/post-acts.ts'
import { whyNotSend } from './day-words.ts'

type Span = { from: string; to: string }
type Changes = Omit<DayChange['entries'][number], 'id'>
type Added = Omit<NewDayEntry, 'date' | 'time_zone' | 'revision'>

/** One day of this person: what is proposed, what they made of it, and what became of what was sent. */
export type DayModel = {
  /** Null until it was read. */
  day: ReadonlySignal<MyDay | null>
  /** Why it could not be read; what was read before stays. */
  problem: ReadonlySignal<ApiProblem | null>
  /** What went wrong with the newest change. */
  refused: ReadonlySignal<ApiProblem | null>
  busy: ReadonlySignal<boolean>
  /** Those that go with the next press, in their order. */
  ticked: ReadonlySignal<readonly DayEntry[]>
  posts: PostActs
  load(): Promise<void>
  watch(): () => void
  tick(id: string, isTicked: boolean): void
  isTicked(entry: DayEntry): boolean
  /** Each of these answers whether it was done. */
  change(ids: readonly string[], changes: Changes): Promise<boolean>
  add(entry: Added): Promise<boolean>
  split(id: string, at: string): Promise<boolean>
  merge(id: string, other: string): Promise<boolean>
  remove(id: string): Promise<boolean>
  /** Takes a stretch out of an entry, whatever is left of it. */
  cutOut(entry: DayEntry, span: Span): Promise<boolean>
  send(): Promise<boolean>
}

/** Many posts change at once after a click. */
const settleMs = 500
const casesSettleMs = 5_000
/** Cases in one question. */
const mostAsked = 30
/** The PSA sends no event for what is booked in it: after this long it is read again beside other news. */
const psaAgeMs = 300_000

export function createDayModel(pod: Pick<Pod, 'api' | 'live'>, date: string): DayModel {
  const client = pod.api.client.me.day
  const { timeZone: time_zone } = new Intl.DateTimeFormat().resolvedOptions()
  const which = { date, time_zone }
  const day = signal<MyDay | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const refused = signal<ApiProblem | null>(null)
  const busy = signal(false)
  const left = signal<ReadonlySet<string>>(new Set())

  const accept = (read: MyDay) => {
    // answers may overtake each other
    if (read.revision >= (day.peek()?.revision ?? 0)) day.value = read
  }
  let isPsaWanted = false
  let psaAskedAt = 0
  let hasRested = false
  const read = oneAtATime(async () => {
    const psa = isPsaWanted ? 'read' : 'known'
    isPsaWanted = false
    try {
      accept(await bodyOf(client.$get({ query: { ...which, psa } })))
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  const load = () => {
    isPsaWanted = true
    psaAskedAt = Date.now()
    return read()
  }
  /** What is known here is read anew, and what the PSA has only where that is old. */
  const renew = () => (Date.now() - psaAskedAt > psaAgeMs ? load() : read())
  const isOfEntry = (id: string | null) =>
    id !== null && (day.peek()?.entries.some(({ session_id }) => session_id === id) ?? false)
  /** A case that this person has in hand may come into the day; a colleague's does not. */
  const renewAfter = async (events: readonly EventPayload<'session.changed'>[] | null) => {
    const ids = [...new Set(events?.map(({ session_id }) => session_id))]
    const isKnown = events === null || ids.some(isOfEntry) || ids.length > mostAsked
    if (isKnown || (await countOfMine(ids)) > 0) await renew()
  }
  const countOfMine = async (ids: readonly string[]) => {
    const query = { ids: ids.join(), mine: 'true' as const, limit: '1' }
    return (await bodyOf(pod.api.client['ai-sessions'].$get({ query }))).items.length
  }
  const isOfDay = ({ post_id, session_id }: EventPayload<'post.changed'>) =>
    isOfEntry(session_id) ||
    (day.peek()?.entries.some(({ post }) => post?.id === post_id) ?? false) ||
    // hours on their way from elsewhere have no number here yet
    (day.peek()?.booked?.some(({ psa_id }) => psa_id === null) ?? false)
  /** What is done now is none of a day that is over. */
  const isGoingOn = () => Date.parse(day.peek()?.to ?? '') > Date.now()
  const run = async (call: (at: { date: string; time_zone: string; revision: number }) => Promise<MyDay>) => {
    const read = day.peek()
    if (busy.peek() || !read) return false
    busy.value = true
    refused.value = null
    try {
      accept(await call({ ...which, revision: read.revision }))
      return true
    } catch (error) {
      refused.value = asProblem(error)
      await renew()
      return false
    } finally {
      busy.value = false
    }
  }
  const change = (ids: readonly string[], changes: Changes) =>
    run((at) => bodyOf(client.$patch({ json: { ...at, entries: ids.map((id) => ({ id, ...changes })) } })))
  const split = (id: string, at: string) =>
    run((now) => bodyOf(client.entries[':id'].split.$post({ param: { id }, json: { ...now, at } })))
  const remove = (id: string) =>
    run(({ revision }) =>
      bodyOf(
        client.entries[':id'].$delete({ param: { id }, query: { ...which, revision: String(revision) } }),
      ),
    )
  const cutOut = async ({ id, started_at, ended_at }: DayEntry, { from, to }: Span) => {
    if (from <= started_at && to >= ended_at) return remove(id)
    if (from <= started_at) return change([id], { started_at: to })
    if (to >= ended_at) return change([id], { ended_at: from })
    const known = new Set(day.peek()?.entries.map((entry) => entry.id))
    if (!(await split(id, from))) return false
    const rest = day.peek()?.entries.find((entry) => !known.has(entry.id))
    return rest ? change([rest.id], { started_at: to }) : false
  }
  const isTicked = (entry: DayEntry) => {
    const read = day.value
    return !entry.post && read !== null && whyNotSend(entry, read) === null && !left.value.has(entry.id)
  }
  const ticked = computed(() => (day.value?.entries ?? []).filter(isTicked))
  return {
    day,
    problem,
    refused,
    busy,
    ticked,
    posts: createPostActs(
      pod,
      () => void renew(),
      () => renew(),
    ),
    load,
    watch: () => {
      void load()
      const stops = [
        pod.live.follow(['post.changed'], renew, { settleMs, when: isOfDay }),
        pod.live.follow(['session.changed'], renewAfter, { settleMs: casesSettleMs, when: isGoingOn }),
        // the line stands again, or the page is looked at again: work elsewhere may have been on any case
        effect(() => {
          const { status } = pod.live.state.value
          if (status === 'live' && problem.peek()) void load()
          else if (status === 'live' && hasRested) void renew()
          hasRested = status === 'paused' || (hasRested && status !== 'live')
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    tick: (id, isTaken) => {
      const ids = new Set(left.peek())
      if (isTaken) ids.delete(id)
      else ids.add(id)
      left.value = ids
    },
    isTicked,
    change,
    add: (entry) => run((at) => bodyOf(client.entries.$post({ json: { ...at, ...entry } }))),
    split,
    merge: (id, other) =>
      run((at) => bodyOf(client.entries[':id'].merge.$post({ param: { id }, json: { ...at, with: other } }))),
    remove,
    cutOut,
    send: () =>
      run((at) => bodyOf(client.send.$post({ json: { ...at, entries: ticked.peek().map(({ id }) => id) } }))),
  }
}
