import type { CheckedUpdate, Leak, PostPreview, Update } from '../../shared/contracts/updates.ts'
import { bodyOf } from '../line/api.ts'
import { ApiProblem, asProblem } from '../line/api-problem.ts'
import { previewOf } from './draft-preview.ts'
import type { AskedAgain, CaseInHand, DraftState, PostsOfCase, Reach, Visibility } from './draft-state.ts'
import { evidenceReader } from './evidence/evidence-reader.ts'
import { forgetIntents, keyOfIntent } from './kept-intent.ts'
import { withPlainWords } from './leaks.ts'

const saveAfterMs = 800
/** A click does not wait longer for what may be new in the ticket. */
const newsWaitMs = 1500
const unseen = 'What was just typed has something to look at. Look at the marks, then post it.'

/** What a person does with a finished draft: word it anew, see what a click would do, post it, copy it. */
export function createDraftActs(pod: Reach, session: CaseInHand, state: DraftState, posts: PostsOfCase) {
  const updates = pod.api.client['ai-sessions'][':id'].updates[':update_id']
  const loadPreview = previewOf(pod, session, state)
  const param = (of: Update) => ({ param: { id: session.session_id, update_id: of.update_id } })
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
      if (words === undefined || words === before.content) return true
      if (words === '') return false
      try {
        const saved = await bodyOf(updates.$patch({ ...param(before), json: { content: words } }))
        state.update.value = saved
        state.leaks.value = saved.leaks
        state.evidence.value = saved.evidence
        state.edited.value = true
        return true
      } catch (error) {
        state.problem.value = asProblem(error)
        return false
      }
    })
    return saving
  }

  /** One intent per text and reader: pressing again after a lost answer asks for the same post, not a second one. */
  async function post(): Promise<void> {
    const to = state.visibility.peek()
    if (!to || state.posting.peek()) return
    state.posting.value = true
    state.problem.value = null
    try {
      // What goes out is what stands on the screen, also when the last word was typed a moment ago.
      const shown = state.leaks.peek().map(({ id }) => id)
      if (!(await save())) return
      const of = state.update.peek()
      const confirming = state.confirming.peek()
      // that words ordered it answers nothing that is asked about the text
      const asked = confirming === 'ordered' ? null : confirming
      if (state.saidBefore.peek() && !asked) return askAgain(to, 'said_before')
      if (to === 'client_visible' && !asked && (await isOvertaken(state, loadPreview)))
        return askAgain(to, 'news')
      const leaks = state.leaks.peek()
      if (leaks.some(({ id }) => !shown.includes(id))) throw new ApiProblem('leaks_open', { message: unseen })
      const accepted_leaks = [...state.accepted.peek()].filter((id) => leaks.some((leak) => leak.id === id))
      const intent = `${of.content} ${accepted_leaks.toSorted().join(' ')}`
      const intent_key = keyOfIntent(pod.host, { ...of, content: intent, visibility: to })
      const made = await bodyOf(
        updates.post.$post({
          ...param(of),
          json: {
            intent_key,
            visibility: to,
            content: of.content,
            accepted_leaks,
            confirmed: asked === 'rights',
          },
        }),
      )
      forgetIntents(pod.host, of.update_id)
      posts.accept(made)
      state.typed.value = null
      state.post_id.value = made.id
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code === 'confirmation_wanted') return askAgain(to, 'rights')
      state.problem.value = problem
      if (problem.code === 'update_changed') showCurrent(problem.extra.current as CheckedUpdate)
      if (problem.code === 'leaks_open') showLeaks((problem.extra.leaks as Leak[] | undefined) ?? [])
    } finally {
      state.posting.value = false
    }
  }

  /** Reader and effect stand beside the button, so the same button is the confirmation. */
  function askAgain(visibility: Visibility, why: AskedAgain): void {
    const content = state.typed.peek()?.trim() ?? state.update.peek().content
    state.toConfirm.value = { content, visibility, why }
  }

  function showCurrent(current: CheckedUpdate): void {
    state.typed.value = null
    state.update.value = current
    state.leaks.value = current.leaks
    state.evidence.value = current.evidence
    void loadPreview()
  }

  /** Closes the editor: what is asked about stands marked in the text. The server names only those that are open; the ones that were let out stay as they are. */
  function showLeaks(open: readonly Leak[]): void {
    const known = state.leaks.peek().filter(({ start }) => !open.some((leak) => leak.start === start))
    const ids = open.map(({ id }) => id)
    state.typed.value = null
    state.leaks.value = [...known, ...open].toSorted((a, b) => a.start - b.start)
    state.accepted.value = new Set([...state.accepted.peek()].filter((id) => !ids.includes(id)))
  }

  function letOut(id: string, isOut: boolean): void {
    const rest = [...state.accepted.peek()].filter((one) => one !== id)
    state.accepted.value = new Set(isOut ? [...rest, id] : rest)
  }

  /** Rewords the text as if it were done by hand. */
  const reword: Reword = async (after) => {
    if (!(await save())) return
    const isEdited = state.typed.peek() !== null
    type(after(state.update.peek().content, state.leaks.peek()))
    if ((await save()) && !isEdited) state.typed.value = null
  }

  async function copy(): Promise<boolean> {
    await save()
    const of = state.update.peek()
    const text = of.subject ? `Subject: ${of.subject}\n\n${of.content}` : of.content
    const copied = await pod.host.copy(text)
    if (copied) void bodyOf(updates.copied.$post(param(of))).catch(() => {})
    return copied
  }

  return {
    type,
    save,
    loadPreview,
    readEvidence: evidenceReader(pod, session, state),
    post,
    /** The next press posts it, as every press does; nothing goes by itself. */
    askForClick: () => {
      const to = state.visibility.peek()
      if (to && !state.made.peek()) askAgain(to, 'ordered')
    },
    copy,
    letOut,
    removeLeak: leakRemover(state, reword),
    sayPlainly: (ids: readonly string[]) => reword((content, leaks) => withPlainWords(content, leaks, ids)),
    edit: () => {
      state.typed.value = state.update.peek().content
    },
    closeEditor: async () => {
      const before = state.previewed.peek()
      if (!(await save())) return
      state.typed.value = null
      if (before !== null && before !== state.update.peek().content) void loadPreview()
    },
    chooseNote: (as: Visibility) => {
      state.asNote.value = as
      state.preview.value = null
      void loadPreview()
    },
  }
}

type Reword = (after: (content: string, leaks: readonly Leak[]) => string) => Promise<void>

const leakRemover =
  ({ problem }: DraftState, reword: Reword) =>
  async (id: string) => {
    try {
      const { withoutLeak } = await import('./without-leak.ts')
      await reword((content, leaks) => withoutLeak(content, leaks, id))
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

/** Whether somebody wrote in the ticket since the person last read what is new in it. */
async function isOvertaken(
  { preview }: DraftState,
  loadPreview: ReturnType<typeof previewOf>,
): Promise<boolean> {
  const before = lastNote(preview.peek())
  const waited = new Promise((resolve) => setTimeout(resolve, newsWaitMs))
  await Promise.race([loadPreview({ quiet: true }), waited])
  return lastNote(preview.peek()) !== before
}

/** When the newest note was written that the draft does not know. */
const lastNote = (preview: PostPreview | null): string | null =>
  preview?.stale?.news.find((each) => each.kind === 'note')?.at ?? null
