import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Challenged, NewSecret, SignedInBySecondFactor } from '../../shared/contracts/people.ts'
import { postJson } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { AuthenticatorSetup } from './AuthenticatorSetup.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

type Props = { challenged: Challenged; onAgain: (why: string | null) => void; onDone?: () => void }

/** After the right password: the code, or first an authenticator where the account asks everybody for one. */
export function SecondStep(props: Props) {
  return props.challenged.second_factor === 'code' ? <Code {...props} /> : <Enrol {...props} />
}

/** Throws ApiProblem; a sign-in that took too long or may not be by password any more goes back to its first step. */
async function answer({ challenged, onAgain }: Props, code: string): Promise<SignedInBySecondFactor | null> {
  try {
    const { challenge } = challenged
    return await postJson<SignedInBySecondFactor>('/api/v1/auth/totp', { challenge, code })
  } catch (error) {
    const problem = asProblem(error)
    if (problem.code !== 'sign_in_too_old' && problem.code !== 'sso_only') throw problem
    onAgain(problem.message)
    return null
  }
}

function Code(props: Props) {
  const { host } = usePod()
  const form = useMemo(() => createForm({ code: '' }), [])
  const submit = () =>
    form.submit(async ({ code }) => {
      const done = await answer(props, code)
      if (!done) return
      host.accept?.(done)
      props.onDone?.()
    })
  return (
    <FormBox
      form={form}
      label="Second factor"
      class="w-full max-w-320px gap-4"
      onSubmit={submit}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value} class="flex-1">
            Sign in
          </Button>
          <Button kind="quiet" onPress={() => props.onAgain(null)}>
            Back
          </Button>
        </>
      }
    >
      <div class="grid gap-1">
        <h1 class="text-title font-600">Type your code</h1>
        <p class="text-muted">Six digits of your authenticator, or a recovery code.</p>
      </div>
      <FormField
        form={form}
        name="code"
        label="Code"
        autocomplete="one-time-code"
        maxLength={30}
        code
        autofocus
      />
    </FormBox>
  )
}

function Enrol(props: Props) {
  const { host } = usePod()
  const secret = useSignal<NewSecret | null>(null)
  const done = useSignal<SignedInBySecondFactor | null>(null)
  const { challenge } = props.challenged
  useEffect(() => {
    postJson<NewSecret>('/api/v1/auth/second-factor', { challenge })
      .then((found) => {
        secret.value = found
      })
      .catch((error: unknown) => props.onAgain(asProblem(error).message))
  }, [challenge])
  const signedIn = done.value
  return (
    <div class="w-full max-w-560px grid gap-4">
      <div class="grid gap-1">
        <h1 class="text-title font-600">Set up a second factor</h1>
        {!signedIn && <p class="text-muted">Your account asks everybody for one. It takes a minute.</p>}
      </div>
      {signedIn ? (
        <RecoveryCodes
          codes={signedIn.recovery_codes ?? []}
          onDone={() => {
            host.accept?.(signedIn)
            props.onDone?.()
          }}
        />
      ) : secret.value ? (
        <AuthenticatorSetup
          secret={secret.value}
          onCode={async (code) => {
            done.value = await answer(props, code)
          }}
          onGiveUp={() => props.onAgain(null)}
        />
      ) : (
        <Skeleton width="60%" />
      )}
    </div>
  )
}
