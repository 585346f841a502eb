import * as v from 'valibot'
import { colleague } from '../../shared/contracts/accounts.ts'
import {
  accountPreferences,
  accountPreferencesChange,
  personPreferences,
  personPreferencesChange,
} from '../../shared/contracts/preferences.ts'
import { writeRights, writeRightsChange } from '../../shared/contracts/write-rights.ts'
import { may, tx } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { listColleagues } from './me-queries.ts'
import { changeOwnPreferences, readOwnPreferences } from './own-preferences.ts'
import { changePreferences, readPreferences } from './preferences.ts'
import { changeWriteRights, readWriteRights } from './write-rights.ts'

export const accountRoutes = routes()
  .get(
    '/accounts/me/users',
    describe({
      summary: 'My colleagues.',
      answers: { 200: v.object({ items: v.array(colleague), next_cursor: v.null() }) },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      may(ctx, 'read')
      return c.json({ items: await tx(ctx, listColleagues), next_cursor: null })
    },
  )
  .get(
    '/accounts/me/preferences',
    describe({ summary: 'Preferences of the account.', answers: { 200: accountPreferences } }),
    async (c) => c.json(await readPreferences(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/preferences',
    describe({
      summary: 'Set preferences of the account; what is left out stays, null is the default.',
      answers: { 200: accountPreferences },
      problems: ['not_allowed', 'invalid'],
    }),
    valid('json', accountPreferencesChange),
    async (c) => c.json(await changePreferences(c.get('ctx'), c.req.valid('json'))),
  )
  .get(
    '/me/preferences',
    describe({ summary: 'My own preferences.', answers: { 200: personPreferences } }),
    async (c) => c.json(await readOwnPreferences(c.get('ctx'))),
  )
  .patch(
    '/me/preferences',
    describe({
      summary: 'Set preferences of my own; what is left out stays, null is the default.',
      answers: { 200: personPreferences },
    }),
    valid('json', personPreferencesChange),
    async (c) => c.json(await changeOwnPreferences(c.get('ctx'), c.req.valid('json'))),
  )
  .get(
    '/accounts/me/write-rights',
    describe({ summary: 'Who may write what into the PSA.', answers: { 200: writeRights } }),
    async (c) => c.json(await readWriteRights(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/write-rights',
    describe({
      summary: 'Set who may write what into the PSA; what is left out stays.',
      answers: { 200: writeRights },
      problems: ['not_allowed', 'invalid'],
    }),
    valid('json', writeRightsChange),
    async (c) => c.json(await changeWriteRights(c.get('ctx'), c.req.valid('json'))),
  )
