import { useSignal } from '@preact/signals'
import { Link2 } from 'lucide-preact'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'

/** Asked once: which FlowPilot user the ConnectWise member in view is, proved by that user's password. */
export function LinkMember() {
  const { host } = usePod()
  const email = useSignal('')
  const password = useSignal('')
  const busy = useSignal(false)
  const wrong = useSignal<string | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    if (!email.value.trim() || !password.value) {
      wrong.value = 'Type your whole e-mail address and your password.'
      return
    }
    busy.value = true
    wrong.value = null
    try {
      await host.linkMember?.(email.value.trim(), password.value)
    } catch (error) {
      const problem = asProblem(error)
      // linked, but not for this ticket: the screen that says so is the usual one
      if (problem.code === 'not_your_ticket') host.tryAgain()
      else
        wrong.value =
          problem.code === 'malformed' ? 'Type your whole e-mail address and your password.' : problem.message
    } finally {
      password.value = ''
      busy.value = false
    }
  }
  return (
    <div class="flex-1 min-h-0 overflow-y-auto p-3 wide:p-5">
      <form
        class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-3 content-start max-w-560px"
        onSubmit={submit}
        noValidate
      >
        <Icon of={Link2} class="text-blue mt-2px" />
        <h2 class="text-title font-600">Link ConnectWise to your FlowPilot user</h2>
        <p class="col-start-2 text-muted">
          ConnectWise knows you, FlowPilot does not yet. Link the two once with your FlowPilot password, or
          wait until an admin has done it.
        </p>
        <div class="col-start-2 grid gap-3 grid-cols-1 wide:grid-cols-2">
          <label class="grid gap-1">
            <span class="micro">FlowPilot e-mail</span>
            <input
              class="input"
              type="email"
              autocomplete="username"
              maxLength={254}
              value={email.value}
              onInput={(event) => {
                email.value = event.currentTarget.value
              }}
            />
          </label>
          <label class="grid gap-1">
            <span class="micro">FlowPilot password</span>
            <input
              class="input"
              type="password"
              autocomplete="current-password"
              maxLength={200}
              aria-describedby={wrong.value ? 'link-wrong' : undefined}
              value={password.value}
              onInput={(event) => {
                password.value = event.currentTarget.value
              }}
            />
          </label>
        </div>
        {wrong.value && (
          <p role="alert" id="link-wrong" class="col-start-2 text-red">
            {wrong.value}
          </p>
        )}
        <div class="col-start-2 flex flex-wrap items-center gap-2">
          <Button kind="primary" submit busy={busy.value}>
            Link and sign in
          </Button>
          <Button kind="quiet" onPress={() => host.tryAgain()}>
            An admin has linked me
          </Button>
        </div>
        <p class="col-start-2 meta">
          Not your ConnectWise password. Asked once; from then on the ticket screen signs you in by itself.
        </p>
      </form>
    </div>
  )
}
