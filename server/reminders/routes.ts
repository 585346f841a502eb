import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  newReminder,
  promisesQuery,
  reminder,
  reminderChange,
  updatePromises,
} from '../../shared/contracts/reminders.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { cancelReminder } from './cancel.ts'
import { readPromises } from './read-promises.ts'
import { moveReminder, setReminder } from './set-reminder.ts'

const inCase = v.object({ id })
const oneOfCase = v.object({ id, reminder_id: id })

export const reminderRoutes = routes()
  .get(
    '/:id/updates/:update_id/promises',
    describe({
      summary: 'What the text of an update promises by a time that is still to come, the soonest first.',
      answers: { 200: updatePromises },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', v.object({ id, update_id: id })),
    valid('query', promisesQuery),
    async (c) => {
      const { id: sessionId, update_id } = c.req.valid('param')
      const { time_zone } = c.req.valid('query')
      return c.json(await readPromises(c.get('ctx'), sessionId, update_id, time_zone))
    },
  )
  .post(
    '/:id/reminders',
    describe({
      summary:
        'Be told when an update of a case is due: in the bell, by an event and, where wanted, outside.',
      answers: { 201: reminder },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'invalid',
        'reminder_time',
        'too_many_reminders',
      ],
    }),
    valid('param', inCase),
    valid('json', newReminder),
    async (c) => c.json(await setReminder(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .patch(
    '/:id/reminders/:reminder_id',
    describe({
      summary: 'Another time for a reminder; one that fired or was cancelled waits again.',
      answers: { 200: reminder },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'case_closed',
        'invalid',
        'reminder_time',
        'too_many_reminders',
      ],
    }),
    valid('param', oneOfCase),
    valid('json', reminderChange),
    async (c) => {
      const { id: sessionId, reminder_id } = c.req.valid('param')
      return c.json(await moveReminder(c.get('ctx'), sessionId, reminder_id, c.req.valid('json')))
    },
  )
  .delete(
    '/:id/reminders/:reminder_id',
    describe({
      summary: 'Cancel a reminder. It stays with the case, as cancelled.',
      answers: { 200: reminder },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed'],
    }),
    valid('param', oneOfCase),
    async (c) => {
      const { id: sessionId, reminder_id } = c.req.valid('param')
      return c.json(await cancelReminder(c.get('ctx'), sessionId, reminder_id))
    },
  )
