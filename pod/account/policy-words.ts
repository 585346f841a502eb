import type { AiPolicy } from '../../shared/contracts/ai-policy.ts'

export const policyNames: Record<AiPolicy, string> = {
  off: 'Off',
  redacted: 'Without names',
  allowed: 'Allowed',
}

export const policies = Object.keys(policyNames) as AiPolicy[]

export const policyMeans: Record<AiPolicy, string> = {
  off: 'Nothing of a case leaves. The offline model answers.',
  redacted:
    'Names, hosts and addresses are replaced before the model reads them and put back in its answer. Pictures stay.',
  allowed: 'The model reads the case. Passwords, keys and codes are taken out first.',
}
