import { useSignal } from '@preact/signals'
import { UserPlus } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { NewPersonInput } from '../../shared/contracts/people.ts'
import { mayActOn, roles } from '../../shared/roles.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormChoice, FormField } from '../ui/form/FormField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { LinkCard } from './LinkCard.tsx'
import { PersonRow } from './PersonRow.tsx'
import { createPeopleModel, type PeopleModel } from './people-model.ts'
import { roleName, roleWords } from './people-words.ts'

/** For admins: who is in the account, and who is to be. */
export function PeoplePart() {
  const pod = usePod()
  const model = useMemo(() => createPeopleModel(pod), [pod])
  useEffect(() => model.watch(), [model])
  const isInviting = useSignal(false)
  const people = model.people.value
  const problem = model.problem.value
  if (people === null)
    return problem ? (
      <p role="alert" class="flex flex-wrap items-center gap-3">
        <span class="text-red">{problem.message}</span>
        <Button onPress={model.load}>Try again</Button>
      </p>
    ) : (
      <div class="grid gap-3">
        <Skeleton width="60%" />
        <Skeleton width="52%" />
        <Skeleton width="56%" />
      </div>
    )
  return (
    <>
      {problem && (
        <p role="alert" class="text-red">
          {problem.message}
        </p>
      )}
      <ul class="list-none m-0 p-0 b b-solid b-line rounded-card">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} model={model} />
        ))}
      </ul>
      {people.length === 1 && <p class="text-muted">You are the only one here. Invite your colleagues.</p>}
      {model.made.value && <LinkCard model={model} made={model.made.value} />}
      {isInviting.value ? (
        <InviteForm
          model={model}
          onClose={() => {
            isInviting.value = false
          }}
        />
      ) : (
        <Button
          icon={UserPlus}
          class="justify-self-start"
          onPress={() => {
            isInviting.value = true
          }}
        >
          Invite somebody
        </Button>
      )}
    </>
  )
}

function InviteForm(props: { model: PeopleModel; onClose: () => void }) {
  const own = usePod().me.value?.role ?? 'viewer'
  const form = useMemo(() => createForm({ name: '', email: '', role: 'engineer' }), [])
  const submit = async () => {
    const values = form.values.value
    if (!values.name.trim()) return form.refuse('name', 'How do colleagues call this person?')
    if (!(await form.submit((typed) => props.model.invite(typed as NewPersonInput)))) return
    const { link } = props.model.made.value ?? {}
    if (link?.delivery === 'mailed') toast(`Invited. The link went to ${values.email}.`, { tone: 'good' })
    props.onClose()
  }
  return (
    <FormBox
      form={form}
      label="Invite somebody"
      class="card"
      onSubmit={submit}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value}>
            Invite
          </Button>
          <Button kind="quiet" onPress={props.onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <FormField form={form} name="name" label="Name" maxLength={100} autofocus />
        <FormField form={form} name="email" label="E-mail" type="email" maxLength={254} />
        <FormChoice
          form={form}
          name="role"
          label="Role"
          options={roles
            .filter((role) => mayActOn(own, role))
            .map((role) => ({ value: role, label: `${roleName(role)}: ${roleWords[role]}` }))}
        />
      </div>
    </FormBox>
  )
}
