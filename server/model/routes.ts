import { modelStatus } from '../../shared/contracts/model.ts'
import { describe, routes } from '../http/routes.ts'
import { readModelStatus } from './read-model-status.ts'

export const modelRoutes = routes().get(
  '/accounts/me/model',
  describe({
    summary: 'Which model answers, whether it works, what it has cost this account. For admins.',
    answers: { 200: modelStatus },
    problems: ['not_allowed'],
  }),
  async (c) => c.json(await readModelStatus(c.get('ctx'))),
)
