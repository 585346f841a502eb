import { signal } from '@preact/signals'
import type * as v from 'valibot'
import type { SignInRules, signInRulesChange } from '../../shared/contracts/sign-in.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'

export type RulesInput = v.InferInput<typeof signInRulesChange>

/** How people get into the account. `busy` names what is being saved. */
export function createSignInModel({ api }: Pod) {
  const rules = signal<SignInRules | null>(null)
  const problem = signal<ApiProblem | null>(null)
  /** Which act failed, so that the reason stands beside it. */
  const failed = signal<string | null>(null)
  const busy = signal<string | null>(null)
  const root = api.client.accounts.me['sign-in']

  const act = async (what: string, work: () => Promise<SignInRules>): Promise<boolean> => {
    if (busy.value !== null) return false
    busy.value = what
    problem.value = null
    failed.value = null
    try {
      rules.value = await work()
      return true
    } catch (error) {
      problem.value = asProblem(error)
      failed.value = what
      return false
    } finally {
      busy.value = null
    }
  }
  return {
    rules,
    problem,
    failed,
    busy,
    load: () => act('load', () => bodyOf(root.$get())),
    save: (what: string, json: RulesInput) => act(what, () => bodyOf(root.$patch({ json }))),
    /** Throws ApiProblem: the form shows it. */
    keep: async (json: RulesInput): Promise<void> => {
      rules.value = await bodyOf(root.$patch({ json }))
    },
    check: (domain: string) =>
      act(domain, () => bodyOf(root.domains[':domain'].check.$post({ param: { domain } }))),
  }
}
export type SignInModel = ReturnType<typeof createSignInModel>

/** The list with this domain, or without it; the server does what differs from the list that was read, no more. */
export function domainChange(
  { domains }: Pick<SignInRules, 'domains'>,
  change: { added: string } | { gone: string },
): RulesInput {
  const known_domains = domains.map(({ domain }) => domain)
  return {
    known_domains,
    domains:
      'added' in change
        ? [...known_domains, change.added]
        : known_domains.filter((domain) => domain !== change.gone),
  }
}
