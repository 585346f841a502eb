import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  dayChange,
  dayMerge,
  dayReading,
  dayRemoval,
  daySending,
  daySplit,
  myDay,
  newDayEntry,
} from '../../shared/contracts/days.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { addEntry, changeEntries, mergeEntries, removeEntry, splitEntry } from './change-day.ts'
import { readDay } from './read-day.ts'
import { sendDay } from './send-day.ts'

const one = v.object({ id })

/** A person's own day, and nobody else's. */
export const dayRoutes = routes()
  .get(
    '/me/day',
    describe({
      summary: 'My day: proposed time entries, what I made of them, and what ConnectWise has already.',
      answers: { 200: myDay },
      problems: ['not_allowed', 'not_your_ticket'],
    }),
    valid('query', dayReading),
    async (c) => c.json(await readDay(c.get('ctx'), c.req.valid('query'))),
  )
  .patch(
    '/me/day',
    describe({
      summary: 'Change some entries of my day; what is left out stays.',
      answers: { 200: myDay },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'ticket_not_found',
        'revision_stale',
        'day_entry_sent',
        'invalid',
        'psa_unavailable',
      ],
    }),
    valid('json', dayChange),
    async (c) => c.json(await changeEntries(c.get('ctx'), c.req.valid('json'))),
  )
  .post(
    '/me/day/entries',
    describe({
      summary: 'Write down work that left no trace, as a call.',
      answers: { 200: myDay },
      problems: [
        'not_allowed',
        'not_your_ticket',
        'ticket_not_found',
        'revision_stale',
        'invalid',
        'psa_unavailable',
      ],
    }),
    valid('json', newDayEntry),
    async (c) => c.json(await addEntry(c.get('ctx'), c.req.valid('json'))),
  )
  .post(
    '/me/day/entries/:id/split',
    describe({
      summary: 'Divide an entry at a moment.',
      answers: { 200: myDay },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'revision_stale',
        'day_entry_sent',
        'invalid',
      ],
    }),
    valid('param', one),
    valid('json', daySplit),
    async (c) => c.json(await splitEntry(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/me/day/entries/:id/merge',
    describe({
      summary: 'Make one entry of two.',
      answers: { 200: myDay },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'revision_stale',
        'day_entry_sent',
        'invalid',
      ],
    }),
    valid('param', one),
    valid('json', dayMerge),
    async (c) => c.json(await mergeEntries(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .delete(
    '/me/day/entries/:id',
    describe({
      summary: 'Take an entry off my day; its time is not proposed again.',
      answers: { 200: myDay },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'revision_stale', 'day_entry_sent'],
    }),
    valid('param', one),
    valid('query', dayRemoval),
    async (c) => c.json(await removeEntry(c.get('ctx'), c.req.valid('param').id, c.req.valid('query'))),
  )
  .post(
    '/me/day/send',
    describe({
      summary:
        'Send entries to ConnectWise, each once. 422 names the `entries` that overlap, or lack ticket or work type.',
      answers: { 200: myDay },
      problems: [
        'not_allowed',
        'not_your_ticket',
        'revision_stale',
        'day_overlaps',
        'day_entry_unready',
        'member_not_mapped',
        'no_connection',
        'write_off',
        'psa_refused',
        'psa_unavailable',
      ],
    }),
    valid('json', daySending),
    async (c) => c.json(await sendDay(c.get('ctx'), c.req.valid('json'))),
  )
