import { randomUUID } from 'node:crypto'
import type { PostState } from '../shared/contracts/post-states.ts'
import type { Post } from '../shared/contracts/posts.ts'
import type { Session, SessionDetail } from '../shared/contracts/sessions.ts'
import type { Audience, Update, UpdateLength } from '../shared/contracts/updates.ts'
import { until } from './stage.ts'

export type Answer<T = unknown> = { status: number; body: T }

/** The HTTP contract as one signed-in person meets it, on whichever of the servers. */
export type Api = {
  token: string
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  /** The body of a 2xx; anything else throws with what was answered. */
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
}

const password = 'flowpilot-demo'

export async function signIn(app: string, email: string): Promise<Api> {
  const answer = await call<{ access_token: string }>(app, '', 'POST', '/auth/login', { email, password })
  if (answer.status !== 200) throw new Error(`${email} was not signed in: ${JSON.stringify(answer)}`)
  return apiAt(app, answer.body.access_token)
}

/** The same person at another server of the same database. */
export function apiAt(app: string, token: string): Api {
  const whole = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(app, token, method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.body
  }
  return {
    token,
    ask: (method, path, body) => call(app, token, method, path, body),
    get: (path) => whole('GET', path),
    post: (path, body) => whole('POST', path, body ?? {}),
  }
}

async function call<T>(
  app: string,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> {
  const response = await fetch(`${app}/api/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
}

/** A case on a ticket after two exchanges, so that updates can be shared. */
export async function workedCase(api: Api, ticketId: string): Promise<SessionDetail> {
  const { id } = await api.post<Session>('/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: ticketId,
  })
  await api.post(`/ai-sessions/${id}/messages`, { content: '' })
  for (let round = 0; round < 2; round++) {
    const { questions } = await api.get<SessionDetail>(`/ai-sessions/${id}`)
    const open = questions.find(({ state }) => state === 'open')
    const reply = open?.options?.[0]
    await api.post(
      `/ai-sessions/${id}/messages`,
      open && reply
        ? { content: reply, answers: open.id }
        : { content: `It began yesterday afternoon, seen ${round + 1} times.` },
    )
  }
  return api.get<SessionDetail>(`/ai-sessions/${id}`)
}

export function draftUpdate(
  api: Api,
  sessionId: string,
  audience: Audience = 'ticket_notes',
  length: UpdateLength = 'detailed',
): Promise<Update> {
  return api.post<Update>(`/ai-sessions/${sessionId}/status-update`, { audience, length })
}

export const newKey = () => randomUUID()

/** A click on Post, at whichever server. */
export function clickPost(api: Api, update: Update, sessionId: string, intent_key = newKey()): Promise<Post> {
  return api.post<Post>(`/ai-sessions/${sessionId}/updates/${update.update_id}/post`, { intent_key })
}

/** Waits until the post is in this state and answers it; says where it stayed otherwise. */
export async function postIn(api: Api, id: string, state: PostState, limitMs = 20_000): Promise<Post> {
  let post = await api.get<Post>(`/posts/${id}`)
  await until(async () => {
    post = await api.get<Post>(`/posts/${id}`)
    return post.state === state
  }, limitMs).catch(() => {
    throw new Error(`The post is ${post.state}, not ${state}: ${post.explanation}`)
  })
  return post
}
