import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  notificationDetail,
  notificationPage,
  notificationPreferences,
  notificationPreferencesChange,
  notificationQuery,
  notificationsUpTo,
  unreadLeft,
} from '../../shared/contracts/notifications.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { changeNotificationPreferences, readNotificationPreferences } from './preferences.ts'
import {
  markNotificationsRead,
  markNotificationsSeen,
  markNotificationUnread,
  readNotification,
  readNotifications,
} from './read-notifications.ts'

const one = v.object({ id })

export const notificationRoutes = routes()
  .get(
    '/notifications',
    describe({
      summary: 'What I was told, newest first, and how much of it is unread.',
      answers: { 200: notificationPage },
    }),
    valid('query', notificationQuery),
    async (c) => c.json(await readNotifications(c.get('ctx'), c.req.valid('query'))),
  )
  .post(
    '/notifications/read',
    describe({
      summary: 'I read this one and all before it.',
      answers: { 200: unreadLeft },
    }),
    valid('json', notificationsUpTo),
    async (c) => {
      const which = { id: c.req.valid('json').up_to, and_before: true }
      return c.json(await markNotificationsRead(c.get('ctx'), which))
    },
  )
  .post(
    '/notifications/seen',
    describe({
      summary: 'A screen with the focus showed me this one and all before it; they stay unread.',
      answers: { 204: null },
    }),
    valid('json', notificationsUpTo),
    async (c) => {
      await markNotificationsSeen(c.get('ctx'), c.req.valid('json').up_to)
      return c.body(null, 204)
    },
  )
  .get(
    '/notifications/:id',
    describe({
      summary: 'One of mine, and whether I want the browser to say it.',
      answers: { 200: notificationDetail },
      problems: ['not_found'],
    }),
    valid('param', one),
    async (c) => c.json(await readNotification(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/notifications/:id/read',
    describe({ summary: 'I read it.', answers: { 200: unreadLeft }, problems: ['not_found'] }),
    valid('param', one),
    async (c) => {
      const which = { id: c.req.valid('param').id, and_before: false }
      return c.json(await markNotificationsRead(c.get('ctx'), which))
    },
  )
  .post(
    '/notifications/:id/unread',
    describe({
      summary: 'I read it, and keep it for later.',
      answers: { 200: unreadLeft },
      problems: ['not_found'],
    }),
    valid('param', one),
    async (c) => c.json(await markNotificationUnread(c.get('ctx'), c.req.valid('param').id)),
  )
  .get(
    '/me/notification-preferences',
    describe({
      summary: 'How I want to be told, beside the bell, and my quiet hours.',
      answers: { 200: notificationPreferences },
    }),
    async (c) => c.json(await readNotificationPreferences(c.get('ctx'))),
  )
  .patch(
    '/me/notification-preferences',
    describe({
      summary: 'Set how I want to be told; what is left out stays, `quiet` null: mail at any time.',
      answers: { 200: notificationPreferences },
    }),
    valid('json', notificationPreferencesChange),
    async (c) => c.json(await changeNotificationPreferences(c.get('ctx'), c.req.valid('json'))),
  )
