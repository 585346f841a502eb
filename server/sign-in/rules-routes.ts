import { domainPath, signInRules, signInRulesChange } from '../../shared/contracts/sign-in.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { checkDomain } from './check-domain.ts'
import { changeSignInRules, readSignInRules } from './sign-in-rules.ts'

/** How people get into the account. */
export const signInRulesRoutes = routes()
  .get(
    '/accounts/me/sign-in',
    describe({
      summary: 'How people get into the account.',
      answers: { 200: signInRules },
      problems: ['not_allowed'],
    }),
    async (c) => c.json(await readSignInRules(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/sign-in',
    describe({
      summary: 'Set how people get in; what is left out stays. Owners only.',
      answers: { 200: signInRules },
      problems: ['malformed', 'not_allowed', 'invalid', 'sso_not_ready', 'sso_refused', 'sso_unavailable'],
    }),
    valid('json', signInRulesChange),
    async (c) => c.json(await changeSignInRules(c.get('ctx'), c.req.valid('json'))),
  )
  .post(
    '/accounts/me/sign-in/domains/:domain/check',
    describe({
      summary: 'Look for the TXT record of a claimed domain; with it the domain counts.',
      answers: { 200: signInRules },
      problems: ['malformed', 'not_allowed', 'not_found', 'domain_not_proved', 'domain_taken', 'too_often'],
    }),
    valid('param', domainPath),
    async (c) => c.json(await checkDomain(c.get('ctx'), c.req.valid('param').domain)),
  )
