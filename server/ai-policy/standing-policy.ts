import { type AiPolicy, aiPolicies, type CaseAiPolicy } from '../../shared/contracts/ai-policy.ts'
import type { PolicyRow } from './queries.ts'

const unread = 'Its ticket is not at hand, so it is not known whose it is.'

/** What holds in a case. One that was redacted once stays so: its history holds what stands for the names. */
export function standingPolicy(row: PolicyRow): CaseAiPolicy {
  const { is_unread, policy, client_name, was_redacted } = row
  const usual = usualOf(row.usual)
  const chosen = is_unread ? stricter(policy ?? usual, usual) : (policy ?? usual)
  const isOwn = client_name !== null && chosen === policy
  return {
    policy: chosen === 'allowed' && was_redacted ? 'redacted' : chosen,
    client_name: isOwn ? client_name : null,
    reason: isOwn ? (row.reason ?? '') : is_unread && chosen !== usual ? unread : '',
  }
}

const stricter = (a: AiPolicy, b: AiPolicy): AiPolicy =>
  aiPolicies.indexOf(a) < aiPolicies.indexOf(b) ? a : b

/** A value that cannot be read lets nothing out. */
export function usualOf(stored: string | null): AiPolicy {
  if (stored === null) return 'allowed'
  return aiPolicies.find((one) => one === stored) ?? 'off'
}
