import { useSignal } from '@preact/signals'
import { CircleCheck, CircleDashed, CircleHelp } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Colleague } from '../../shared/contracts/accounts.ts'
import type { WaitingMember } from '../../shared/contracts/connections.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { mappingWords } from './mapping-words.ts'
import { createMembersModel, type MembersModel, type MembersView } from './members-model.ts'

const signs = {
  good: { of: CircleCheck, class: 'text-green' },
  ask: { of: CircleHelp, class: 'text-amber' },
  muted: { of: CircleDashed, class: 'text-muted' },
} as const

/** For admins: which ConnectWise member each person is. Only a link by hand or password signs in. */
export function MembersPart(props: { connection_id: string; onChange?: () => void }) {
  const pod = usePod()
  const { connection_id, onChange } = props
  const model = useMemo(() => createMembersModel(pod, connection_id, onChange), [pod, connection_id])
  useEffect(() => void model.load(), [model])
  const view = model.view.value
  const problem = model.problem.value
  return (
    <div class="grid gap-3">
      <p class="text-muted max-w-560px">
        In the ticket screen ConnectWise says which member is there. A link here says who that is in
        FlowPilot. An e-mail address alone never signs anybody in.
      </p>
      {problem && (
        <p role="alert" class="flex flex-wrap items-center gap-3 text-red">
          {problem.message}
          {!view && <Button onPress={model.load}>Try again</Button>}
        </p>
      )}
      {!view && !problem && (
        <div class="grid gap-3" role="status" aria-label="Reading the members">
          <Skeleton width="60%" />
          <Skeleton width="50%" />
        </div>
      )}
      {view && view.members === null && (
        <p class="text-amber">ConnectWise did not answer: people can be unlinked now, and linked later.</p>
      )}
      {view && view.waiting.length > 0 && <Waiting model={model} waiting={view.waiting} />}
      {view && (
        <ul class="b-t b-t-solid b-line" aria-label="People and their members">
          {view.people.map((person) => (
            <Person key={person.id} person={person} view={view} model={model} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Person(props: { person: Colleague; view: MembersView; model: MembersModel }) {
  const { person, view, model } = props
  const { me } = usePod()
  const mapping = view.mappings.get(person.id)
  const chosen = useSignal<string | null>(null)
  const kept = mapping?.member_id ?? ''
  const value = chosen.value ?? kept
  const words = mappingWords(mapping)
  const isOwners = person.role === 'owner' || person.role === 'admin'
  const mayNot = isOwners && me.value?.role !== 'owner' ? 'Only an owner links owners and admins.' : undefined
  const isLinked = mapping?.signs_in === true && value === kept
  const taken = new Map(
    [...view.mappings.values()]
      .filter((each) => each.state === 'identity' && each.user_id !== person.id)
      .map((each) => [each.member_id, each.user_name]),
  )
  const save = async (member_id: string | null) => {
    if (!(await model.link(person.id, member_id))) return
    chosen.value = null
    const done = member_id
      ? `${person.name} is linked.`
      : `${person.name} is unlinked. The pod asks them again.`
    toast(done, { tone: 'good' })
  }
  const sign = signs[words.tone]
  return (
    <li class="b-b b-b-solid b-line py-2 grid gap-x-3 gap-y-2 items-center grid-cols-1 wide:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
      <div class="min-w-0">
        <div class="flex items-center gap-2 min-w-0">
          <span class="cut font-500">{person.name}</span>
          <span class="meta flex-none">{person.role}</span>
        </div>
        <div class="flex items-start gap-6px meta">
          <Icon of={sign.of} size={14} class={`mt-1px ${sign.class}`} />
          <span>
            {words.label}. {words.says}
          </span>
        </div>
      </div>
      <div class="flex items-center gap-2 min-w-0">
        <select
          class="input h-30px px-6px flex-1 min-w-0"
          aria-label={`ConnectWise member of ${person.name}`}
          disabled={Boolean(mayNot) || view.members === null}
          value={value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value
          }}
        >
          <option value="">No member</option>
          {mapping && !view.members?.some(({ id }) => id === kept) && (
            <option value={kept}>{mapping.member_name || mapping.member_identifier}</option>
          )}
          {view.members?.map((member) => (
            <option key={member.id} value={member.id} disabled={taken.has(member.id)}>
              {member.name} ({member.identifier}){taken.has(member.id) ? `, ${taken.get(member.id)}` : ''}
            </option>
          ))}
        </select>
        {isLinked || (kept && value === '') ? (
          <Button
            class="w-72px flex-none"
            why={mayNot}
            busy={model.busy.value.has(person.id)}
            label={`Unlink ${person.name}`}
            onPress={() => save(null)}
          >
            Unlink
          </Button>
        ) : (
          <Button
            class="w-72px flex-none"
            why={mayNot ?? (value ? undefined : 'Choose a member first.')}
            busy={model.busy.value.has(person.id)}
            label={`Link ${person.name}`}
            onPress={() => save(value)}
          >
            Link
          </Button>
        )}
      </div>
    </li>
  )
}

function Waiting(props: { model: MembersModel; waiting: WaitingMember[] }) {
  const { model } = props
  return (
    <section class="card edge-amber grid gap-2" aria-label="Members who wait">
      <h3 class="micro text-amber">Wait to be let in</h3>
      <p class="meta">
        ConnectWise confirmed these members. Link one to a person below, or add them as somebody new.
      </p>
      <ul class="grid gap-2">
        {props.waiting.map((member) => (
          <li key={member.member_id} class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span class="flex-1 min-w-200px">
              <span class="font-500">{member.member_name}</span>{' '}
              <span class="meta">
                {member.member_identifier}, asked <Time at={member.last_seen_at} />
              </span>
            </span>
            <span class="flex flex-wrap gap-2">
              {(['viewer', 'engineer'] as const).map((role) => (
                <Button
                  key={role}
                  small
                  busy={model.busy.value.has(member.member_id)}
                  label={`Add ${member.member_name} as ${role}`}
                  onPress={() => model.admit(member.member_id, role)}
                >
                  Add as {role}
                </Button>
              ))}
              <Button
                small
                kind="quiet"
                label={`Dismiss ${member.member_name}`}
                onPress={() => model.dismiss(member.member_id)}
              >
                Dismiss
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
