import { signal } from '@preact/signals'
import type { Colleague } from '../../shared/contracts/accounts.ts'
import type { AuditFormat, AuditLine } from '../../shared/contracts/audit.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { type Filters, noFilters, queryOf } from './audit-words.ts'

const pageSize = '50'

/** The trail, page by page, by what is asked for. */
export function createAuditModel({ api }: Pod) {
  const filters = signal<Filters>(noFilters)
  const lines = signal<AuditLine[] | null>(null)
  const people = signal<Colleague[]>([])
  const next = signal<string | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const busy = signal<'loading' | 'older' | AuditFormat | null>(null)
  // an answer to filters that were changed meanwhile is not shown
  let asked = 0

  const read = async (cursor: string | null): Promise<void> => {
    const mine = ++asked
    busy.value = cursor ? 'older' : 'loading'
    problem.value = null
    try {
      const query = { ...queryOf(filters.value), limit: pageSize, ...(cursor ? { cursor } : {}) }
      const page = await bodyOf(api.client.audit.$get({ query }))
      if (mine !== asked) return
      lines.value = cursor ? [...(lines.value ?? []), ...page.items] : page.items
      next.value = page.next_cursor
    } catch (error) {
      if (mine === asked) problem.value = asProblem(error)
    } finally {
      if (mine === asked) busy.value = null
    }
  }
  return {
    filters,
    lines,
    people,
    next,
    problem,
    busy,
    load: async () => {
      bodyOf(api.client.accounts.me.users.$get())
        .then(({ items }) => {
          people.value = items
        })
        .catch(() => {})
      await read(null)
    },
    filter: (change: Partial<Filters>) => {
      filters.value = { ...filters.value, ...change }
      return read(null)
    },
    again: () => read(null),
    older: () => (next.value && busy.value === null ? read(next.value) : Promise.resolve()),
    /** The file, named as the server names it; null when it could not be had. */
    take: async (format: AuditFormat): Promise<{ name: string; blob: Blob } | null> => {
      if (busy.value !== null) return null
      busy.value = format
      problem.value = null
      try {
        const query = new URLSearchParams({ ...queryOf(filters.value), format })
        const response = await api.send(`${api.base_url}/api/v1/audit/export?${query}`)
        const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
        return { name: name ?? `audit.${format}`, blob: await response.blob() }
      } catch (error) {
        problem.value = asProblem(error)
        return null
      } finally {
        busy.value = null
      }
    },
  }
}
export type AuditModel = ReturnType<typeof createAuditModel>
