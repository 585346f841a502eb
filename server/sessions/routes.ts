import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import { factStatus } from '../../shared/contracts/facts.ts'
import { needList } from '../../shared/contracts/needs.ts'
import { sessionPage, sessionQuery } from '../../shared/contracts/session-lists.ts'
import { newSession, session, sessionDetail, triageChange } from '../../shared/contracts/sessions.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { causeRoutes } from './cause-routes.ts'
import { changeTriage } from './change-triage.ts'
import { createSession } from './create-session.ts'
import { factRoutes } from './fact-routes.ts'
import { fixRoutes } from './fix-routes.ts'
import { caseFlowRoutes } from './flow-routes.ts'
import { forkRoutes } from './fork-routes.ts'
import { listSessions } from './list-sessions.ts'
import { listNeeds } from './needs/list-needs.ts'
import { pauseRoutes } from './pause-routes.ts'
import { sessionDetail as readDetail } from './session-detail.ts'
import { taskRoutes } from './task-routes.ts'
import { ticketOfCaseRoutes } from './ticket-routes.ts'
import { turnRoutes } from './turn-routes.ts'

const one = v.object({ id })
const nullable = v.optional(v.nullable(v.string()))
const triageView = v.object({
  id,
  state_version: v.number(),
  client_name: nullable,
  asset_name: nullable,
  issue_category: nullable,
  triage_hypothesis: nullable,
  evidence_items: v.optional(v.array(v.object({ text: v.string(), status: factStatus }))),
})

export const sessionRoutes = routes()
  .post(
    '/',
    describe({
      summary: 'Start a case from words, from a ticket, or from both. The first turn is the next call.',
      answers: { 201: session },
      problems: [
        'not_allowed',
        'not_your_ticket',
        'case_already_open',
        'invalid',
        'no_connection',
        'secret_key_missing',
        'too_often',
      ],
    }),
    valid('json', newSession),
    async (c) => c.json(await createSession(c.get('ctx'), c.req.valid('json')), 201),
  )
  .get(
    '/',
    describe({
      summary:
        'Cases of the account, newest first; of a search, those found by their names before those found by a fact, and these before those found by a message. A search for words that most cases have looks at some thousand cases for one page, which may be short; as long as there is a cursor, there are more. Where no case has all words, one page of those that have most of them.',
      answers: { 200: sessionPage },
    }),
    valid('query', sessionQuery),
    async (c) => c.json(await listSessions(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/needs',
    describe({
      summary:
        'What waits for me, at most fifty: clients who wrote last, my posts that need somebody, cases whose turn is mine, and such as rest for days. No model takes part.',
      answers: { 200: needList },
    }),
    async (c) => c.json(await listNeeds(c.get('ctx'))),
  )
  .get(
    '/:id',
    describe({
      summary: 'A case with everything a surface shows of it.',
      answers: { 200: sessionDetail },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', one),
    async (c) => c.json(await readDetail(c.get('ctx'), c.req.valid('param').id)),
  )
  .patch(
    '/:id/triage',
    describe({
      summary: 'Type header fields. Null clears one and gives it back to FlowPilot.',
      answers: { 200: triageView },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'case_closed', 'invalid'],
    }),
    valid('param', one),
    valid('json', triageChange),
    async (c) => c.json(await changeTriage(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .route('/', turnRoutes)
  .route('/', taskRoutes)
  .route('/', factRoutes)
  .route('/', causeRoutes)
  .route('/', pauseRoutes)
  .route('/', ticketOfCaseRoutes)
  .route('/', fixRoutes)
  .route('/', forkRoutes)
  .route('/', caseFlowRoutes)
