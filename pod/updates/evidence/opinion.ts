import type { Signal } from '@preact/signals'
import type { Doubt, SecondOpinion } from '../../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import type { Update } from '../../../shared/contracts/updates.ts'
import { bodyOf } from '../../line/api.ts'
import type { Pod } from '../../pod.ts'

/** What a fast model thinks, from when it is asked: `of` which text, `dismissed` the sentences whose doubt was put away. */
export type OpinionOf = Signal<
  (SecondOpinion & { of: string; isAsked: boolean; dismissed: readonly string[] }) | null
>

/** Whether a model outside is there and may read this case. */
export const mayHaveOpinion = ({ me }: Pick<Pod, 'me'>, detail: SessionDetail | null): boolean =>
  me.value?.model.kind === 'anthropic' && detail?.ai_policy.policy !== 'off'

/** Asks a fast model about a draft. It is advice: a failure is no more than none given. */
export async function askOpinion(
  { api }: Pick<Pod, 'api'>,
  session_id: string,
  { update_id, content: of }: Pick<Update, 'update_id' | 'content'>,
  opinion: OpinionOf,
): Promise<void> {
  if (opinion.peek()?.isAsked) return
  const none = { doubts: null }
  opinion.value = { ...none, of, isAsked: true, dismissed: [] }
  const ask = api.client['ai-sessions'][':id'].updates[':update_id']['second-opinion'].$post
  const given = await bodyOf(ask({ param: { id: session_id, update_id } })).catch(() => none)
  opinion.value = { ...given, of, isAsked: false, dismissed: [] }
}

/** What of it still counts: of sentences that stand in the text as they were, and that nobody put away. */
export function doubtsIn(opinion: OpinionOf, content: string): Doubt[] {
  const { doubts, dismissed = [] } = opinion.value ?? {}
  return (doubts ?? []).filter(({ sentence }) => !dismissed.includes(sentence) && content.includes(sentence))
}

export function dismissDoubt(opinion: OpinionOf, sentence: string): void {
  const { value } = opinion
  if (value) opinion.value = { ...value, dismissed: [...value.dismissed, sentence] }
}
