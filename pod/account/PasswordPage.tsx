import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import type { Challenged, LinkView } from '../../shared/contracts/people.ts'
import { shortestPassword } from '../../shared/roles.ts'
import { postJson } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { SecondStep } from './SecondStep.tsx'

const cutOff = 'This link is not whole. Copy it once more, from its beginning to its end.'

/** Where a one-time link leads: whom it is for, and the password that they choose. */
export function PasswordPage() {
  const { host, go } = usePod()
  // out of the address at once: what stands there is a secret
  const token = useMemo(() => host.takeFragment?.() ?? '', [host])
  const link = useSignal<LinkView | null>(null)
  const problem = useSignal<ApiProblem | null>(null)
  const challenged = useSignal<Challenged | null>(null)
  const read = () =>
    postJson<LinkView>('/api/v1/auth/link', { token })
      .then((found) => {
        link.value = found
        problem.value = null
      })
      .catch((error: unknown) => {
        problem.value = asProblem(error)
      })
  useEffect(() => void read(), [token])

  const signIn = async (password: string) => {
    const email = link.value?.email
    const answer = await postJson<SignedIn | Challenged>('/api/v1/auth/login', { email, password })
    if ('challenge' in answer) challenged.value = answer
    else {
      host.accept?.(answer)
      go({ screen: 'new' })
    }
  }
  const found = link.value
  return (
    <main class="flex-1 min-h-0 overflow-y-auto grid place-items-center p-4">
      {challenged.value ? (
        <SecondStep
          challenged={challenged.value}
          onAgain={() => go({ screen: 'new' })}
          onDone={() => go({ screen: 'new' })}
        />
      ) : problem.value ? (
        <Refused problem={problem.value} onSignedOut={read} />
      ) : found ? (
        <Choose token={token} link={found} onSet={signIn} />
      ) : (
        <Skeleton width="200px" />
      )}
    </main>
  )
}

function Choose(props: { token: string; link: LinkView; onSet: (password: string) => Promise<void> }) {
  const { go } = usePod()
  const form = useMemo(() => createForm({ password: '', again: '' }), [])
  const isSet = useSignal(false)
  const { link, token } = props
  const submit = async () => {
    const { password, again } = form.values.value
    if (password !== again) return form.refuse('again', 'This is not the same password.')
    await form.submit(async () => {
      if (!isSet.value) await postJson('/api/v1/auth/password', { token, password })
      isSet.value = true
      await props.onSet(password)
    })
  }
  const first = link.name.split(' ')[0]
  return (
    <FormBox
      form={form}
      label="Choose a password"
      class="w-full max-w-320px gap-4"
      onSubmit={submit}
      acts={
        isSet.value ? (
          <Button onPress={() => go({ screen: 'new' })}>To the sign-in</Button>
        ) : (
          <Button kind="primary" submit busy={form.busy.value} class="flex-1">
            Set password and sign in
          </Button>
        )
      }
    >
      <div class="grid gap-1">
        <h1 class="text-title font-600">
          {link.purpose === 'invitation' ? `Welcome to FlowPilot, ${first}` : 'Choose a new password'}
        </h1>
        <p class="text-muted [overflow-wrap:anywhere]">
          For {link.email}, {link.account}.
        </p>
      </div>
      <input type="email" name="email" autocomplete="username" value={link.email} readOnly hidden />
      <FormField
        form={form}
        name="password"
        label="Password"
        type="password"
        hint={`At least ${shortestPassword} characters. A few words that belong together only for you do well.`}
        autocomplete="new-password"
        autofocus
      />
      <FormField form={form} name="again" label="Once more" type="password" autocomplete="new-password" />
    </FormBox>
  )
}

function Refused({ problem, onSignedOut }: { problem: ApiProblem; onSignedOut: () => void }) {
  const { host, go } = usePod()
  const signOut = async () => {
    await host.signOut?.()
    onSignedOut()
  }
  return (
    <div class="w-full max-w-320px grid gap-4 justify-items-start">
      <h1 class="text-title font-600">This link cannot be used</h1>
      <p role="alert">{problem.code === 'malformed' ? cutOff : problem.message}</p>
      {problem.code === 'link_of_another' ? (
        <Button onPress={signOut}>Sign out here</Button>
      ) : problem.may_pass ? (
        <Button onPress={onSignedOut}>Try again</Button>
      ) : (
        <Button onPress={() => go({ screen: 'new' })}>To the sign-in</Button>
      )}
    </div>
  )
}
