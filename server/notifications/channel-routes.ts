import * as v from 'valibot'
import {
  channel,
  channelChange,
  channelList,
  channelTest,
  newChannel,
} from '../../shared/contracts/channels.ts'
import { id } from '../../shared/contracts/common.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeChannel, createChannel, readChannels, removeChannel, testChannel } from './channels.ts'

const one = v.object({ id })

/** Rooms of Slack and Teams that hear of escalations. */
export const channelRoutes = routes()
  .get(
    '/integrations/channels',
    describe({
      summary: 'Rooms of Slack and Teams that the account is told in, without their addresses.',
      answers: { 200: channelList },
      problems: ['not_allowed'],
    }),
    async (c) => c.json({ items: await readChannels(c.get('ctx')), next_cursor: null }),
  )
  .post(
    '/integrations/channels',
    describe({
      summary: 'Add a room: hooks.slack.com, or the address of a Teams workflow.',
      answers: { 201: channel },
      problems: ['not_allowed', 'invalid', 'too_many_channels'],
    }),
    valid('json', newChannel),
    async (c) => c.json(await createChannel(c.get('ctx'), c.req.valid('json')), 201),
  )
  .patch(
    '/integrations/channels/:id',
    describe({
      summary: 'Rename a room, or give it another address.',
      answers: { 200: channel },
      problems: ['not_allowed', 'not_found', 'invalid'],
    }),
    valid('param', one),
    valid('json', channelChange),
    async (c) => c.json(await changeChannel(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .delete(
    '/integrations/channels/:id',
    describe({
      summary: 'Remove a room; what waits for it is not sent.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_found'],
    }),
    valid('param', one),
    async (c) => {
      await removeChannel(c.get('ctx'), c.req.valid('param').id)
      return c.body(null, 204)
    },
  )
  .post(
    '/integrations/channels/:id/test',
    describe({
      summary: 'Send a word into the room now; says why it was not taken.',
      answers: { 200: channelTest },
      problems: ['not_allowed', 'not_found', 'too_often'],
    }),
    valid('param', one),
    async (c) => c.json(await testChannel(c.get('ctx'), c.req.valid('param').id)),
  )
