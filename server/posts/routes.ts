import * as v from 'valibot'
import { id } from '../../shared/contracts/common.ts'
import {
  newPostRequest,
  post,
  postDecision,
  postEvent,
  postQuery,
  postWithText,
  testNoteRequest,
} from '../../shared/contracts/posts.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { cancelPost } from './cancel.ts'
import { createPost } from './create-post.ts'
import { decide, retry } from './decide.ts'
import { lookNow } from './look-now.ts'
import { readHistory, readPost, readPosts } from './read-posts.ts'
import { postTestNote } from './test-note.ts'

const postId = v.object({ id })
const history = v.object({ items: v.array(postEvent), next_cursor: v.null() })
const postPage = v.object({ items: v.array(post), next_cursor: v.nullable(v.string()) })

export const postRoutes = routes()
  .get(
    '/',
    describe({ summary: 'The outbox, newest first.', answers: { 200: postPage } }),
    valid('query', postQuery),
    async (c) => c.json(await readPosts(c.get('ctx'), c.req.valid('query'))),
  )
  .post(
    '/',
    describe({
      summary: 'Book time, change a status or an assignment: one write that needs no update.',
      answers: { 202: post },
      problems: [
        'not_allowed',
        'write_off',
        'not_found',
        'not_your_ticket',
        'ticket_not_found',
        'confirmation_wanted',
        'leaks_open',
        'intent_key_reused',
        'no_connection',
        'invalid',
        'member_not_mapped',
        'write_not_possible',
        'too_often',
        'psa_unavailable',
      ],
    }),
    valid('json', newPostRequest),
    async (c) => c.json(await createPost(c.get('ctx'), c.req.valid('json')), 202),
  )
  .post(
    '/test-note',
    describe({
      summary: 'Post the internal note with which an admin tries a new connection.',
      answers: { 202: post },
      problems: [
        'not_allowed',
        'write_off',
        'not_your_ticket',
        'ticket_not_found',
        'intent_key_reused',
        'no_connection',
        'write_not_possible',
        'too_often',
        'psa_refused',
        'psa_keys_refused',
        'psa_busy',
        'psa_unavailable',
      ],
    }),
    valid('json', testNoteRequest),
    async (c) => c.json(await postTestNote(c.get('ctx'), c.req.valid('json')), 202),
  )
  .get(
    '/:id',
    describe({
      summary: 'One write to the PSA, its text, and what is known of it.',
      answers: { 200: postWithText },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', postId),
    async (c) => c.json(await readPost(c.get('ctx'), c.req.valid('param').id)),
  )
  .get(
    '/:id/history',
    describe({
      summary: 'What became of a post from the click on, oldest first.',
      answers: { 200: history },
      problems: ['not_found', 'not_your_ticket'],
    }),
    valid('param', postId),
    async (c) => c.json(await readHistory(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/cancel',
    describe({
      summary: 'Take a post back before it is sent.',
      answers: { 200: post },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'post_not_cancellable'],
    }),
    valid('param', postId),
    async (c) => c.json(await cancelPost(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/decision',
    describe({
      summary: 'Say what becomes of a post that needs a person, or failed.',
      answers: { 200: post },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'write_off',
        'post_not_waiting_for_decision',
        'post_is_in_ticket',
        'too_often',
        'invalid',
        'psa_unavailable',
      ],
    }),
    valid('param', postId),
    valid('json', postDecision),
    async (c) => c.json(await decide(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/:id/look',
    describe({
      summary: 'Look at the ticket now instead of at the planned time.',
      answers: { 200: post },
      problems: ['not_allowed', 'not_found', 'not_your_ticket', 'too_often'],
    }),
    valid('param', postId),
    async (c) => c.json(await lookNow(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/:id/retry',
    describe({
      summary: 'Send a rejected post once more, under the same reference.',
      answers: { 200: post },
      problems: [
        'not_allowed',
        'not_found',
        'not_your_ticket',
        'write_off',
        'post_not_rejected',
        'post_not_waiting_for_decision',
        'post_is_in_ticket',
        'too_often',
        'no_connection',
      ],
    }),
    valid('param', postId),
    async (c) => c.json(await retry(c.get('ctx'), c.req.valid('param').id)),
  )
