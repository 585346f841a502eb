import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { HandedOff, HandoffProposal, PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import type { HandoffIntent } from '../../shared/contracts/handoffs.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { tickedParts } from '../closing/closing-words.ts'
import { hoursFrom, hoursOf, noHours, whyNoHours } from '../closing/hours.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import type { PostsModel } from '../posts/posts-model.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { createForm, type Form } from '../ui/form/create-form.ts'
import { newId } from '../ui/new-id.ts'
import { createBrief } from './brief-model.ts'
import { type HandOn, handoffCalls } from './handoff-calls.ts'

/** `target`: the id of a person, '' for whoever takes it. Ticks are `yes` or empty. */
const empty = { reason: '', target: '', ticket_note: '', ...noHours, status: '', psa_status_id: '' }
export type EscalateField = keyof typeof empty
export type EscalateForm = Form<EscalateField>
export type HandoffPart = 'note' | 'time' | 'status'

/** A case that is handed on: why and to whom, what the next one gets to read, and what goes into its ticket. */
export type EscalateModel = {
  form: EscalateForm
  intent: ReadonlySignal<HandoffIntent>
  choose(intent: HandoffIntent): void
  /** Null until it was read. */
  proposal: ReadonlySignal<HandoffProposal | null>
  /** Why what goes to the ticket cannot be told. */
  unreadable: ReadonlySignal<ApiProblem | null>
  /** The brief as it is known now, with what is missing in it. */
  preview: ReadonlySignal<PackagePreview | null>
  /** Its words as they come; null while none is being written. */
  coming: ReadonlySignal<string | null>
  /** Why it is not written further. */
  unwritten: ReadonlySignal<ApiProblem | null>
  /** The note's parts as this person edited them; null: as the brief has them. */
  edited: ReadonlySignal<string | null>
  /** Null takes the edits back. */
  edit(content: string | null): void
  /** What is ticked, in the order in which it goes. */
  parts: ReadonlySignal<HandoffPart[]>
  /** Why it cannot be handed on so; null where nothing is missing. */
  why: ReadonlySignal<string | null>
  /** What came of it; null before. */
  handed: ReadonlySignal<Outcome | null>
  /** Reads what would be written; what a person typed or ticked stays. */
  read(): Promise<void>
  /** Has the brief written anew where the case went on. */
  write(): Promise<void>
  stop(): void
  handOn(): Promise<void>
  /** The next time it opens it begins anew. */
  forget(): void
}

type Case = { session: SessionModel; posts: Pick<PostsModel, 'posts' | 'accept' | 'refresh'> }
/** What came of it. */
export type Outcome = Pick<
  HandedOff,
  'handoff' | 'posts' | 'member_mapping_warning' | 'status_transition_skipped_reason'
>

/** A closed sheet keeps what was typed in it as long as the case is shown. */
const kept = new WeakMap<SessionModel, EscalateModel>()
export function escalateOf(pod: Pod, of: Case): EscalateModel {
  const known = kept.get(of.session) ?? createEscalateModel(pod, of)
  kept.set(of.session, known)
  return known
}

export function createEscalateModel(pod: Pick<Pod, 'api' | 'me'>, { session, posts }: Case): EscalateModel {
  const calls = handoffCalls(pod.api, session.session_id)
  const intent = signal<HandoffIntent>('escalate')
  const proposal = signal<HandoffProposal | null>(null)
  const unreadable = signal<ApiProblem | null>(null)
  const handed = signal<Outcome | null>(null)
  const edited = signal<string | null>(null)
  let intent_key = newId()
  const typed = new Set<EscalateField>()
  const bare = createForm<EscalateField>(empty)
  const form: EscalateForm = {
    ...bare,
    set: (name, value) => {
      typed.add(name)
      bare.set(name, value)
    },
  }
  const parts = computed(() => partsOf(form, proposal.value))
  const why = computed(() => whyNot(form, parts.value, intent.value))
  return {
    ...createBrief(pod, session),
    edited,
    edit: (content) => {
      edited.value = content
    },
    form,
    intent,
    choose: (next) => {
      intent.value = next
    },
    proposal,
    unreadable,
    parts,
    why,
    handed,
    read: async () => {
      unreadable.value = null
      try {
        const read = await calls.proposal()
        proposal.value = read
        for (const [name, value] of Object.entries(beginning(read)))
          if (!typed.has(name as EscalateField)) bare.set(name as EscalateField, value)
      } catch (error) {
        unreadable.value = asProblem(error)
      }
    },
    handOn: async () => {
      if (why.peek()) return
      await form.submit(async (values) => {
        const asked = requestOf(values, parts.peek(), intent.peek(), proposal.peek())
        const content = asked.intent === 'park' ? '' : edited.peek()?.trim()
        const json = { ...asked, intent_key, ...(content ? { content } : {}) }
        try {
          const done = await calls.handOff(json)
          for (const post of done.posts) posts.accept(post)
          handed.value = done
        } catch (error) {
          const { code } = asProblem(error)
          // of one that was taken back since
          if (code === 'intent_key_reused') intent_key = newId()
          // the same from another window
          if (code !== 'handoff_open') throw error
          await session.refresh()
          const there = session.detail.peek()?.handoffs.findLast(isWaiting)
          if (there?.created_by.id !== pod.me.peek()?.user.id || !there) throw error
          await posts.refresh()
          const made = posts.posts.peek().filter(({ source }) => source.id === there.id)
          const unknown = { member_mapping_warning: false, status_transition_skipped_reason: null }
          handed.value = { handoff: there, posts: made.toReversed(), ...unknown }
        }
        await session.refresh()
      })
    },
    forget: () => {
      handed.value = null
      edited.value = null
      intent_key = newId()
      intent.value = 'escalate'
      typed.clear()
      bare.clear()
    },
  }
}

const yes = (is: boolean) => (is ? 'yes' : '')

function beginning(proposal: HandoffProposal) {
  const { ticks, status_target } = proposal
  return {
    ...hoursFrom(proposal),
    ticket_note: yes(ticks.ticket_note),
    time: yes(ticks.time_entry),
    status: yes(ticks.status),
    psa_status_id: status_target ?? '',
  }
}

const partsOf = ({ values }: EscalateForm, proposal: HandoffProposal | null): HandoffPart[] =>
  proposal?.place ? tickedParts(values.value, proposal) : []

function whyNot(
  { values }: EscalateForm,
  parts: readonly HandoffPart[],
  intent: HandoffIntent,
): string | null {
  const { reason, psa_status_id } = values.value
  if (!reason.trim()) return intent === 'park' ? 'Say why it waits.' : 'Say why you hand it on.'
  if (intent === 'park') return null
  const ofHours = parts.includes('time') ? whyNoHours(values.value) : null
  if (ofHours) return ofHours
  return parts.includes('status') && !psa_status_id ? 'Choose a status.' : null
}

function requestOf(
  values: Record<EscalateField, string>,
  parts: readonly HandoffPart[],
  intent: HandoffIntent,
  proposal: HandoffProposal | null,
): HandOn {
  const { reason, target, psa_status_id } = values
  if (intent === 'park') return { intent, reason }
  return {
    intent,
    reason,
    target_user_id: target || null,
    // what could not be read goes as settings and rights have it
    ...(proposal
      ? {
          destinations: { ticket_note: parts.includes('note') },
          psa_status_id: parts.includes('status') ? psa_status_id : null,
          time_entry: parts.includes('time')
            ? hoursOf(values, reason)
            : proposal.member_mapping_warning
              ? undefined
              : null,
        }
      : {}),
  }
}
