import { type ReadonlySignal, signal } from '@preact/signals'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { dayRange } from '../ui/filter/day-range.ts'
import type { HistoryQuery } from './history-query.ts'

const pageSize = '25'
const typingMs = 250

export type CaseHistory = {
  /** Null until the first answer. */
  cases: ReadonlySignal<readonly ListedSession[] | null>
  /** No case has all words of the search; these have most of them. */
  hasMostWords: ReadonlySignal<boolean>
  /** Older ones there may be: of a search for common words a page may be short, or empty. */
  hasMore: ReadonlySignal<boolean>
  busy: ReadonlySignal<'reading' | 'older' | null>
  problem: ReadonlySignal<ApiProblem | null>
  /** Waits for the end of typing, but for the first time. */
  ask(query: HistoryQuery): void
  again(): Promise<void>
  showMore(): Promise<void>
  watch(): () => void
}

/** The account's cases by what is asked for, newest first or best first, page by page. */
export function createCaseHistory({ api, live }: Pick<Pod, 'api' | 'live'>): CaseHistory {
  const cases = signal<readonly ListedSession[] | null>(null)
  const next = signal<string | null>(null)
  const hasMore = signal(false)
  const hasMostWords = signal(false)
  const busy = signal<'reading' | 'older' | null>(null)
  const problem = signal<ApiProblem | null>(null)
  let query: HistoryQuery = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  // an answer to what is no longer asked is not shown
  let asked = 0

  const read = async (how: 'reading' | 'older' | 'renewing') => {
    const mine = ++asked
    busy.value = how === 'renewing' ? null : how
    try {
      const cursor = how === 'older' && next.value ? { cursor: next.value } : {}
      const { from, to, ...others } = query
      const asking = { ...others, ...dayRange({ from, to }), limit: pageSize, ...cursor }
      const page = await bodyOf(api.client['ai-sessions'].$get({ query: asking }))
      if (mine !== asked) return
      const before = cases.value ?? []
      const isWhole = how === 'reading' || page.next_cursor === null || before.length <= Number(pageSize)
      problem.value = null
      hasMostWords.value = page.has === 'most'
      if (how === 'renewing' && !isWhole) {
        // what was read of older pages stays below
        const last = page.items.at(-1)?.id
        const ids = new Set(page.items.map(({ id }) => id))
        const behind = before.slice(before.findIndex(({ id }) => id === last) + 1)
        cases.value = [...page.items, ...behind.filter(({ id }) => !ids.has(id))]
        return
      }
      cases.value = how === 'older' ? [...before, ...page.items] : page.items
      next.value = page.next_cursor
      hasMore.value = page.next_cursor !== null
    } catch (error) {
      if (mine === asked && how !== 'renewing') problem.value = asProblem(error)
    } finally {
      if (mine === asked) busy.value = null
    }
  }
  const within = (delayMs: number, work: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      work()
    }, delayMs)
  }
  /** What changed must not push a search aside that is about to be asked, nor one on its way. */
  const renew = async () => {
    if (timer === undefined && busy.peek() === null) await read('renewing')
  }
  return {
    cases,
    hasMore,
    hasMostWords,
    busy,
    problem,
    ask: (wanted) => {
      query = wanted
      asked++
      busy.value = 'reading'
      within(cases.peek() === null ? 0 : typingMs, () => void read('reading'))
    },
    again: () => read('reading'),
    showMore: () => (next.value && busy.value === null ? read('older') : Promise.resolve()),
    watch: () => {
      const unfollow = live.follow(['session.changed'], renew)
      return () => {
        clearTimeout(timer)
        timer = undefined
        asked++
        unfollow()
      }
    },
  }
}
