import { type ReadonlySignal, signal } from '@preact/signals'
import type { Handoff, Received, ResumeMode } from '../../shared/contracts/handoffs.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { handoffCalls } from './handoff-calls.ts'

/** What is done with a case that was handed on: picked up, taken back, its brief marked line by line. */
export type PickupModel = {
  busy: ReadonlySignal<ResumeMode | 'take_back' | null>
  /** What went wrong, the last time. */
  problem: ReadonlySignal<ApiProblem | null>
  /** True once the case is in the hands of whoever asked. */
  pickUp(mode: ResumeMode, additional_context?: string): Promise<boolean>
  takeBack(handoff: Handoff): Promise<boolean>
  /** At once on the screen; the same verdict again takes the mark away. */
  mark(handoff: Handoff, item: string, verdict: Received['verdict']): Promise<void>
}

export function createPickupModel(pod: Pick<Pod, 'api'>, session: SessionModel): PickupModel {
  const calls = handoffCalls(pod.api, session.session_id)
  const busy = signal<ResumeMode | 'take_back' | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const attempt = async (what: ResumeMode | 'take_back', send: () => Promise<SessionDetail>) => {
    if (busy.peek()) return false
    busy.value = what
    problem.value = null
    try {
      session.read(await send())
      return true
    } catch (error) {
      problem.value = asProblem(error)
      // who was faster stands in the case
      await session.refresh()
      return false
    } finally {
      busy.value = null
    }
  }
  return {
    busy,
    problem,
    pickUp: (resume_mode, additional_context = '') =>
      attempt(resume_mode, async () => {
        const { session: view } = await calls.pickUp({ resume_mode, additional_context })
        announce('The case is yours to work.')
        return view
      }),
    takeBack: (handoff) =>
      attempt('take_back', async () => {
        const view = await calls.takeBack(handoff.id)
        announce('The case is yours again.')
        return view
      }),
    mark: async (handoff, item, verdict) => {
      const isMarked = handoff.received.some((one) => one.item === item && one.verdict === verdict)
      const next = isMarked ? null : verdict
      problem.value = null
      try {
        await session.act(
          (detail) => withMark(detail, handoff.id, item, next),
          () => calls.receive(handoff.id, { item, verdict: next }),
        )
      } catch (error) {
        problem.value = asProblem(error)
      }
    },
  }
}

function withMark(
  detail: SessionDetail,
  id: string,
  item: string,
  verdict: Received['verdict'] | null,
): SessionDetail {
  const handoffs = detail.handoffs.map((each) => {
    if (each.id !== id) return each
    const others = each.received.filter((one) => one.item !== item)
    return { ...each, received: verdict ? [...others, { item, verdict }] : others }
  })
  return { ...detail, handoffs }
}
