import type { ComponentChildren } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { SignInRules } from '../../shared/contracts/sign-in.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { ActProblem } from './ActProblem.tsx'
import { DomainList } from './DomainList.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { createSignInModel, type SignInModel } from './sign-in-model.ts'

const onlyOwners = 'Only an owner changes how people sign in.'

/** How people get in: from the ticket screen, by single sign-on, by password. Admins read, owners change. */
export function SignInPart() {
  const pod = usePod()
  const model = useMemo(() => createSignInModel(pod), [pod])
  useEffect(() => void model.load(), [model])
  const rules = model.rules.value
  if (!rules)
    return model.problem.value ? (
      <p role="alert" class="flex flex-wrap items-center gap-3 text-red">
        {model.problem.value.message}
        <Button onPress={model.load}>Try again</Button>
      </p>
    ) : (
      <div class="grid gap-3" role="status" aria-label="Reading the sign-in rules">
        <Skeleton width="60%" />
        <Skeleton width="45%" />
      </div>
    )
  const why = pod.me.value?.role === 'owner' ? undefined : onlyOwners
  return (
    <div class="grid gap-5">
      {why && <p class="text-muted">{why} You can read it here.</p>}
      <Group title="From the ticket screen">
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          <Choice
            label="A member nobody linked"
            value={rules.provisioning}
            off={why}
            hint="ConnectWise confirms the member; this says what FlowPilot makes of it."
            options={{ approval: 'Waits for an admin', viewer: 'Becomes a viewer', off: 'Is turned away' }}
            onChange={(provisioning) => save(model, 'provisioning', { provisioning })}
          />
          <Choice
            label="Linking"
            value={rules.linking}
            off={why}
            hint="Owners and admins are linked by an owner in any case."
            options={{ password: 'Once, by the person’s password', admin: 'By admins alone' }}
            onChange={(linking) => save(model, 'linking', { linking })}
          />
        </div>
        <ActProblem model={model} of={['provisioning', 'linking']} />
      </Group>
      <Group title="Single sign-on">
        <ProviderForm model={model} rules={rules} why={why} />
      </Group>
      <Group title="E-mail domains">
        <DomainList model={model} rules={rules} why={why} />
      </Group>
      <Group title="Passwords">
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          <Choice
            label="Second factor"
            value={rules.second_factor_required ? 'yes' : 'no'}
            off={why}
            hint="A code from an authenticator, asked after a password."
            options={{ no: 'Whoever set one up', yes: 'Everybody' }}
            onChange={(value) => save(model, 'second_factor', { second_factor_required: value === 'yes' })}
          />
        </div>
        <ActProblem model={model} of={['second_factor']} />
        <OnlySso model={model} rules={rules} why={why} />
      </Group>
    </div>
  )
}

async function save(model: SignInModel, what: string, change: Parameters<SignInModel['save']>[1]) {
  if (await model.save(what, change)) toast('Sign-in rules saved.', { tone: 'good' })
}

function OnlySso(props: { model: SignInModel; rules: SignInRules; why: string | undefined }) {
  const { model, rules } = props
  const set = (sso_only: boolean) => save(model, 'sso_only', { sso_only })
  return (
    <div class="grid gap-2 justify-items-start">
      <p class="text-muted max-w-560px">
        {rules.sso_only
          ? 'Passwords sign nobody in: people come by single sign-on or from the ticket screen. If your provider lets nobody in, whoever runs the server can allow passwords again.'
          : 'Passwords work beside single sign-on.'}
      </p>
      {rules.sso_only ? (
        <Button why={props.why} busy={model.busy.value === 'sso_only'} onPress={() => set(false)}>
          Allow passwords again
        </Button>
      ) : (
        <AskFirst
          opens="Only single sign-on"
          why={props.why ?? (rules.provider ? undefined : 'Set up single sign-on first.')}
          says="Everybody but you is signed out now."
          act="Take no passwords"
          busy={model.busy.value === 'sso_only'}
          onAct={() => set(true)}
        />
      )}
      <ActProblem model={model} of={['sso_only']} />
    </div>
  )
}

function Group(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="grid gap-2" aria-label={props.title}>
      <h3 class="font-600">{props.title}</h3>
      {props.children}
    </section>
  )
}

/** One of a few words for a value of the rules. */
function Choice<T extends string>({
  options,
  onChange,
  ...rest
}: {
  label: string
  value: T
  hint: string
  off: string | undefined
  options: Record<T, string>
  onChange: (value: T) => void
}) {
  return (
    <Select {...rest} onChange={(value) => onChange(value as T)}>
      {Object.entries<string>(options).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </Select>
  )
}
