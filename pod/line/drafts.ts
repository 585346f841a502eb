import { type ReadonlySignal, signal } from '@preact/signals'
import { type Api, bodyOf } from './api.ts'
import { asProblem } from './api-problem.ts'

const debounceMs = 400
const retryMs = 4000
/** The server takes no more. A longer text stays here until it is cut. */
const longestDraft = 100_000
/** Browsers refuse larger bodies on requests that outlive the page. */
const keepaliveBytes = 60_000

/** A person's unsent text in one place (`new`, `ticket-<n>`, `session-<id>`, `update-<id>`). */
export type Draft = {
  context: string
  text: ReadonlySignal<string>
  /** `saving` until the server has it; `kept_here` while it can't be reached. */
  state: ReadonlySignal<'loading' | 'saved' | 'saving' | 'kept_here'>
  set(text: string): void
  /** Empties it, here and on the server (after it was sent). */
  clear(): void
  /** Sends what is not saved yet, even while the page goes away. */
  flush(): void
}
export type Drafts = {
  of(context: string): Draft
  /** What stands there now, of a text that was opened here. */
  typed(context: string): string | undefined
  flushAll(): void
  refresh(): void
}

type Source = {
  lastToken(): string | null
  /** Whoever typed is still who is signed in. */
  isKnown(): boolean
}

export function createDrafts(api: Api, host: Source): Drafts {
  const open = new Map<string, Draft & { refresh(): void }>()
  const maxOpen = 50
  return {
    typed: (context) => open.get(context)?.text.peek(),
    of: (context) => {
      const known = open.get(context)
      if (known) return known
      const draft = openDraft(api, host, context)
      open.set(context, draft)
      for (const [key, old] of open) {
        if (open.size <= maxOpen) break
        if (old.state.value === 'saved') open.delete(key)
      }
      return draft
    },
    flushAll: () => {
      for (const draft of open.values()) draft.flush()
    },
    refresh: () => {
      for (const draft of open.values()) draft.refresh()
    },
  }
}

function openDraft(api: Api, host: Source, context: string): Draft & { refresh(): void } {
  const text = signal('')
  const state = signal<'loading' | 'saved' | 'saving' | 'kept_here'>('loading')
  let edits = 0
  let savedEdits = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  // the token of the ticket it was typed on: a pod's next token opens only the next ticket
  let token: string | null = null

  const load = async () => {
    const begun = edits
    const isUntouched = () => edits === begun && edits === savedEdits
    try {
      const found = await bodyOf(api.client.drafts[':context'].$get({ param: { context } }))
      if (isUntouched()) {
        text.value = found.body
        state.value = 'saved'
      }
    } catch (error) {
      if (isUntouched()) state.value = asProblem(error).code === 'unreachable' ? 'kept_here' : 'saved'
    }
  }

  const save = async (leaving: boolean) => {
    clearTimeout(timer)
    timer = undefined
    if (edits === savedEdits) return
    if (!host.isKnown() && !(leaving && token)) {
      timer = leaving ? undefined : setTimeout(() => void save(false), retryMs)
      return
    }
    const sent = edits
    const body = text.value
    if (body.length > longestDraft) {
      state.value = 'kept_here'
      return
    }
    const headers: Record<string, string> = leaving && token ? { authorization: `Bearer ${token}` } : {}
    const keepalive = leaving && new Blob([body]).size < keepaliveBytes
    try {
      state.value = 'saving'
      await api.client.drafts[':context'].$put(
        { param: { context }, json: { body } },
        { headers, init: { keepalive } },
      )
      savedEdits = Math.max(savedEdits, sent)
      if (edits === savedEdits) state.value = 'saved'
    } catch {
      state.value = 'kept_here'
      if (!leaving) timer ??= setTimeout(() => void save(false), retryMs)
    }
  }

  void load()
  return {
    context,
    text,
    state,
    set: (next) => {
      if (next === text.value) return
      text.value = next
      edits++
      token = host.lastToken()
      clearTimeout(timer)
      timer = setTimeout(() => void save(false), debounceMs)
    },
    clear: () => {
      text.value = ''
      edits++
      token = host.lastToken()
      void save(false)
    },
    flush: () => void save(true),
    refresh: () => {
      if (edits === savedEdits) void load()
    },
  }
}
