import { useSignal } from '@preact/signals'
import type { SignedIn } from '../../shared/contracts/accounts.ts'
import type { Challenged } from '../../shared/contracts/people.ts'
import type { SsoStart } from '../../shared/contracts/sign-in.ts'
import { readSso } from '../hosts/page-facts.ts'
import { postJson } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const SecondStep = lazily(() => import('./SecondStep.tsx').then((module) => module.SecondStep))

/** E-mail and password, for the full page, and the single sign-on where there is one. */
export function SignIn() {
  const { host } = usePod()
  const email = useSignal('')
  const password = useSignal('')
  const busy = useSignal(false)
  const leaving = useSignal(false)
  const wrong = useSignal<string | null>(null)
  const challenged = useSignal<Challenged | null>(null)
  const sso = readSso(document)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    wrong.value = null
    try {
      const typed = { email: email.value.trim(), password: password.value }
      const answer = await postJson<SignedIn | Challenged>('/api/v1/auth/login', typed)
      password.value = ''
      if ('challenge' in answer) challenged.value = answer
      else host.accept?.(answer)
    } catch (error) {
      const problem = asProblem(error)
      wrong.value =
        problem.code === 'malformed' ? 'Type your whole e-mail address and your password.' : problem.message
    } finally {
      busy.value = false
    }
  }
  const bySso = async () => {
    if (!/^\S+@\S+$/.test(email.value.trim())) {
      wrong.value = 'Type your e-mail address first: its domain says which single sign-on is yours.'
      return
    }
    leaving.value = true
    wrong.value = null
    try {
      const { location } = await postJson<SsoStart>('/api/v1/auth/sso', { email: email.value.trim() })
      host.leaveTo?.(location)
    } catch (error) {
      wrong.value = asProblem(error).message
      leaving.value = false
    }
  }
  if (challenged.value)
    return (
      <main class="flex-1 min-h-0 overflow-y-auto grid place-items-center p-4">
        <SecondStep
          challenged={challenged.value}
          meanwhile={<Skeleton width="200px" />}
          onAgain={(why) => {
            wrong.value = why
            challenged.value = null
          }}
        />
      </main>
    )
  return (
    <main class="flex-1 min-h-0 overflow-y-auto grid place-items-center p-4">
      <form class="w-full max-w-320px grid gap-4" onSubmit={submit} noValidate>
        <div class="grid gap-1">
          <h1 class="text-title font-600">Sign in to FlowPilot</h1>
          <p class="text-muted">In ConnectWise tickets the pod signs you in by itself.</p>
        </div>
        <label class="grid gap-1">
          <span class="micro">E-mail</span>
          <input
            class="input"
            type="email"
            name="email"
            autocomplete="username"
            maxLength={254}
            ref={(node) => {
              if (node && document.activeElement === document.body) node.focus()
            }}
            value={email.value}
            onInput={(event) => {
              email.value = event.currentTarget.value
            }}
          />
        </label>
        <label class="grid gap-1">
          <span class="micro">Password</span>
          <input
            class="input"
            type="password"
            name="password"
            autocomplete="current-password"
            maxLength={200}
            value={password.value}
            onInput={(event) => {
              password.value = event.currentTarget.value
            }}
          />
        </label>
        {wrong.value && (
          <p role="alert" class="text-red">
            {wrong.value}
          </p>
        )}
        <Button kind="primary" submit busy={busy.value}>
          Sign in
        </Button>
        {sso && (
          <Button busy={leaving.value} onPress={bySso}>
            Sign in with {sso}
          </Button>
        )}
      </form>
    </main>
  )
}
