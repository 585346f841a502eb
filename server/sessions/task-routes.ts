import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { newTask, task, taskChange } from '../../shared/contracts/tasks.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { addTask } from './add-task.ts'
import { changeTask } from './change-task.ts'
import { removeTask } from './remove-task.ts'

const oneSession = v.object({ id })
const oneTask = v.object({ id, task_id: id })

export const taskRoutes = routes()
  .post(
    '/:id/tasks',
    describe({
      summary: 'Add a step, last in the list.',
      answers: { 201: task },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'invalid'],
    }),
    valid('param', oneSession),
    valid('json', newTask),
    async (c) => c.json(await addTask(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .patch(
    '/:id/tasks/:task_id',
    describe({
      summary:
        'Tick, skip, word, move a step, or record what it showed. A stale revision answers the current one.',
      answers: { 200: task },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'revision_stale', 'case_closed'],
    }),
    valid('param', oneTask),
    valid('json', taskChange),
    async (c) => {
      const { id, task_id } = c.req.valid('param')
      return c.json(await changeTask(c.get('ctx'), id, task_id, c.req.valid('json')))
    },
  )
  .delete(
    '/:id/tasks/:task_id',
    describe({
      summary: 'Take a step off the list.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed'],
    }),
    valid('param', oneTask),
    async (c) => {
      const { id, task_id } = c.req.valid('param')
      await removeTask(c.get('ctx'), id, task_id)
      return c.body(null, 204)
    },
  )
