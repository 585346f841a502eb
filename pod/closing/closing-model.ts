import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Closing, ClosingProposal } from '../../shared/contracts/closings.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { createForm, type Form } from '../ui/form/create-form.ts'
import { atLocal, localOf } from '../ui/form/local-time.ts'

const empty = {
  root_cause: '',
  resolution_summary: '',
  steps_taken: '',
  recommendations: '',
  /** Ticks are `yes` or empty. */
  ticket_note: '',
  time: '',
  status: '',
  work_type_id: '',
  from: '',
  to: '',
  minutes: '',
  psa_status_id: '',
}
export type ClosingField = keyof typeof empty
export type ClosingForm = Form<ClosingField>

/** What is said of the end of a case, what of it goes into its ticket, and what became of it. */
export type ClosingModel = {
  form: ClosingForm
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
  /** How a case that is closed was closed. */
  readClosed(): Promise<void>
  close(): Promise<void>
  documentation(): Promise<string>
  /** The note as it would be now. */
  preview(): Promise<string>
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
    const { closing } = await readDocumentation()
    if (closing) show(closing)
  }
  return {
    form,
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
        closed.value = null
        for (const [name, value] of Object.entries(beginning(read)))
          if (!typed.has(name as ClosingField)) bare.set(name as ClosingField, value)
      } catch (error) {
        unreadable.value = asProblem(error)
      }
    },
    readClosed,
    close: async () => {
      if (whyNot(form, parts.value)) return
      await form.submit(async (values) => {
        try {
          const json = requestOf(values, parts.value, proposal.value)
          show((await bodyOf(one.resolve.$post({ param, json }))).closing)
        } catch (error) {
          // somebody was faster, or the answer to an earlier press got lost
          if (asProblem(error).code !== 'case_closed') throw error
          await readClosed()
        }
        void session.refresh()
      })
    },
    preview: async () => {
      const { root_cause, resolution_summary, steps_taken, recommendations } = form.values.peek()
      const json = { root_cause, resolution_summary, steps_taken, recommendations }
      return (await bodyOf(one.documentation.preview.$post({ param, json }))).text
    },
    documentation: async () => (await readDocumentation()).text,
  }
}

const yes = (is: boolean) => (is ? 'yes' : '')

function beginning({ draft, ticks, time_entry, status_target, statuses }: ClosingProposal) {
  return {
    root_cause: draft.root_cause,
    resolution_summary: draft.resolution,
    steps_taken: draft.steps_taken,
    recommendations: draft.recommendations,
    ticket_note: yes(ticks.ticket_note),
    time: yes(ticks.time_entry),
    status: yes(ticks.status),
    from: time_entry ? localOf(time_entry.started_at) : '',
    to: time_entry ? localOf(time_entry.ended_at) : '',
    minutes: time_entry ? String(time_entry.minutes) : '',
    psa_status_id: status_target ?? statuses?.find(({ closed }) => closed)?.id ?? '',
  }
}

function partsOf({ values }: ClosingForm, proposal: ClosingProposal | null): ('note' | 'time' | 'status')[] {
  if (!proposal?.place) return []
  const { ticket_note, time, status } = values.value
  return [
    ...(ticket_note ? (['note'] as const) : []),
    ...(time && proposal.time_entry ? (['time'] as const) : []),
    ...(status ? (['status'] as const) : []),
  ]
}

function whyNot({ values }: ClosingForm, parts: readonly string[]): string | null {
  const { resolution_summary, work_type_id, minutes, from, to, psa_status_id } = values.value
  if (!resolution_summary.trim()) return 'Say how it was resolved.'
  if (parts.includes('time')) {
    if (!work_type_id) return 'Choose a work type.'
    if (!(Number.isInteger(Number(minutes)) && Number(minutes) > 0)) return 'Say how many minutes are booked.'
    if (!from || !to || to <= from) return 'The end of the work comes after its start.'
  }
  return parts.includes('status') && !psa_status_id ? 'Choose a status.' : null
}

function requestOf(
  values: Record<ClosingField, string>,
  parts: readonly string[],
  proposal: ClosingProposal | null,
) {
  const { root_cause, resolution_summary, steps_taken, recommendations } = values
  const time_entry = {
    started_at: atLocal(values.from),
    ended_at: atLocal(values.to),
    minutes: Number(values.minutes),
    work_type_id: values.work_type_id,
    notes: '',
    internal_notes: resolution_summary,
  }
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
