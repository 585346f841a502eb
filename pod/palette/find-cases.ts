import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../shared/contracts/sessions.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

const settleMs = 250
const mostCases = '8'

/** Cases by their words, asked for once somebody pauses in typing; what went wrong, in a sentence. */
export function useFoundCases(
  { api }: Pick<Pod, 'api'>,
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
    const query = { limit: mostCases, ...(words ? { q: words } : { mine: 'true' as const }) }
    const timer = setTimeout(async () => {
      try {
        const call = api.client['ai-sessions'].$get({ query }, { init: { signal: life.signal } })
        setFound({ cases: (await bodyOf(call)).items, problem: null })
      } catch (error) {
        if (!life.signal.aborted) setFound({ cases: [], problem: asProblem(error).message })
      }
    }, settleMs)
    return () => {
      clearTimeout(timer)
      life.abort()
    }
  }, [api, words, mayAsk])
  return found
}
