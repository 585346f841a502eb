import { useSignal } from '@preact/signals'
import { LogIn } from 'lucide-preact'
import { PodMenu } from '../frame/PodMenu.tsx'
import type { Panel } from '../host.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'

/** The one button; the server's own page asks the rest. */
export function PanelSignIn({ panel }: { panel: Panel }) {
  const { host } = usePod()
  const busy = useSignal(false)
  const wrong = useSignal<string | null>(null)
  const signIn = async () => {
    busy.value = true
    wrong.value = await panel.signIn()
    busy.value = false
  }
  const word = wrong.value ?? panel.word.value
  const shown = panel.shown.value
  return (
    <>
      <header class="flex-none h-36px flex items-center pl-3 pr-1 b-b b-b-solid b-line">
        <h1 class="flex-1 cut font-600">
          {shown ? `${shown.product_name} #${shown.ticket_id}` : 'FlowPilot'}
        </h1>
        <PodMenu />
      </header>
      <div class="flex-1 min-h-0 overflow-y-auto p-4 grid place-content-center justify-items-center gap-3 text-center">
        <h2 class="text-title font-600">Sign in to FlowPilot</h2>
        <p class="text-muted max-w-260px">
          {word ??
            `The sign-in of ${host.base_url.replace(/^https?:\/\//, '')} opens in a window of its own.`}
        </p>
        <Button kind="primary" icon={LogIn} busy={busy.value} onPress={signIn}>
          Sign in
        </Button>
      </div>
    </>
  )
}
