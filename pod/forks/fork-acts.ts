import type { Fork, ForkPath } from '../../shared/contracts/forks.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { toast } from '../ui/Toasts.tsx'
import { chosenMeanwhile } from './fork-words.ts'

type Parts = {
  pod: Pick<Pod, 'api'>
  model: Pick<SessionModel, 'act' | 'read' | 'detail' | 'session_id'>
  acts: Pick<PanelActs, 'attempt' | 'forgive' | 'problems'>
}

export type ForkActs = {
  problems: PanelActs['problems']
  /** Walks this path from now on; the others stay. */
  take(fork: Fork, path: ForkPath): Promise<void>
}

export function createForkActs({ pod, model, acts }: Parts): ForkActs {
  const calls = pod.api.client['ai-sessions'][':id'].forks[':fork_id'].choice
  const send = async (fork: Fork, path: ForkPath) => {
    const json = { path_id: path.id, instead_of: fork.chosen?.path_id ?? null }
    const param = { id: model.session_id, fork_id: fork.id }
    model.read(await bodyOf(calls.$post({ param, json })))
  }
  return {
    problems: acts.problems,
    take: async (fork, path) => {
      const isDone = await acts.attempt(fork.id, () =>
        model.act(
          (detail) => detail,
          () => send(fork, path),
        ),
      )
      if (isDone) {
        const asked = model.detail.peek()?.questions.find(({ state }) => state === 'open')
        return announce(`Path taken: ${path.text}.${asked ? ` FlowPilot asks: ${asked.text}` : ''}`)
      }
      const problem = acts.problems.peek()[fork.id]
      if (problem?.code !== 'fork_chosen' && problem?.code !== 'fork_superseded') return
      // chosen or replaced elsewhere: the card follows, or is gone
      acts.forgive(fork.id)
      const current = problem.extra.current as Fork | undefined
      const words = problem.code === 'fork_chosen' && current ? chosenMeanwhile(current) : null
      toast(words ?? problem.message, { tone: 'bad' })
    },
  }
}
