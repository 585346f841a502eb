import { useSignal } from '@preact/signals'
import { asProblem } from '../api-problem.ts'
import { readSso } from '../hosts/page-facts.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'

/** E-mail and password, for the full page, and the single sign-on where there is one. */
export function SignIn() {
  const { host } = usePod()
  const email = useSignal('')
  const password = useSignal('')
  const busy = useSignal(false)
  const wrong = useSignal<string | null>(null)
  const sso = readSso(document)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    wrong.value = null
    try {
      await host.signIn?.(email.value.trim(), password.value)
      password.value = ''
    } catch (error) {
      const problem = asProblem(error)
      wrong.value =
        problem.code === 'malformed' ? 'Type your whole e-mail address and your password.' : problem.message
    } finally {
      busy.value = false
    }
  }
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
          <a class="btn" href="/oauth/oidc/start?for=app">
            Sign in with {sso}
          </a>
        )}
      </form>
    </main>
  )
}
