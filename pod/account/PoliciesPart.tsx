import { useSignal } from '@preact/signals'
import { Plus } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { AiPolicy, ClientPolicy } from '../../shared/contracts/ai-policy.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormChoice, FormField } from '../ui/form/FormField.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { createPoliciesModel, type PoliciesModel } from './policies-model.ts'
import { policies, policyMeans, policyNames } from './policy-words.ts'
import { zoneChoices } from './preference-choices.ts'
import { SentWhere } from './SentWhere.tsx'

/** What a model outside may read of each client and in which zone it lives, and what is sent where; admins set it, everybody reads it. */
export function PoliciesPart({ mayChange }: { mayChange: boolean }) {
  const pod = usePod()
  const model = useMemo(() => createPoliciesModel(pod), [pod])
  useEffect(() => model.follow(), [model])
  const isAdding = useSignal(false)
  const now = model.now.value
  const problem = model.problem.value
  const wrong = problem && (
    <p role="alert" class="flex flex-wrap items-center gap-3">
      <span class="text-red">{problem}</span>
      {now === null && <Button onPress={model.load}>Try again</Button>}
    </p>
  )
  if (now === null) return wrong || <Skeleton width="60%" />
  return (
    <>
      {wrong}
      {mayChange ? (
        <Select
          label="For every client without a rule of its own"
          value={now.usual}
          hint={policyMeans[now.usual]}
          class="max-w-560px"
          onChange={(usual) => void model.setUsual(usual as AiPolicy)}
        >
          {policies.map((one) => (
            <option key={one} value={one}>
              {policyNames[one]}
            </option>
          ))}
        </Select>
      ) : (
        <p>
          {policyNames[now.usual]} for every client without a rule of its own.{' '}
          <span class="text-muted">{policyMeans[now.usual]}</span>
        </p>
      )}
      {now.clients.length > 0 && (
        <ul class="list-none m-0 p-0 b b-solid b-line rounded-card" aria-label="Rules of clients">
          {now.clients.map((each) => (
            <ClientRow key={each.id} client={each} {...{ model, mayChange }} />
          ))}
        </ul>
      )}
      {mayChange &&
        (isAdding.value ? (
          <ClientForm model={model} onClose={() => (isAdding.value = false)} />
        ) : (
          <Button class="justify-self-start" icon={Plus} onPress={() => (isAdding.value = true)}>
            Add a client
          </Button>
        ))}
      <SentWhere destinations={model.destinations.value} policy={now} />
    </>
  )
}

function ClientRow(props: { client: ClientPolicy; model: PoliciesModel; mayChange: boolean }) {
  const { client, model } = props
  const isChanging = useSignal(false)
  const edge = 'p-3 b-b b-b-solid b-line last:b-b-0'
  if (isChanging.value)
    return (
      <li class={edge}>
        <ClientForm client={client} model={model} onClose={() => (isChanging.value = false)} />
      </li>
    )
  return (
    <li class={`grid grid-cols-1 wide:grid-cols-[minmax(0,1fr)_auto] gap-2 items-center ${edge}`}>
      <span class="min-w-0 grid gap-2px">
        <span class="flex items-baseline gap-2 min-w-0">
          <Plain cut text={client.client_name} class="font-500" />
          {client.policy && <span class="pill flex-none">{policyNames[client.policy]}</span>}
          {client.time_zone && <span class="pill flex-none">{client.time_zone}</span>}
        </span>
        {client.reason && <Plain text={client.reason} class="text-meta" />}
        <span class="meta cut">
          {client.set_by ? `${client.set_by}, ` : ''}
          <Time at={client.set_at} />
        </span>
      </span>
      {props.mayChange && (
        <span class="flex flex-wrap gap-2">
          <Button
            kind="quiet"
            label={`Change: ${client.client_name}`}
            onPress={() => (isChanging.value = true)}
          >
            Change
          </Button>
          <Button
            kind="quiet"
            label={`Remove: ${client.client_name}`}
            busy={model.busy.value === client.id}
            onPress={() => model.remove(client.id)}
          >
            Remove
          </Button>
        </span>
      )}
    </li>
  )
}

const zonesToChoose = (set: string | null) =>
  zoneChoices(set, Intl.DateTimeFormat().resolvedOptions().timeZone, Intl.supportedValuesOf('timeZone'))

function ClientForm(props: { client?: ClientPolicy; model: PoliciesModel; onClose: () => void }) {
  const { client, model, onClose } = props
  const form = useMemo(
    () =>
      createForm({
        client_name: client?.client_name ?? '',
        policy: client ? (client.policy ?? '') : 'redacted',
        time_zone: client?.time_zone ?? '',
        reason: client?.reason ?? '',
      }),
    [client],
  )
  const policy = (form.values.value.policy || null) as AiPolicy | null
  const usual = model.now.value?.usual ?? 'allowed'
  const zones = useMemo(() => zonesToChoose(client?.time_zone ?? null), [client])
  const submit = async () => {
    const { client_name, reason, time_zone } = form.values.value
    if (!client_name.trim()) return form.refuse('client_name', 'Which client is it?')
    const order = { client_name, policy, reason, time_zone: time_zone || null }
    const set = () => {
      if (!policy && !time_zone) throw new Error('Choose what a model may read, or a time zone.')
      return model.set(order)
    }
    if (await form.submit(set)) onClose()
  }
  return (
    <FormBox
      form={form}
      label={client ? 'Change the rule' : 'Add a client'}
      class={client ? '' : 'card'}
      onSubmit={submit}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value}>
            {client ? 'Save' : 'Add'}
          </Button>
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <FormField
          form={form}
          name="client_name"
          label="Client"
          maxLength={200}
          off={client && 'The rule is of this client.'}
          hint="As the company is called in ConnectWise, or in the case."
          {...(client ? {} : { choices: model.now.value?.known_clients ?? [], autofocus: true })}
        />
        <FormChoice
          form={form}
          name="policy"
          label="A model outside"
          hint={policyMeans[policy ?? usual]}
          options={[
            { value: '', label: `As for every client (${policyNames[usual]})` },
            ...policies.map((value) => ({ value, label: policyNames[value] })),
          ]}
        />
        <FormChoice
          form={form}
          name="time_zone"
          label="Time zone"
          hint="For times and promises in texts that this client reads."
          options={[{ value: '', label: 'As the account' }, ...zones]}
        />
      </div>
      <FormField
        form={form}
        name="reason"
        label="Reason"
        maxLength={300}
        placeholder="By contract"
        hint="Engineers read it in each case of this client."
      />
    </FormBox>
  )
}
