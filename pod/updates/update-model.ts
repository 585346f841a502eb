import { batch, computed, signal } from '@preact/signals'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { createDraftActs } from './draft-acts.ts'
import {
  type CaseInHand,
  createDraftState,
  type PostsOfCase,
  type Reach,
  type Visibility,
} from './draft-state.ts'
import { type KeptDraft, type Pair, pairOf, usualPair } from './kept-draft.ts'
import { newPartial, pause, soonMs, writeDraft } from './write-draft.ts'

/** A new draft right after one is mostly a slip of the hand; the server refuses it too. */
export const calmMs = 3000

type Draft = ReturnType<typeof createDraftState> & ReturnType<typeof createDraftActs>
/** The draft of a pair, and the one that it took the place of. */
type Standing = { now: Draft; before: Draft | null }
type Phase = 'choosing' | 'generating' | 'result'
export type UpdateModel = ReturnType<typeof createUpdateModel>

/** One opened Share Update sheet: choosing → generating → result. Each pair of readers and length keeps its draft. */
export function createUpdateModel(
  pod: Reach,
  session: CaseInHand,
  posts: PostsOfCase,
  kept: readonly KeptDraft[] = [],
) {
  const sheet = createSheetState(usualPair(session.detail.peek(), pod.me.peek()?.user.id ?? null))
  const { pair, phase, streamed, standing, problem, calmUntil } = sheet
  let running: AbortController | null = null
  let askedAt = 0
  /** What stood there before anything was being written. */
  let back: Pair | null = null

  function put(written: Parameters<typeof createDraftState>[0]): Draft {
    const state = createDraftState(written, posts)
    const draft = { ...state, ...createDraftActs(pod, session, state, posts) }
    const key = pairOf(written.update)
    const before = standing.peek().get(key)?.now ?? null
    standing.value = new Map([...standing.peek(), [key, { now: draft, before }]])
    return draft
  }

  /** The draft that stands for this pair, as it was left; written only where none stands. */
  function show(next: Partial<Pair>): void {
    const wanted = { ...pair.peek(), ...next }
    const there = standing.peek().get(pairOf(wanted))?.now
    if (!there) return void generate(wanted)
    running?.abort()
    running = null
    batch(() => {
      pair.value = wanted
      phase.value = 'result'
      problem.value = null
    })
    void there.loadPreview()
  }

  async function generate(next: Partial<Pair> = {}): Promise<void> {
    if (phase.peek() === 'result') back = pair.peek()
    const known = new Set(session.detail.peek()?.updates.map(({ update_id }) => update_id))
    running?.abort()
    const own = new AbortController()
    running = own
    batch(() => {
      pair.value = { ...pair.peek(), ...next }
      phase.value = 'generating'
      streamed.value = ''
      problem.value = null
    })
    try {
      await untilCalm(own.signal)
      const wanted = pair.peek()
      const write = () => writeDraft(pod, session, wanted, streamed, own.signal)
      const done = await write().catch(async (error) => {
        // what the stop before this left behind counts as a draft of this moment
        await pause(soonMs(error), own.signal)
        return write()
      })
      if (running !== own) return
      batch(() => {
        put({ update: done, leaks: done.leaks, evidence: done.evidence })
        phase.value = 'result'
        calmUntil.value = Date.now() + calmMs
      })
      void sheet.draft.peek()?.loadPreview()
    } catch (error) {
      if (running === own) await afterCut(own, error, known)
    }
  }

  /** Without any text that came we are back at what was shown. */
  async function afterCut(own: AbortController, error: unknown, known: ReadonlySet<string>): Promise<void> {
    if (!own.signal.aborted) problem.value = asProblem(error)
    const partial = streamed.peek() === '' ? null : await newPartial(session.detail, pair.peek(), known)
    if (running !== own) return
    batch(() => {
      if (partial) put({ update: partial })
      else if (back) pair.value = back
      phase.value = sheet.draft.peek() ? 'result' : 'choosing'
    })
    void sheet.draft.peek()?.loadPreview()
  }

  /** Changing reader, then length, is two drafts within the server's debounce: the second waits for its time. */
  async function untilCalm(stopped: AbortSignal): Promise<void> {
    const waitMs = Math.max(0, askedAt + calmMs - Date.now(), calmUntil.peek() - Date.now())
    await pause(waitMs, stopped)
    askedAt = Date.now()
  }

  for (const draft of kept) put(draft)
  if (kept[0]) show(kept[0].update)

  return {
    ...shownOf(sheet),
    ...actsOfShown(sheet),
    generate,
    show,
    stop: () => running?.abort(),
    /** What failed for want of a line is over, and what a click would do is read again. */
    lineIsBack: () => {
      const shown = sheet.draft.peek()
      if (isOfLine(problem.peek())) problem.value = null
      if (shown && isOfLine(shown.problem.peek())) shown.problem.value = null
      void shown?.loadPreview()
    },
    /** Reads again what is new in the ticket, while a draft stands open and was not posted. */
    lookAgain: () => {
      const shown = phase.peek() === 'result' ? sheet.draft.peek() : null
      if (shown && !shown.posting.peek() && !shown.made.peek()) void shown.loadPreview({ quiet: true })
    },
    choose: (next: Partial<Pair>) => {
      pair.value = { ...pair.peek(), ...next }
    },
    /** Changes this draft for the one that it took the place of; again, and it is back. */
    swap: () => {
      const key = pairOf(pair.peek())
      const both = standing.peek().get(key)
      if (!both?.before) return
      standing.value = new Map([...standing.peek(), [key, { now: both.before, before: both.now }]])
      void both.before.loadPreview()
    },
    dispose: () => {
      running?.abort()
      for (const { now, before } of standing.peek().values())
        for (const one of [now, before]) void one?.save()
    },
  }
}

