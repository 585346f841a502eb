import { batch } from '@preact/signals'
import type { Audience, CheckedUpdate, Update, UpdateLength } from '../../shared/contracts/updates.ts'
import { bodyOf, readEvents } from '../line/api.ts'
import { ApiProblem, asProblem, problemFrom } from '../line/api-problem.ts'
import type { KeptDraft } from './kept-draft.ts'
import { createUpdateActs } from './update-acts.ts'
import { createUpdateState, type PostsOfCase, type Reach } from './update-state.ts'

/** A new draft right after one is mostly a slip of the hand; the server refuses it too. */
export const calmMs = 3000
const partialTries = 4
const partialEveryMs = 300

export type UpdateModel = ReturnType<typeof createUpdateModel>

/** One opened Share Update sheet. */
export function createUpdateModel(
  pod: Reach,
  session_id: string,
  posts: PostsOfCase,
  kept: KeptDraft | null = null,
) {
  const state = createUpdateState(pod.host, posts)
  const acts = createUpdateActs(pod, session_id, state, posts)
  let running: AbortController | null = null
  let askedAt = 0

  async function generate(next: { audience?: Audience; length?: UpdateLength } = {}): Promise<void> {
    running?.abort()
    const own = new AbortController()
    running = own
    begin(next)
    try {
      await untilCalm(own.signal)
      const done = await stream(own.signal)
      if (running !== own) return
      batch(() => {
        state.update.value = done
        state.leaks.value = done.leaks
        // The answer to a click on the draft before may have come meanwhile.
        state.post_id.value = null
        state.phase.value = 'result'
        state.calmUntil.value = Date.now() + calmMs
      })
      void acts.loadPreview()
    } catch (error) {
      if (running === own) await afterCut(own, error)
    }
  }

  function begin(next: { audience?: Audience; length?: UpdateLength }): void {
    batch(() => {
      state.audience.value = next.audience ?? state.audience.value
      state.length.value = next.length ?? state.length.value
      state.phase.value = 'generating'
      state.streamed.value = ''
      state.typed.value = null
      state.edited.value = false
      state.problem.value = null
      state.preview.value = null
      state.leaks.value = []
      state.accepted.value = new Set()
      state.post_id.value = null
      state.asNote.value = null
    })
    pod.host.remember('share.audience', state.audience.value)
    pod.host.remember('share.length', state.length.value)
  }

  /** Text that came is kept by the server as a partial update; without any, we are back at what was shown. */
  async function afterCut(own: AbortController, error: unknown): Promise<void> {
    if (!own.signal.aborted) state.problem.value = asProblem(error)
    const kept =
      state.streamed.value === '' ? null : await newestPartial(pod, session_id, state.audience.value)
    const left = kept ?? state.update.value
    batch(() => {
      state.update.value = left
      state.phase.value = left ? 'result' : 'choosing'
      if (!left) return
      state.audience.value = left.audience
      state.length.value = left.length
    })
    if (left) void acts.loadPreview()
  }

  /** Changing reader, then length, is two drafts within the server's debounce: the second waits for its time. */
  async function untilCalm(stopped: AbortSignal): Promise<void> {
    const waitMs = Math.max(0, askedAt + calmMs - Date.now(), state.calmUntil.value - Date.now())
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs)
      stopped.addEventListener('abort', resolve, { once: true })
    })
    stopped.throwIfAborted()
    askedAt = Date.now()
  }

  async function stream(abort: AbortSignal): Promise<CheckedUpdate> {
    const { audience, length, streamed } = state
    const url = `${pod.api.base_url}/api/v1/ai-sessions/${session_id}/status-update`
    const response = await pod.api.send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ audience: audience.value, length: length.value, context: 'status' }),
      signal: abort,
    })
    for await (const { event, data } of readEvents(response)) {
      if (event === 'delta') streamed.value += (data as { text: string }).text
      else if (event === 'retry') streamed.value = ''
      else if (event === 'error') throw problemFrom(data)
      else if (event === 'done') return (data as { update: CheckedUpdate }).update
    }
    throw new ApiProblem('stream_cut')
  }

  const goOn = ({ update, is_edited }: KeptDraft) => {
    batch(() => {
      state.update.value = update
      state.audience.value = update.audience
      state.length.value = update.length
      state.edited.value = is_edited
      state.phase.value = 'result'
    })
    void acts.loadPreview()
  }
  if (kept) goOn(kept)

  return {
    ...state,
    ...acts,
    generate,
    stop: () => running?.abort(),
    choose: (next: Audience) => {
      state.audience.value = next
    },
    dispose: () => {
      running?.abort()
      void acts.save()
    },
  }
}

async function newestPartial(pod: Reach, session_id: string, audience: Audience): Promise<Update | null> {
  for (let tries = 0; tries < partialTries; tries++) {
    try {
      const session = await bodyOf(pod.api.client['ai-sessions'][':id'].$get({ param: { id: session_id } }))
      const newest = session.updates.toSorted((a, b) => b.generated_at.localeCompare(a.generated_at))[0]
      if (newest?.state === 'partial' && newest.audience === audience) return newest
    } catch {
      return null
    }
    await new Promise((resolve) => setTimeout(resolve, partialEveryMs))
  }
  return null
}
