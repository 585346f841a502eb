import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { NewSecret, SecondFactor } from '../../shared/contracts/people.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { plural } from '../ui/when.ts'
import { AuthenticatorSetup } from './AuthenticatorSetup.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

type Step =
  | { at: 'state' }
  | { at: 'password'; to: 'set_up' | 'end' }
  | { at: 'secret'; secret: NewSecret }
  | { at: 'codes'; codes: string[] }

/** Codes of an authenticator, asked after the password: on, off, or another authenticator. */
export function SecondFactorPart() {
  const { api } = usePod()
  const root = api.client.me['second-factor']
  const state = useSignal<SecondFactor | null>(null)
  const trouble = useSignal<string | null>(null)
  const step = useSignal<Step>({ at: 'state' })
  const load = () =>
    bodyOf(root.$get())
      .then((found) => {
        state.value = found
        trouble.value = null
      })
      .catch((error: unknown) => {
        trouble.value = asProblem(error).message
      })
  useEffect(() => void load(), [api])
  const goBack = () => {
    step.value = { at: 'state' }
    void load()
  }
  const now = step.value
  if (trouble.value)
    return (
      <p role="alert" class="flex flex-wrap items-center gap-3">
        <span class="text-red">{trouble.value}</span>
        <Button onPress={load}>Try again</Button>
      </p>
    )
  if (state.value === null) return <Skeleton width="50%" />
  if (now.at === 'password')
    return (
      <PasswordFirst
        to={now.to}
        onBack={goBack}
        onPassword={async (password) => {
          if (now.to === 'end') {
            await bodyOf(root.$delete({ json: { password } }))
            toast('The second factor is off.', { tone: 'good' })
            goBack()
            return
          }
          const answer = await bodyOf(root.$put({ json: { password } }))
          if ('secret' in answer) step.value = { at: 'secret', secret: answer }
        }}
      />
    )
  if (now.at === 'secret')
    return (
      <div class="card">
        <AuthenticatorSetup
          secret={now.secret}
          onGiveUp={goBack}
          onCode={async (code) => {
            const answer = await bodyOf(root.$put({ json: { code } }))
            if ('recovery_codes' in answer) step.value = { at: 'codes', codes: answer.recovery_codes }
          }}
        />
      </div>
    )
  if (now.at === 'codes') return <RecoveryCodes codes={now.codes} onDone={goBack} />
  return (
    <State
      state={state.value}
      onChoose={(to) => {
        step.value = { at: 'password', to }
      }}
    />
  )
}

function State({ state, onChoose }: { state: SecondFactor; onChoose: (to: 'set_up' | 'end') => void }) {
  if (!state.possible)
    return (
      <p class="text-muted max-w-560px">
        You sign in without a password here; your other sign-in asks for its own second factor.
      </p>
    )
  const left = state.recovery_codes_left
  return (
    <div class="flex flex-wrap items-center gap-3">
      <div class="flex-1 basis-200px">
        <p>Second factor</p>
        <p class="meta">
          {state.since ? (
            <>
              On since <Time at={state.since} />.{' '}
              <span class={left < 3 ? 'text-amber' : ''}>
                {plural(left, '1 recovery code', `${left} recovery codes`)} left.
              </span>
              {state.required && ' Your account asks everybody for one.'}
            </>
          ) : (
            'Off. With it a stolen password alone lets nobody in.'
          )}
        </p>
      </div>
      <Button onPress={() => onChoose('set_up')}>{state.since ? 'Another authenticator' : 'Turn on'}</Button>
      {state.since && !state.required && (
        <Button kind="quiet" onPress={() => onChoose('end')}>
          Turn off…
        </Button>
      )}
    </div>
  )
}

function PasswordFirst(props: {
  to: 'set_up' | 'end'
  onPassword: (password: string) => Promise<void>
  onBack: () => void
}) {
  const form = useMemo(() => createForm({ password: '' }), [])
  return (
    <FormBox
      form={form}
      label="Second factor"
      class="card"
      onSubmit={() => form.submit(({ password }) => props.onPassword(password))}
      acts={
        <>
          <Button kind={props.to === 'end' ? 'plain' : 'primary'} submit busy={form.busy.value}>
            {props.to === 'end' ? 'Turn second factor off' : 'Continue'}
          </Button>
          <Button kind="quiet" onPress={props.onBack}>
            Cancel
          </Button>
        </>
      }
    >
      <FormField
        form={form}
        name="password"
        label="Your password"
        type="password"
        autocomplete="current-password"
        hint={
          props.to === 'end'
            ? 'Your password alone will let you in again.'
            : 'So that nobody sets one up on your open page.'
        }
        autofocus
      />
    </FormBox>
  )
}
