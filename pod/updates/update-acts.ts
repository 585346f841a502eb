import type { Post } from '../../shared/contracts/posts.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { take } from '../api.ts'
import { asProblem } from '../api-problem.ts'
import { forgetIntents, keyOfIntent } from './kept-intent.ts'
import type { Reach, UpdateState, Visibility } from './update-state.ts'

const saveAfterMs = 800

/** What a person does with a finished draft: word it anew, see what a click would do, post it, copy it. */
export function createUpdateActs(
  pod: Reach,
  session_id: string,
  state: UpdateState,
  onPost: (post: Post) => void,
) {
  const updates = pod.api.client['ai-sessions'][':id'].updates[':update_id']
  const param = (of: Update) => ({ param: { id: session_id, update_id: of.update_id } })
  let saving: Promise<boolean> = Promise.resolve(true)
  let timer: ReturnType<typeof setTimeout> | undefined

  function type(words: string): void {
    state.typed.value = words
    clearTimeout(timer)
    timer = setTimeout(() => void save(), saveAfterMs)
  }

  /** True when the server has the words that are shown. One save at a time, the newest words last. */
  function save(): Promise<boolean> {
    clearTimeout(timer)
    saving = saving.then(async () => {
      const before = state.update.peek()
      const words = state.typed.peek()?.trim()
      if (!before || words === undefined || words === before.content) return true
      if (words === '') return false
      try {
        const saved = await take(updates.$patch({ ...param(before), json: { content: words } }))
        if (state.update.peek()?.update_id === saved.update_id) {
          state.update.value = saved
          state.edited.value = true
        }
        return true
      } catch (error) {
        state.problem.value = asProblem(error)
        return false
      }
    })
    return saving
  }

  async function loadPreview(): Promise<void> {
    const of = state.update.peek()
    const visibility = state.visibility.peek()
    if (!of || visibility === null) return
    try {
      const seen = await take(updates['post-preview'].$get({ ...param(of), query: { visibility } }))
      if (state.update.peek()?.update_id === of.update_id) state.preview.value = seen
    } catch (error) {
      state.problem.value = asProblem(error)
    }
  }

  /** One intent per text and reader: pressing again after a lost answer asks for the same post, not a second one. */
  async function post(): Promise<void> {
    const to = state.visibility.peek()
    if (!to || state.posting.peek()) return
    state.posting.value = true
    state.problem.value = null
    try {
      // What goes out is what stands on the screen, also when the last word was typed a moment ago.
      if (!(await save())) return
      const of = state.update.peek()
      if (!of) return
      const intent_key = keyOfIntent(pod.host, { ...of, visibility: to })
      const made = await take(
        updates.post.$post({ ...param(of), json: { intent_key, visibility: to, content: of.content } }),
      )
      forgetIntents(pod.host, of.update_id)
      state.typed.value = null
      state.post_id.value = made.id
      onPost(made)
    } catch (error) {
      const problem = asProblem(error)
      state.problem.value = problem
      if (problem.code === 'update_changed') showCurrent(problem.extra.current as Update)
    } finally {
      state.posting.value = false
    }
  }

  function showCurrent(current: Update): void {
    state.typed.value = null
    state.update.value = current
    void loadPreview()
  }

  async function copy(): Promise<boolean> {
    await save()
    const of = state.update.peek()
    if (!of) return false
    const text = of.subject ? `Subject: ${of.subject}\n\n${of.content}` : of.content
    const copied = await pod.host.copy(text)
    if (copied) void take(updates.copied.$post(param(of))).catch(() => {})
    return copied
  }

  return {
    type,
    save,
    loadPreview,
    post,
    copy,
    edit: () => {
      state.typed.value = state.update.peek()?.content ?? null
    },
    closeEditor: async () => {
      if (await save()) state.typed.value = null
    },
    /** The post was undone: pressing again is a new intent. */
    takenBack: () => {
      state.post_id.value = null
    },
    chooseNote: (as: Visibility) => {
      state.asNote.value = as
      void loadPreview()
    },
  }
}
