import { ShieldCheck } from 'lucide-preact'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'

/** What a model outside may not read of this client, and why. */
export function PolicyLine({ ai_policy: { policy, client_name, reason } }: Pick<SessionDetail, 'ai_policy'>) {
  const whose = client_name ?? 'this client'
  const words = policy === 'off' ? `No model outside for ${whose}` : `Names of ${whose} stay here`
  return (
    <p class="flex-none flex items-center gap-6px min-h-24px px-3 wide:px-5 b-b b-b-solid b-line meta">
      <Icon of={ShieldCheck} size={12} />
      <span class="cut">{stripHidden(reason ? `${words}: ${reason}` : words)}</span>
    </p>
  )
}
