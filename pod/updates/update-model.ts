import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import { v4 as uuidv4 } from 'uuid'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Audience, PostPreview, Update, UpdateLength } from '../../shared/contracts/updates.ts'
import { readEvents, take } from '../api.ts'
import { ApiProblem, asProblem, problemFrom } from '../api-problem.ts'
import type { Pod } from '../pod.ts'

/** A new draft right after one is mostly a slip of the hand; the server refuses it too. */
export const calmMs = 3000

export type Phase = 'choosing' | 'generating' | 'result'
type Visibility = PostPreview['visibility']

/** One opened Share Update sheet: choosing → generating → result, and the post that came of it. */
export type UpdateModel = ReturnType<typeof createUpdateModel>

export function createUpdateModel(
  pod: Pick<Pod, 'api' | 'host'>,
  session_id: string,
  onPost: (post: Post) => void,
) {
  const recalled = <T extends string>(key: string, known: readonly T[], usual: T): T =>
    known.find((each) => each === pod.host.recall(key)) ?? usual
  const audience = signal<Audience>(
    recalled('share.audience', ['ticket_notes', 'client_update', 'email_draft'], 'ticket_notes'),
  )
  const length = signal<UpdateLength>(recalled('share.length', ['quick', 'detailed'], 'detailed'))
  const phase = signal<Phase>('choosing')
  const streamed = signal('')
  const update = signal<Update | null>(null)
  const preview = signal<PostPreview | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const calmUntil = signal(0)
  const posting = signal(false)
  const post_id = signal<string | null>(null)
  /** For an e-mail draft: as what kind of note the engineer chose to post it after all. */
  const asNote = signal<Visibility | null>(null)
  const intents = new Map<string, string>()
  let running: AbortController | null = null
  let askedAt = 0

  const updates = pod.api.client['ai-sessions'][':id'].updates[':update_id']
  const param = (of: Update) => ({ param: { id: session_id, update_id: of.update_id } })
  const visibility: ReadonlySignal<Visibility | null> = computed(() =>
    audience.value === 'ticket_notes'
      ? 'internal'
      : audience.value === 'client_update'
        ? 'client_visible'
        : asNote.value,
  )

  async function generate(next: { audience?: Audience; length?: UpdateLength } = {}): Promise<void> {
    running?.abort()
    const own = new AbortController()
    running = own
    batch(() => {
      audience.value = next.audience ?? audience.value
      length.value = next.length ?? length.value
      phase.value = 'generating'
      streamed.value = ''
      problem.value = null
      preview.value = null
      post_id.value = null
      asNote.value = null
    })
    pod.host.remember('share.audience', audience.value)
    pod.host.remember('share.length', length.value)
    try {
      await untilCalm(own.signal)
      const done = await stream(own.signal)
      if (running !== own) return
      batch(() => {
        update.value = done
        phase.value = 'result'
        calmUntil.value = Date.now() + calmMs
      })
      void loadPreview()
    } catch (error) {
      if (running === own) await afterCut(own, error)
    }
  }

  /** Text that came is kept by the server as a partial update; without any, we are back at choosing. */
  async function afterCut(own: AbortController, error: unknown): Promise<void> {
    if (!own.signal.aborted) problem.value = asProblem(error)
    const kept = streamed.value === '' ? null : await newestPartial()
    const left = kept ?? update.value
    batch(() => {
      update.value = left
      phase.value = left ? 'result' : 'choosing'
      if (!left) return
      // what is shown stands under its own reader: an internal text never gets the client's button
      audience.value = left.audience
      length.value = left.length
    })
    if (left) void loadPreview()
  }

  /** Changing reader, then length, is two drafts within the server's debounce: the second waits for its time. */
  async function untilCalm(stopped: AbortSignal): Promise<void> {
    const waitMs = Math.max(0, askedAt + calmMs - Date.now(), calmUntil.value - Date.now())
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs)
      stopped.addEventListener('abort', resolve, { once: true })
    })
    stopped.throwIfAborted()
    askedAt = Date.now()
  }

  async function newestPartial(): Promise<Update | null> {
    for (let tries = 0; tries < 4; tries++) {
      try {
        const session = await take(pod.api.client['ai-sessions'][':id'].$get({ param: { id: session_id } }))
        const newest = session.updates.toSorted((a, b) => b.generated_at.localeCompare(a.generated_at))[0]
        if (newest?.state === 'partial' && newest.audience === audience.value) return newest
      } catch {
        return null
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    return null
  }

  async function stream(abort: AbortSignal): Promise<Update> {
    const response = await pod.api.send(
      `${pod.api.base_url}/api/v1/ai-sessions/${session_id}/status-update`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ audience: audience.value, length: length.value, context: 'status' }),
        signal: abort,
      },
    )
    for await (const { event, data } of readEvents(response)) {
      if (event === 'delta') streamed.value += (data as { text: string }).text
      else if (event === 'retry') streamed.value = ''
      else if (event === 'error') throw problemFrom(data)
      else if (event === 'done') return (data as { update: Update }).update
    }
    throw new ApiProblem('stream_cut')
  }

  async function edit(content: string): Promise<void> {
    const before = update.value
    if (!before || content.trim() === '' || content === before.content) return
    update.value = { ...before, content }
    try {
      update.value = await take(updates.$patch({ ...param(before), json: { content } }))
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

  async function loadPreview(): Promise<void> {
    const of = update.value
    if (!of || visibility.value === null) return
    try {
      const query = { visibility: visibility.value }
      const seen = await take(updates['post-preview'].$get({ ...param(of), query }))
      if (update.value?.update_id === of.update_id) preview.value = seen
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

  /** One intent per text and reader: pressing again after a lost answer asks for the same post, not a second one. */
  async function post(): Promise<void> {
    const of = update.value
    const to = visibility.value
    if (!of || !to || posting.value) return
    const intent = `${of.update_id} ${to} ${of.content}`
    const intent_key = intents.get(intent) ?? uuidv4()
    intents.set(intent, intent_key)
    posting.value = true
    problem.value = null
    try {
      const made = await take(updates.post.$post({ ...param(of), json: { intent_key, visibility: to } }))
      post_id.value = made.id
      onPost(made)
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      posting.value = false
    }
  }

  async function copy(): Promise<boolean> {
    const of = update.value
    if (!of) return false
    const text = of.subject ? `Subject: ${of.subject}\n\n${of.content}` : of.content
    const copied = await pod.host.copy(text)
    if (copied) void take(updates.copied.$post(param(of))).catch(() => {})
    return copied
  }

  return {
    audience,
    length,
    phase,
    streamed,
    update,
    preview,
    problem,
    calmUntil,
    posting,
    post_id,
    visibility,
    generate,
    edit,
    loadPreview,
    post,
    copy,
    stop: () => running?.abort(),
    /** The post was undone: pressing again is a new intent. */
    takenBack: () => {
      post_id.value = null
      intents.clear()
    },
    choose: (next: Audience) => {
      audience.value = next
    },
    chooseNote: (as: Visibility) => {
      asNote.value = as
      void loadPreview()
    },
    /** Shows a draft of an earlier moment as it stands. */
    show: (of: Update) => {
      batch(() => {
        update.value = of
        audience.value = of.audience
        length.value = of.length
        post_id.value = of.post_id
        phase.value = 'result'
      })
      void loadPreview()
    },
    dispose: () => {
      running?.abort()
    },
  }
}
