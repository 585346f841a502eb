import { useSignal } from '@preact/signals'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { type Intake, startCase } from './start-case.ts'

/** One start at a time; what was refused stands beside the button. */
export function useStart(onOpen: (sessionId: string) => void) {
  const { api } = usePod()
  const busy = useSignal(false)
  const problem = useSignal<ApiProblem | null>(null)
  const start = async (intake: Intake): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      onOpen(await startCase(api, intake))
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { start, busy, problem }
}
