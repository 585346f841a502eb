import type { Fork, ForkPath } from '../../shared/contracts/forks.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Changes } from '../case/undo.ts'
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
  changes: Pick<Changes, 'keep'>
}

export type ForkActs = {
  problems: PanelActs['problems']
  /** Walks this path from now on; the others stay. Mod+Z goes back to how the fork stood. */
  take(fork: Fork, path: ForkPath): Promise<void>
}

export function createForkActs({ pod, model, acts, changes }: Parts): ForkActs {
  const calls = pod.api.client['ai-sessions'][':id'].forks[':fork_id'].choice
  const param = ({ id }: Fork) => ({ id: model.session_id, fork_id: id })
  /** `path` null: none is taken any more. */
  type Choice = { path: ForkPath | null; instead_of: string | null }
  const send = async (fork: Fork, { path, instead_of }: Choice) =>
    model.read(
      await (path
        ? bodyOf(calls.$post({ param: param(fork), json: { path_id: path.id, instead_of } }))
        : bodyOf(calls.$delete({ param: param(fork) }))),
    )
  const choose = async (fork: Fork, choice: Choice): Promise<boolean> => {
    const isDone = await acts.attempt(fork.id, () =>
      model.act(
        (detail) => detail,
        () => send(fork, choice),
      ),
    )
    const problem = acts.problems.peek()[fork.id]
    if (isDone || problem?.status !== 409 || !problem.code.startsWith('fork_')) return isDone
    // chosen, replaced or walked on elsewhere: the card follows, or is gone
    acts.forgive(fork.id)
    const current = problem.extra.current as Fork | undefined
    const words = problem.code === 'fork_chosen' && current ? chosenMeanwhile(current) : null
    toast(words ?? problem.message, { tone: 'bad' })
    return false
  }
  return {
    problems: acts.problems,
    take: async (fork, path) => {
      const before = fork.paths.find(({ id }) => id === fork.chosen?.path_id) ?? null
      if (!(await choose(fork, { path, instead_of: before?.id ?? null }))) return
      const words = `Path taken: ${path.text}`
      const drop = changes.keep(words, () => {
        drop()
        return choose(fork, { path: before, instead_of: path.id })
      })
      const asked = model.detail.peek()?.questions.find(({ state }) => state === 'open')
      announce(`${words}.${asked ? ` FlowPilot asks: ${asked.text}` : ''}`)
    },
  }
}
