import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../shared/contracts/sessions.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

const settleMs = 250
const mostCases = '8'

/**
 * Cases by their words, asked for once somebody pauses in typing; what went wrong, in a sentence. Without words mine, and
 * in a pod, which opens its ticket's cases alone, all of them.
 */
export function useFoundCases(
  { api, host }: Pick<Pod, 'api' | 'host'>,
  words: string,
  mayAsk: boolean,
): { cases: readonly Session[]; problem: string | null } {
  const [found, setFound] = useState<{ cases: readonly Session[]; problem: string | null }>({
    cases: [],
    problem: null,
  })
  useEffect(() => {
    if (!mayAsk) return
    const life = new AbortController()
    const unasked = host.kind === 'pod' ? {} : { mine: 'true' as const }
    const query = { limit: mostCases, ...(words ? { q: words } : unasked) }
    const timer = setTimeout(async () => {
      try {
        const call = api.client['ai-sessions'].$get({ query }, { init: { signal: life.signal } })
        const { items, has } = await bodyOf(call)
        // beside acts and pages only what was really typed
        setFound({ cases: has === 'most' ? [] : items, problem: null })
      } catch (error) {
        if (!life.signal.aborted) setFound({ cases: [], problem: asProblem(error).message })
      }
    }, settleMs)
    return () => {
      clearTimeout(timer)
      life.abort()
    }
  }, [api, host, words, mayAsk])
  return found
}
