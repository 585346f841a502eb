import { Check, CircleQuestionMark, Lightbulb, type LucideIcon, X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Fact, FactStatus } from '../../shared/contracts/facts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { Section } from '../ui/Section.tsx'
import { InlineEditor, RowProblem } from './InlineEditor.tsx'
import { firstName } from './log-lines.ts'
import type { PanelActs } from './panel-acts.ts'
import { RowMenu } from './RowMenu.tsx'
import { AddButton } from './Steps.tsx'

const signs: Record<FactStatus, { icon: LucideIcon; tone: string; words: string }> = {
  confirmed: { icon: Check, tone: 'text-green', words: 'Confirmed' },
  ruled_out: { icon: X, tone: 'text-red', words: 'Ruled out' },
  pending: { icon: CircleQuestionMark, tone: 'text-muted', words: 'Not checked' },
}
const statuses: readonly FactStatus[] = ['confirmed', 'ruled_out', 'pending']

type Props = {
  detail: SessionDetail
  acts: PanelActs
  canWork: boolean
  user_id: string | null
  /** Facts that follow from an answer or a check are corrected there. */
  onCorrect: (fact: Fact) => void
}

/** What we know: each fact with its state and where it is from. */
export function Known(props: Props) {
  const { acts, canWork } = props
  const [adding, setAdding] = useState(false)
  const facts = props.detail.facts.filter(({ id }) => !acts.removing.value.has(id))
  const problem = acts.problems.value['new-fact']
  return (
    <Section
      id="known"
      title="What we know"
      class="wide:[&>div:first-child]:px-4"
      count={facts.length > 0 ? facts.length : undefined}
      end={canWork && <AddButton label="Add fact" onPress={() => setAdding(true)} />}
    >
      <ul>
        {facts.map((fact) => (
          <FactRow key={fact.id} {...props} fact={fact} />
        ))}
      </ul>
      {facts.length === 0 && !adding && (
        <p class="row-li text-muted wide:px-4">
          <Icon of={Lightbulb} />
          <span>Nothing yet. Answers and checks fill this.</span>
        </p>
      )}
      {adding && (
        <div class="pl-9 pr-3 wide:pl-11 wide:pr-4">
          <InlineEditor
            label="New fact"
            placeholder="What is certain now"
            maxLength={300}
            submit="Add"
            again
            onSave={(text) => acts.addFact(text, 'confirmed')}
            onClose={() => setAdding(false)}
          />
        </div>
      )}
      {problem && <RowProblem text={problem.message} class="px-3 wide:px-4" />}
    </Section>
  )
}

function FactRow(props: Props & { fact: Fact }) {
  const { fact, acts, canWork } = props
  const [editing, setEditing] = useState(false)
  const sign = signs[fact.status]
  const problem = acts.problems.value[fact.id]
  const words = stripHidden(fact.text)
  return (
    <li class="row-li group items-start py-3px wide:py-1 wide:px-4">
      <Icon of={sign.icon} class={`${sign.tone} mt-1px wide:mt-2px`} label={sign.words} />
      <div class="min-w-0 wide:text-wide">
        {editing ? (
          <InlineEditor
            label="Words of the fact"
            value={fact.text}
            placeholder="What is certain"
            maxLength={300}
            submit="Save"
            onSave={(text) => acts.saveFact(fact, text)}
            onClose={() => setEditing(false)}
          />
        ) : (
          <div
            dir="auto"
            class={`[overflow-wrap:anywhere] ${fact.status === 'ruled_out' ? 'text-muted' : ''}`}
          >
            {words}
          </div>
        )}
        {problem && <RowProblem text={problem.message} class="py-2px" />}
      </div>
      {!editing && (
        <div class="grid items-center justify-items-end h-18px wide:h-20px coarse:flex coarse:gap-1">
          <span
            class={`meta whitespace-nowrap [grid-area:1/1] max-w-120px wide:max-w-200px cut ${canWork ? 'group-hover:invisible group-focus-within:invisible coarse:visible' : ''}`}
            title={stripHidden(fact.source_label)}
          >
            {sourceWords(fact, props)}
          </span>
          {canWork && (
            <span class="flex [grid-area:1/1] -mr-1 -my-5px wide:-my-4px opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 coarse:opacity-100">
              <RowMenu
                label={`More for “${words.slice(0, 60)}”`}
                items={menuOf(props, () => setEditing(true))}
              />
            </span>
          )}
        </div>
      )}
    </li>
  )
}

/** "step 2", "ruled out, step 3", "not checked": short enough for the right column; the whole source on hover. */
function sourceWords(fact: Fact, { detail, user_id }: Props): string {
  if (fact.status === 'pending') return 'not checked'
  const from = sourceOf(fact, detail, user_id)
  return fact.status === 'ruled_out' ? `ruled out, ${from}` : from
}

function sourceOf(
  { source_kind, source_ref, created_by, source_label }: Fact,
  detail: SessionDetail,
  userId: string | null,
): string {
  if (source_kind === 'diagnostic_check') {
    const at = detail.tasks.findIndex(({ id }) => id === source_ref)
    return at >= 0 ? `step ${at + 1}` : 'check'
  }
  if (source_kind === 'engineer')
    return created_by !== null && created_by === userId ? 'you' : firstName(source_label)
  return { question: 'answer', ticket: 'ticket', model: 'FlowPilot' }[source_kind]
}

function menuOf({ fact, acts, onCorrect }: Props & { fact: Fact }, edit: () => void): (MenuItem | 'line')[] {
  if (!fact.editable)
    return [
      {
        label:
          fact.source_kind === 'question'
            ? 'Correct the answer it came from'
            : 'Correct the step it came from',
        onPick: () => onCorrect(fact),
      },
    ]
  return [
    ...statuses.map((status) => ({
      label: signs[status].words,
      checked: fact.status === status,
      onPick: () => fact.status !== status && acts.setFact(fact, status),
    })),
    'line',
    { label: 'Edit the words', onPick: edit },
    { label: 'Remove', danger: true, onPick: () => acts.removeFact(fact) },
  ]
}
