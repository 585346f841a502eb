import { signal } from '@preact/signals'
import type { PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { EscalateModel } from './escalate-model.ts'
import { writeBrief } from './write-brief.ts'

type Brief = Pick<EscalateModel, 'preview' | 'coming' | 'unwritten' | 'write' | 'stop'>

/** The brief of a case as the next engineer will read it, written while somebody looks on. */
export function createBrief(pod: Pick<Pod, 'api'>, { session_id, detail }: SessionModel): Brief {
  const preview = signal<PackagePreview | null>(null)
  const coming = signal<string | null>(null)
  const unwritten = signal<ApiProblem | null>(null)
  let running: AbortController | null = null
  const write = async () => {
    const isWhole = preview.peek()?.brief.kind === 'model'
    if (isWhole && preview.peek()?.state_version === detail.peek()?.state_version) return
    running?.abort()
    const own = new AbortController()
    running = own
    coming.value = ''
    unwritten.value = null
    try {
      await writeBrief(
        pod,
        session_id,
        (news) => {
          if (running !== own) return
          if ('words' in news) coming.value = news.words
          else preview.value = 'basic' in news ? news.basic : news.whole
        },
        own.signal,
      )
    } catch (error) {
      if (running === own && !own.signal.aborted) unwritten.value = asProblem(error)
    } finally {
      if (running === own) coming.value = null
    }
  }
  return {
    preview,
    coming,
    unwritten,
    write,
    stop: () => {
      running?.abort()
      running = null
      coming.value = null
    },
  }
}
