import type { Role } from '../../shared/contracts/accounts.ts'
import type { PasswordLink, Person } from '../../shared/contracts/people.ts'
import type { SignInRules } from '../../shared/contracts/sign-in.ts'

/** What each role may do, in a line. */
export const roleWords: Record<Role, string> = {
  viewer: 'reads cases',
  engineer: 'works cases',
  admin: 'also connections, templates, people',
  owner: 'also admins, owners and sign-in rules',
}

export const roleName = (role: Role) => role.slice(0, 1).toUpperCase() + role.slice(1)

/** How somebody gets in and whether they can; `null` where there is nothing to say. */
export function stateWords(person: Person): { text: string; tone: 'muted' | 'amber'; at: string | null } {
  if (!person.active) return { text: 'switched off', tone: 'muted', at: null }
  if (person.invited)
    return person.link_expires_at
      ? { text: 'invited, link works until', tone: 'muted', at: person.link_expires_at }
      : { text: 'invited, the link ran out', tone: 'amber', at: null }
  if (person.link_expires_at)
    return { text: 'reset sent, works until', tone: 'muted', at: person.link_expires_at }
  if (person.last_seen_at) return { text: 'last here', tone: 'muted', at: person.last_seen_at }
  return {
    text: person.has_password ? 'never signed in here' : 'through ConnectWise',
    tone: 'muted',
    at: null,
  }
}

export function linkWords(link: PasswordLink, who: string): string {
  if (link.delivery === 'mailed') return `The link went to ${who}.`
  return link.mail_failed
    ? `The mail could not be sent. Give ${who} this link yourself; it is shown only now.`
    : `Give ${who} this link; it is shown only now.`
}

export type FactorRules = Pick<SignInRules, 'second_factor_required' | 'sso_only'>

/** What somebody without their second factor signs in with; the rules are null until they are read. */
export function factorWords(rules: FactorRules | null): string {
  if (rules === null) return 'Codes of their authenticator count no more.'
  if (rules.sso_only) return 'Codes of their authenticator count no more; passwords sign nobody in here.'
  return rules.second_factor_required
    ? 'At their next sign-in their password lets them set up another, and no further.'
    : 'Their password alone lets them in, until they set up another.'
}
