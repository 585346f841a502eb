import {
  communicationTemplates,
  communicationTemplatesChange,
} from '../../shared/contracts/communication-templates.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeTemplates, readTemplates } from './change-templates.ts'

export const templateRoutes = routes()
  .get(
    '/accounts/me/communication-templates',
    describe({ summary: 'How the account’s updates are worded.', answers: { 200: communicationTemplates } }),
    async (c) => c.json(await readTemplates(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/communication-templates',
    describe({
      summary: 'Set how the account’s updates are worded; what is left out stays, null is the default.',
      answers: { 200: communicationTemplates },
      problems: ['not_allowed', 'invalid'],
    }),
    valid('json', communicationTemplatesChange),
    async (c) => c.json(await changeTemplates(c.get('ctx'), c.req.valid('json'))),
  )
