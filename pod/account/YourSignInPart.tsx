import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { SignInRow } from '../../shared/contracts/people.ts'
import { shortestPassword } from '../../shared/roles.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { SecondFactorPart } from './SecondFactorPart.tsx'

/** One's own password, second factor and open sign-ins. */
export function YourSignInPart() {
  const email = usePod().me.value?.user.email
  return (
    <div class="grid grid-cols-1 gap-5">
      {email && <PasswordPart />}
      <SecondFactorPart />
      <SignIns />
    </div>
  )
}

function PasswordPart() {
  const { api } = usePod()
  const form = useMemo(() => createForm({ current: '', password: '' }), [])
  const isOpen = useSignal(false)
  const close = () => {
    form.clear()
    isOpen.value = false
  }
  const submit = async () => {
    const isDone = await form.submit(({ current, password }) =>
      bodyOf(api.client.me.password.$post({ json: { ...(current ? { current } : {}), password } })),
    )
    if (!isDone) return
    close()
    toast('Password changed. Your other sign-ins have ended.', { tone: 'good' })
  }
  if (!isOpen.value)
    return (
      <div class="flex flex-wrap items-center gap-3">
        <span class="flex-1 basis-200px">Password</span>
        <Button
          onPress={() => {
            isOpen.value = true
          }}
        >
          Change password
        </Button>
      </div>
    )
  return (
    <FormBox
      form={form}
      label="Change password"
      class="card"
      onSubmit={submit}
      acts={
        <>
          <Button kind="primary" submit busy={form.busy.value}>
            Change password
          </Button>
          <Button kind="quiet" onPress={close}>
            Cancel
          </Button>
        </>
      }
    >
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        <FormField
          form={form}
          name="current"
          label="Current password"
          type="password"
          autocomplete="current-password"
          autofocus
        />
        <FormField
          form={form}
          name="password"
          label="New password"
          type="password"
          autocomplete="new-password"
          hint={`At least ${shortestPassword} characters. Your other sign-ins end.`}
        />
      </div>
    </FormBox>
  )
}

function SignIns() {
  const { api } = usePod()
  const rows = useSignal<SignInRow[] | null>(null)
  const trouble = useSignal<string | null>(null)
  const root = api.client.me['sign-ins']
  const load = () =>
    bodyOf(root.$get())
      .then(({ items }) => {
        rows.value = items
        trouble.value = null
      })
      .catch((error: unknown) => {
        trouble.value = asProblem(error).message
      })
  useEffect(() => void load(), [api])
  const end = async (row: SignInRow) => {
    try {
      await bodyOf(root[':id'].$delete({ param: { id: row.id } }))
      toast('That sign-in has ended.', { tone: 'good' })
    } catch (error) {
      toast(asProblem(error).message, { tone: 'bad' })
    }
    await load()
  }
  return (
    <section class="grid grid-cols-1 gap-2" aria-label="Open sign-ins">
      <h3 class="font-500">Open sign-ins</h3>
      {trouble.value && (
        <p role="alert" class="flex flex-wrap items-center gap-3">
          <span class="text-red">{trouble.value}</span>
          <Button onPress={load}>Try again</Button>
        </p>
      )}
      {rows.value === null && !trouble.value && <Skeleton width="50%" />}
      {rows.value && (
        <ul class="list-none m-0 p-0 b b-solid b-line rounded-card">
          {rows.value.map((row) => (
            <li key={row.id} class="flex items-center gap-3 px-3 py-2 b-b b-b-solid b-line last:b-b-0">
              <div class="flex-1 min-w-0">
                <p class="cut">
                  {row.device || 'Unknown browser'}, {row.surface === 'panel' ? 'side panel' : 'full page'}
                </p>
                <p class="meta cut">
                  {row.signed_in_by === 'single_sign_on' ? 'By single sign-on' : 'By password'}{' '}
                  <Time at={row.started_at} />, last used <Time at={row.last_seen_at} />
                </p>
              </div>
              {row.current ? (
                <span class="meta">this one</span>
              ) : (
                <Button small label={`End: ${row.device || 'unknown browser'}`} onPress={() => end(row)}>
                  End
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
