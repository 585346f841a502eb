import {
  Check,
  CircleQuestionMark,
  Eye,
  Lightbulb,
  Lock,
  type LucideIcon,
  MessageSquare,
  X,
} from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { Fact, FactStatus } from '../../shared/contracts/facts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { act, useActs } from '../acts/acts.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { TakeBack } from '../case/take-back.ts'
import { AddButton, whileUnfolded } from '../ui/AddButton.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { InlineEditor, RowProblem } from '../ui/InlineEditor.tsx'
import type { MenuEntry } from '../ui/Menu.tsx'
import { Plain } from '../ui/Plain.tsx'
import { RowEnd, RowMenu } from '../ui/RowMenu.tsx'
import { Section } from '../ui/Section.tsx'
import { usePointed } from '../ui/use-pointed.ts'
import { knownWords } from './fact-words.ts'
import { factsAtOnce, factsInView } from './facts-in-view.ts'

const signs: Record<FactStatus | 'told', { icon: LucideIcon; tone: string; words: string }> = {
  confirmed: { icon: Check, tone: 'text-green', words: 'Confirmed' },
  ruled_out: { icon: X, tone: 'text-red', words: 'Ruled out' },
  pending: { icon: CircleQuestionMark, tone: 'text-muted', words: 'Not checked' },
  told: { icon: MessageSquare, tone: 'text-muted', words: 'Confirmed, only told' },
}
const statuses: readonly FactStatus[] = ['confirmed', 'ruled_out', 'pending']
const knownChoices = [
  { known: 'checked', label: 'Somebody looked' },
  { known: 'told', label: 'Only told' },
] as const

type Props = {
  detail: SessionDetail
  acts: PanelActs
  canWork: boolean
  user_id: string | null
  /** The row that something refers to just now. */
  pointed: string | null
  /** A fact that follows from a check is corrected there. */
  onCorrect: (fact: Fact) => void
  /** One that follows from an answer goes with it. */
  takeBack: TakeBack
}

/** What we know: each fact with its state and where it is from. */
export function Known(props: Props) {
  const { acts } = props
  const mayAdd = props.detail.may.includes('add_fact')
  const [adding, setAdding] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const facts = props.detail.facts.filter(({ id }) => !acts.removing.value.has(id))
  const shown = factsInView(facts, { isWhole, pointed: props.pointed })
  const problem = acts.problems.value['new-fact']
  useActs('case', () => [
    act('addFact', {
      why: () => (mayAdd ? null : 'This case cannot be changed by you now.'),
      run: (words) => (words ? acts.addFact(words, 'confirmed') : setAdding(true)),
    }),
    act('labelFact', {
      why: () => (props.canWork && facts.length > 0 ? null : 'There is no fact to label now.'),
      run: () => {
        const id = document.activeElement?.closest<HTMLElement>('[data-fact]')?.dataset.fact
        const fact = facts.find((one) => one.id === id) ?? facts.at(-1)
        if (fact) return acts.setFact(fact, otherLabel(fact))
      },
    }),
  ])
  return (
    <Section
      id="known"
      title="What we know"
      class="wide:[&>div:first-child]:px-4"
      unfold={adding || facts.some(({ id }) => id === props.pointed)}
      count={shown.length < facts.length ? `${shown.length} of ${facts.length}` : facts.length || undefined}
      end={
        <>
          {facts.length > factsAtOnce && (
            <span class={whileUnfolded}>
              <Button kind="quiet" small class="-mr-6px" onPress={() => setWhole(!isWhole)}>
                {isWhole ? 'Newest facts' : 'All facts'}
              </Button>
            </span>
          )}
          {mayAdd && <AddButton label="Add fact" isAdding={adding} onPress={() => setAdding(true)} />}
        </>
      }
    >
      <ul>
        {shown.map((fact) => (
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
  const sign = signs[fact.status === 'confirmed' && fact.known === 'told' ? 'told' : fact.status]
  const problem = acts.problems.value[fact.id]
  const words = stripHidden(fact.text)
  const isTheirs = fact.label === 'client'
  const { ref, mark } = usePointed<HTMLLIElement>(props.pointed === fact.id)
  return (
    <li ref={ref} data-fact={fact.id} class={`row-li group items-start py-3px wide:py-1 wide:px-4 ${mark}`}>
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
          <Plain as="div" text={words} class={fact.status === 'ruled_out' ? 'text-muted' : ''} />
        )}
        {problem && <RowProblem text={problem.message} class="py-2px" />}
      </div>
      {!editing && (
        <RowEnd
          words={knownWords(fact, props.detail.tasks, props.user_id)}
          sign={
            isTheirs && (
              <Icon of={Eye} size={12} class="inline-block align-[-2px]" label="The client may know it" />
            )
          }
          title={stripHidden(fact.source_label)}
          menu={
            canWork && (
              <>
                <IconButton
                  icon={isTheirs ? Eye : Lock}
                  size={14}
                  class="h-24px w-24px"
                  label={`Client may know “${words.slice(0, 60)}”`}
                  pressed={isTheirs}
                  onPress={() => acts.setFact(fact, otherLabel(fact))}
                />
                <RowMenu
                  label={`More for “${words.slice(0, 60)}”`}
                  items={menuOf(props, () => setEditing(true))}
                />
              </>
            )
          }
        />
      )}
    </li>
  )
}

const otherLabel = ({ label }: Fact) => ({ label: label === 'client' ? 'internal' : 'client' }) as const

function menuOf(props: Props & { fact: Fact }, edit: () => void): MenuEntry[] {
  const { fact, acts } = props
  const { source_kind, source_ref } = fact
  if (!fact.editable && source_kind === 'question' && source_ref)
    return [
      {
        label: 'Take back the answer it came from',
        why: props.takeBack.why.value,
        onPick: () => props.takeBack.run(source_ref, fact.id),
      },
    ]
  if (!fact.editable) return [{ label: 'Correct the step it came from', onPick: () => props.onCorrect(fact) }]
  return [
    { heading: 'What it is' },
    ...statuses.map((status) => ({
      label: signs[status].words,
      checked: fact.status === status,
      onPick: () => fact.status !== status && acts.setFact(fact, { status }),
    })),
    { heading: 'How it is known' },
    ...knownChoices.map(({ known, label }) => ({
      label,
      checked: fact.known === known,
      onPick: () => fact.known !== known && acts.setFact(fact, { known }),
    })),
    'line',
    { label: 'Edit the words', onPick: edit },
    { label: 'Remove', danger: true, onPick: () => acts.removeFact(fact) },
  ]
}
