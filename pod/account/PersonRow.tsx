import { useSignal } from '@preact/signals'
import { Ellipsis, ShieldCheck } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Person } from '../../shared/contracts/people.ts'
import { mayActOn, roles } from '../../shared/roles.ts'
import { usePod } from '../pod.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Question } from '../ui/Question.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import type { PeopleModel } from './people-model.ts'
import { type FactorRules, factorWords, roleName, stateWords } from './people-words.ts'

type Asked = 'owner' | 'switch_off' | 'sign_out' | 'factor'
/** What is lost or given away, and the button that says so. What a second factor's loss means, the account's rules say. */
const questions: Record<Asked, { says: string | null; act: string }> = {
  owner: {
    says: 'An owner changes everything here: other owners and the sign-in rules too.',
    act: 'Make owner',
  },
  switch_off: { says: 'Signed out everywhere at once; cases and notes stay.', act: 'Switch off' },
  sign_out: { says: 'Page, panel and pod ask for a sign-in again.', act: 'Sign out everywhere' },
  factor: { says: null, act: 'Take it away' },
}

/** Somebody of the account: name and state, the role, and a menu of what may be done. */
export function PersonRow({ person, model }: { person: Person; model: PeopleModel }) {
  const { me } = usePod()
  const asked = useSignal<Asked | null>(null)
  const row = useRef<HTMLLIElement>(null)
  const state = stateWords(person)
  const isMe = me.value?.user.id === person.id
  const items = itemsFor(person, model, me.value?.role ?? 'viewer', (next) => {
    asked.value = next
  })
  return (
    <li ref={row} class="grid gap-2 px-3 py-2 b-b b-b-solid b-line last:b-b-0" aria-label={person.name}>
      <div class="grid grid-cols-[minmax(0,1fr)_auto_28px] gap-x-3 items-center">
        <div class="min-w-0">
          <p class={`flex items-center gap-2 font-500 ${person.active ? '' : 'text-muted'}`}>
            <Plain cut text={person.name} />
            {isMe && <span class="meta">you</span>}
            {person.second_factor && (
              <span class="flex" title="Second factor is on">
                <Icon of={ShieldCheck} size={14} class="text-green" />
                <span class="sr-only">second factor is on</span>
              </span>
            )}
          </p>
          <p class="meta flex flex-wrap gap-x-2">
            <span class="cut max-w-full">{person.email ?? 'no e-mail'}</span>
            <span class={state.tone === 'amber' ? 'text-amber' : ''}>
              {state.text} {state.at && <Time at={state.at} />}
            </span>
          </p>
        </div>
        <span class="meta">{roleName(person.role)}</span>
        {items.length > 0 ? <Menu label={`Change ${person.name}`} icon={Ellipsis} items={items} /> : <span />}
      </div>
      {asked.value && (
        <Sure
          person={person}
          model={model}
          asked={asked.value}
          onClose={() => {
            asked.value = null
            row.current?.querySelector('button')?.focus()
          }}
        />
      )}
    </li>
  )
}

function itemsFor(
  person: Person,
  model: PeopleModel,
  own: Person['role'],
  ask: (asked: Asked) => void,
): (MenuItem | 'line')[] {
  const may = (act: Person['may'][number]) => person.may.includes(act)
  const groups: MenuItem[][] = []
  if (may('change_role'))
    groups.push(
      roles
        .filter((role) => mayActOn(own, role))
        .map((role) => ({
          label: roleName(role),
          checked: role === person.role,
          onPick: () =>
            role === 'owner' && person.role !== 'owner' ? ask('owner') : changeRole(person, model, role),
        })),
    )
  const acts: MenuItem[] = []
  if (may('reset'))
    acts.push({
      label: person.has_password ? 'New password link' : 'New invitation link',
      onPick: () => model.reset(person),
    })
  if (may('end_sign_ins')) acts.push({ label: 'Sign out everywhere…', onPick: () => ask('sign_out') })
  if (may('reset_second_factor'))
    acts.push({ label: 'Take second factor away…', onPick: () => ask('factor') })
  groups.push(acts)
  if (may('switch_off'))
    groups.push([{ label: 'Switch off…', danger: true, onPick: () => ask('switch_off') }])
  if (may('switch_on'))
    groups.push([{ label: 'Switch on', onPick: () => model.change(person, { active: true }) }])
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at): (MenuItem | 'line')[] => (at === 0 ? group : ['line', ...group]))
}

async function changeRole(person: Person, model: PeopleModel, role: Person['role']): Promise<void> {
  if (role === person.role || !(await model.change(person, { role }))) return
  const now = model.people.peek()?.find(({ id }) => id === person.id)
  toast(`${person.name} is ${role === 'viewer' ? 'a' : 'an'} ${role} now.`, {
    tone: 'good',
    ...(now?.may.includes('change_role')
      ? { action: { label: 'Undo', onPress: () => void model.change(now, { role: person.role }) } }
      : {}),
  })
}

function Sure(props: { person: Person; model: PeopleModel; asked: Asked; onClose: () => void }) {
  const { person, model, asked } = props
  const { says, act } = questions[asked]
  const rules = useSignal<FactorRules | null>(null)
  useEffect(() => {
    if (asked === 'factor')
      void model.factorRules().then((read) => {
        rules.value = read
      })
  }, [asked, model])
  const confirm = async () => {
    if (asked === 'owner') {
      await changeRole(person, model, 'owner')
      return props.onClose()
    }
    const isDone =
      asked === 'switch_off'
        ? await model.change(person, { active: false })
        : asked === 'sign_out'
          ? await model.signOut(person)
          : await model.takeFactor(person)
    if (isDone && asked !== 'switch_off') toast(`${person.name}: done.`, { tone: 'good' })
    if (isDone) void model.load()
    props.onClose()
  }
  return (
    <Question
      small
      says={says ?? factorWords(rules.value)}
      act={act}
      of={person.name}
      busy={model.busy.value === person.id}
      onAct={confirm}
      onKeep={props.onClose}
    />
  )
}
