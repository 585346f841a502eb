import type { Changes } from '../case/undo.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { dismissToast, toast } from '../ui/Toasts.tsx'

type Parts = {
  pod: Pick<Pod, 'api'>
  session: Pick<SessionModel, 'act' | 'read' | 'session_id'>
  changes: Pick<Changes, 'keep'>
}

/** Another flow leads from now on (null: none); for a few seconds, and with Mod+Z, the one before can have it back. */
export async function chooseFlow(
  { pod, session, changes }: Parts,
  chosen: { key: string | null; name: string },
): Promise<void> {
  const one = pod.api.client['ai-sessions'][':id'].flow
  const param = { id: session.session_id }
  const show = (send: () => ReturnType<SessionModel['calls']['read']>) =>
    session.act(
      (detail) => detail,
      async () => session.read(await send()),
    )
  await show(() => bodyOf(one.$put({ param, json: { key: chosen.key } })))
  const words = chosen.key ? `“${chosen.name}” leads now` : 'No flow leads now'
  const undo = async () => {
    drop()
    dismissToast(toastId)
    try {
      await show(() => bodyOf(one.$delete({ param })))
      return true
    } catch (error) {
      toast(asProblem(error).message, { tone: 'bad' })
      return false
    }
  }
  const drop = changes.keep(words, undo)
  const toastId = toast(words, { tone: 'good', action: { label: 'Undo', onPress: undo } })
}
