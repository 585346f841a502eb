import type { Fix, NewFixOutcome } from '../../shared/contracts/fixes.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { fixOptions } from '../../shared/fix-options.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Changes } from '../case/undo.ts'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { toast } from '../ui/Toasts.tsx'
import { meanwhile } from './fix-words.ts'

type Parts = {
  pod: Pick<Pod, 'api'>
  model: Pick<SessionModel, 'act' | 'revise' | 'detail' | 'session_id' | 'refresh'>
  acts: Pick<PanelActs, 'attempt' | 'forgive' | 'problems'>
  turn: Pick<TurnModel, 'answer'>
  changes: Pick<Changes, 'keep'>
}

/** What a person does with the suggested fix. What goes wrong stands in the card; that it stands otherwise now, above all. */
export type FixActs = {
  problems: PanelActs['problems']
  apply(fix: Fix): Promise<void>
  takeBack(fix: Fix): Promise<void>
  /** Where FlowPilot asks whether it helped, this is the answer. */
  say(fix: Fix, outcome: NewFixOutcome): Promise<void>
  /** The proposed outcome is none yet. */
  notYet(fix: Fix): Promise<void>
}

export function createFixActs({ pod, model, acts, turn, changes }: Parts): FixActs {
  const calls = pod.api.client['ai-sessions'][':id']['suggested-fixes'][':fix_id']
  const param = ({ id }: Fix) => ({ id: model.session_id, fix_id: id })
  const show = (fix: Fix) => model.revise((detail) => ({ ...detail, active_fix: standing(fix) }))
  const run = async (fix: Fix, send: () => Promise<Fix>): Promise<boolean> => {
    const isDone = await acts.attempt(fix.id, () =>
      model.act(
        (detail) => detail,
        async () => show(await send()),
      ),
    )
    const problem = acts.problems.peek()[fix.id]
    if (isDone || problem?.status !== 409) return isDone
    // decided elsewhere: the card follows, or is gone
    acts.forgive(fix.id)
    toast(meanwhile(problem.extra.current as Fix | undefined) ?? problem.message, { tone: 'bad' })
    return false
  }
  const takeBack = (fix: Fix) => run(fix, () => bodyOf(calls.apply.$delete({ param: param(fix) })))
  /** What FlowPilot asks now stands in the case; that nothing is left to ask has to be said. */
  const tellNext = async (status: NewFixOutcome['status']) => {
    const done = gone[status as keyof typeof gone]
    if (!done) return
    await model.refresh()
    const asked = model.detail.peek()?.questions.find(({ state }) => state === 'open')
    if (asked) announce(`${done}. FlowPilot asks: ${asked.text}`)
    else toast(`${done}. FlowPilot has no question left: write what you see.`)
  }
  return {
    problems: acts.problems,
    takeBack: async (fix) => void (await takeBack(fix)),
    apply: async (fix) => {
      if (!(await run(fix, () => bodyOf(calls.apply.$post({ param: param(fix) }))))) return
      const words = `Fix applied: ${fix.title}`
      const drop = changes.keep(words, () => {
        drop()
        return takeBack(fix)
      })
      // to be seen, the card says it and offers to take it back
      announce(words)
    },
    say: async (fix, outcome) => {
      const answer = answers[outcome.status as keyof typeof answers]
      if (fix.question_id && answer && isAsked(fix, model.detail.peek()))
        return turn.answer(fix.question_id, answer)
      const isSaid = await run(fix, () => bodyOf(calls.outcome.$patch({ param: param(fix), json: outcome })))
      if (isSaid) await tellNext(outcome.status)
    },
    notYet: async (fix) =>
      void (await run(fix, () => bodyOf(calls['ai-outcome-proposal'].$delete({ param: param(fix) })))),
  }
}

const answers = { applied_success: fixOptions.fixed, applied_failed: fixOptions.same } as const

const gone = { applied_failed: 'The fix did not work', dismissed: 'Fix dismissed' } as const

/** FlowPilot asks whether it helped: that question and the card take the same answer. */
export const isAsked = ({ question_id }: Fix, detail: SessionDetail | null): boolean =>
  detail?.questions.some(({ id, state }) => id === question_id && state === 'open') ?? false

const standing = (fix: Fix): Fix | null =>
  fix.superseded_at === null && fix.status !== 'dismissed' ? fix : null
