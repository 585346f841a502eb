import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Closing, ClosingDraft, ClosingProposal, NotePreview } from '../../shared/contracts/closings.ts'
import { bodyOf } from '../line/api.ts'
import { ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { createForm, type Form } from '../ui/form/create-form.ts'
import { newId } from '../ui/new-id.ts'
import { type ClosingDrafting, createClosingDraft } from './closing-draft.ts'
import { tickedParts } from './closing-words.ts'
import { hoursFrom, hoursOf, noHours, whyNoHours } from './hours.ts'

const empty = {
  root_cause: '',
  resolution_summary: '',
  steps_taken: '',
  recommendations: '',
  /** Ticks are `yes` or empty. */
  ticket_note: '',
  ...noHours,
  status: '',
  /** The client's summary opens once it is closed. */
  client: '',
  psa_status_id: '',
}
export type ClosingField = keyof typeof empty
export type ClosingForm = Form<ClosingField>

/** What is said of the end of a case, what of it goes into its ticket, and what became of it. */
export type ClosingModel = {
  form: ClosingForm
  /** How it ended, as FlowPilot writes it into the fields that nobody has in hand. */
  draft: ClosingDrafting
  /** The field that a person is in. */
  hold(name: string | null): void
  /** Null until it was read. */
  proposal: ReadonlySignal<ClosingProposal | null>
  /** Why what goes to the ticket cannot be told. */
  unreadable: ReadonlySignal<ApiProblem | null>
  /** Null while the case is open. */
  closed: ReadonlySignal<Closing | null>
  /** What is ticked, in the order in which it goes. */
  parts: ReadonlySignal<('note' | 'time' | 'status')[]>
  /** Why it cannot be closed so; null where nothing is missing. */
  why: ReadonlySignal<string | null>
  /** Reads what would be written; what a person typed or ticked stays. */
  read(): Promise<void>
  /** How a case that is closed was closed; `unreadable` where that cannot be told. */
  readClosed(): Promise<void>
  close(): Promise<void>
  documentation(): Promise<string>
  /** The note as it would be now. */
  preview(): Promise<string>
  /** What the client would read now. */
  previewSummary(signal: AbortSignal): Promise<NotePreview>
}

type Case = { session: SessionModel; posts: Pick<PostsModel, 'accept'> }

/** A closed sheet keeps what was typed in it as long as the case is shown. */
const kept = new WeakMap<SessionModel, ClosingModel>()
export function closingOf(pod: Pod, of: Case): ClosingModel {
  const known = kept.get(of.session) ?? createClosingModel(pod, of)
  kept.set(of.session, known)
  return known
}

export function createClosingModel(pod: Pick<Pod, 'api'>, { session, posts }: Case): ClosingModel {
  const one = pod.api.client['ai-sessions'][':id']
  const param = { id: session.session_id }
  const proposal = signal<ClosingProposal | null>(null)
  const unreadable = signal<ApiProblem | null>(null)
  const closed = signal<Closing | null>(null)
  const typed = new Set<ClosingField>()
  const bare = createForm<ClosingField>(empty)
  let inHand: string | null = null
  let intent_key = newId()
  const fill = (name: ClosingField, value: string) => {
    if (!typed.has(name) && inHand !== name) bare.set(name, value)
  }
  const draft = createClosingDraft(pod, session, {
    fill: (field, text) => fill(fieldOf[field], text),
    isEmpty: (field) => bare.values.peek()[fieldOf[field]] === '',
  })
  const form: ClosingForm = {
    ...bare,
    set: (name, value) => {
      typed.add(name)
      bare.set(name, value)
    },
  }
  const parts = computed(() => partsOf(form, proposal.value))
  const show = (closing: Closing) => {
    closed.value = closing
    for (const post of closing.posts) posts.accept(post)
  }
  const readDocumentation = () => bodyOf(one.documentation.$get({ param }))
  const readClosed = async () => {
    unreadable.value = null
    try {
      const { closing } = await readDocumentation()
      if (closing) show(closing)
      else
        unreadable.value = new ApiProblem('not_found', {
          message: 'It is not known how this case was closed.',
        })
    } catch (error) {
      unreadable.value = asProblem(error)
    }
  }
  return {
    form,
    draft,
    hold: (name) => {
      inHand = name
    },
    proposal,
    unreadable,
    closed,
    parts,
    why: computed(() => whyNot(form, parts.value)),
    read: async () => {
      unreadable.value = null
      try {
        const read = await bodyOf(one['closing-proposal'].$get({ param }))
        proposal.value = read
        // it was reopened since: the next press is another one
        if (closed.peek()) intent_key = newId()
        closed.value = null
        const first = { ...read, draft: draft.known() ?? read.draft }
        for (const [name, value] of Object.entries(beginning(first))) fill(name as ClosingField, value)
      } catch (error) {
        unreadable.value = asProblem(error)
      }
    },
    readClosed,
    close: async () => {
      if (whyNot(form, parts.value)) return
      await form.submit(async (values) => {
        try {
          const json = { ...requestOf(values, parts.value, proposal.value), intent_key }
          show((await bodyOf(one.resolve.$post({ param, json }))).closing)
        } catch (error) {
          const { code } = asProblem(error)
          // of a closing that was taken back since
          if (code === 'intent_key_reused') intent_key = newId()
          // somebody was faster
          if (code !== 'case_closed') throw error
          await readClosed()
        }
        // what opens next is written of a case that is closed
        await session.refresh()
      })
    },
    preview: async () => {
      const { root_cause, resolution_summary, steps_taken, recommendations } = form.values.peek()
      const json = { root_cause, resolution_summary, steps_taken, recommendations }
      return (await bodyOf(one.documentation.preview.$post({ param, json }))).text
    },
    previewSummary: (signal) => {
      const { root_cause, resolution_summary: resolution, steps_taken, recommendations } = form.values.peek()
      const json = { root_cause, resolution, steps_taken, recommendations }
      return bodyOf(one['resolution-note'].preview.$post({ param, json }, { init: { signal } }))
    },
    documentation: async () => (await readDocumentation()).text,
  }
}

const fieldOf = {
  root_cause: 'root_cause',
  resolution: 'resolution_summary',
  steps_taken: 'steps_taken',
  recommendations: 'recommendations',
} as const satisfies Record<keyof ClosingDraft, ClosingField>

const yes = (is: boolean) => (is ? 'yes' : '')

function beginning(proposal: ClosingProposal) {
  const { draft, ticks, status_target, statuses } = proposal
  return {
    ...hoursFrom(proposal),
    root_cause: draft.root_cause,
    resolution_summary: draft.resolution,
    steps_taken: draft.steps_taken,
    recommendations: draft.recommendations,
    ticket_note: yes(ticks.ticket_note),
    time: yes(ticks.time_entry),
    status: yes(ticks.status),
    client: yes(ticks.client_note),
    psa_status_id: status_target ?? statuses?.find(({ closed }) => closed)?.id ?? '',
  }
}

const partsOf = ({ values }: ClosingForm, proposal: ClosingProposal | null) =>
  proposal?.place ? tickedParts(values.value, proposal) : []

function whyNot({ values }: ClosingForm, parts: readonly string[]): string | null {
  const { resolution_summary, psa_status_id } = values.value
  if (!resolution_summary.trim()) return 'Say how it was resolved.'
  const ofHours = parts.includes('time') ? whyNoHours(values.value) : null
  if (ofHours) return ofHours
  return parts.includes('status') && !psa_status_id ? 'Choose a status.' : null
}

function requestOf(
  values: Record<ClosingField, string>,
  parts: readonly string[],
  proposal: ClosingProposal | null,
) {
  const { root_cause, resolution_summary, steps_taken, recommendations } = values
  const time_entry = hoursOf(values, resolution_summary)
  return {
    root_cause,
    resolution_summary,
    steps_taken,
    recommendations,
    // what could not be read goes as settings and rights have it
    destinations: proposal ? { ticket_note: parts.includes('note') } : {},
    ...(proposal ? { psa_status_id: parts.includes('status') ? values.psa_status_id : null } : {}),
    time_entry: parts.includes('time') ? time_entry : proposal?.member_mapping_warning ? undefined : null,
  }
}
