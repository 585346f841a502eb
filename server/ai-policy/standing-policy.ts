import { type AiPolicy, aiPolicies, type CaseAiPolicy } from '../../shared/contracts/ai-policy.ts'
import type { PolicyRow } from './queries.ts'

/** What holds in a case. One that was redacted once stays so: its history holds what stands for the names. */
export function standingPolicy({
  usual,
  policy,
  client_name,
  reason,
  was_redacted,
}: PolicyRow): CaseAiPolicy {
  const chosen = policy ?? usualOf(usual)
  return {
    policy: chosen === 'allowed' && was_redacted ? 'redacted' : chosen,
    client_name: policy ? client_name : null,
    reason: (policy && reason) || '',
  }
}

/** A value that cannot be read lets nothing out. */
export function usualOf(stored: string | null): AiPolicy {
  if (stored === null) return 'allowed'
  return aiPolicies.find((one) => one === stored) ?? 'off'
}