const isOfLine = (problem: ApiProblem | null) =>
  problem !== null && ['unreachable', 'stream_cut'].includes(problem.code)

function createSheetState(usual: Pair) {
  const pair = signal<Pair>(usual)
  const standing = signal<ReadonlyMap<string, Standing>>(new Map())
  return {
    pair,
    standing,
    draft: computed(() => standing.value.get(pairOf(pair.value))?.now ?? null),
    phase: signal<Phase>('choosing'),
    streamed: signal(''),
    /** Why nothing was written. */
    problem: signal<ApiProblem | null>(null),
    calmUntil: signal(0),
  }
}

type SheetState = ReturnType<typeof createSheetState>
const noLeaks: Draft['leaks']['value'] = []
const noEvidence: Draft['evidence']['value'] = []
const noneAccepted: Draft['accepted']['value'] = new Set()

/** What is on the screen: the choices, and the draft that stands for them. */
function shownOf({ pair, phase, streamed, calmUntil, problem, standing, draft }: SheetState) {
  return {
    phase,
    streamed,
    calmUntil,
    audience: computed(() => pair.value.audience),
    length: computed(() => pair.value.length),
    problem: computed(() => problem.value ?? draft.value?.problem.value ?? null),
    update: computed(() => draft.value?.update.value ?? null),
    typed: computed(() => draft.value?.typed.value ?? null),
    edited: computed(() => draft.value?.edited.value ?? false),
    leaks: computed(() => draft.value?.leaks.value ?? noLeaks),
    accepted: computed(() => draft.value?.accepted.value ?? noneAccepted),
    evidence: computed(() => draft.value?.evidence.value ?? noEvidence),
    preview: computed(() => draft.value?.preview.value ?? null),
    posting: computed(() => draft.value?.posting.value ?? false),
    post_id: computed(() => draft.value?.post_id.value ?? null),
    made: computed(() => draft.value?.made.value ?? null),
    visibility: computed(() => draft.value?.visibility.value ?? null),
    confirming: computed(() => draft.value?.confirming.value ?? null),
    saidBefore: computed(() => draft.value?.saidBefore.value ?? null),
    /** Whether the text that this one took the place of can be had back. */
    hasBefore: computed(() => (standing.value.get(pairOf(pair.value))?.before ?? null) !== null),
  }
}

function actsOfShown({ draft }: SheetState) {
  const shown = () => draft.peek()
  return {
    type: (words: string) => shown()?.type(words),
    readEvidence: async () => shown()?.readEvidence(),
    post: async () => shown()?.post(),
    copy: async () => (await shown()?.copy()) ?? false,
    edit: () => shown()?.edit(),
    closeEditor: async () => shown()?.closeEditor(),
    letOut: (id: string, isOut: boolean) => shown()?.letOut(id, isOut),
    removeLeak: async (id: string) => shown()?.removeLeak(id),
    sayPlainly: async (ids: readonly string[]) => shown()?.sayPlainly(ids),
    chooseNote: (as: Visibility) => shown()?.chooseNote(as),
    askForClick: () => shown()?.askForClick(),
  }
}
