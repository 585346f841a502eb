import { useSignal } from '@preact/signals'
import { Copy } from 'lucide-preact'
import { podHeightPx } from '../../shared/limits.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/Toasts.tsx'
import type { ConnectModel } from './connect-model.ts'

/** The pod on the ticket screen: by the API, or by hand where its keys may not. */
export function PodStep(props: { model: ConnectModel; onLater: () => void }) {
  const { model, onLater } = props
  const { api, loadMe } = usePod()
  const busy = useSignal(false)
  const problem = useSignal<ApiProblem | null>(null)
  const byHand = useSignal(false)
  const connection = model.connection.value
  if (!connection) return null
  const isThere = model.setup.value?.pod_registered ?? false
  const register = async () => {
    busy.value = true
    problem.value = null
    try {
      const root = api.client.integrations.psa.connections[':id']
      await bodyOf(root['register-pod'].$post({ param: { id: connection.id } }))
      await Promise.all([model.readSetup(), loadMe()])
      toast('The pod is registered.', { tone: 'good' })
    } catch (error) {
      problem.value = asProblem(error)
      byHand.value = true
    }
    busy.value = false
  }
  return (
    <>
      <p>
        {isThere
          ? 'The pod stands in ConnectWise. Each person shows it once: on a ticket, the gear, Pod Configuration, move FlowPilot to Displayed.'
          : 'FlowPilot puts itself on the ticket screen with the keys of this connection.'}
      </p>
      <div class="flex flex-wrap gap-2">
        <Button kind={isThere ? 'plain' : 'primary'} busy={busy.value} onPress={register}>
          {isThere ? 'Register it again' : 'Register the pod'}
        </Button>
        <Button
          kind="quiet"
          pressed={byHand.value}
          onPress={() => {
            byHand.value = !byHand.value
          }}
        >
          Set it up by hand
        </Button>
        <span class="flex-1" />
        <Button kind={isThere ? 'primary' : 'plain'} onPress={onLater}>
          {isThere ? 'Go on' : 'Later'}
        </Button>
      </div>
      {problem.value && (
        <p role="alert" class="text-red">
          {problem.value.message}{' '}
          <span class="text-muted">An administrator of ConnectWise can set it up by hand instead:</span>
        </p>
      )}
      {byHand.value && <ByHand url={connection.pod_url} />}
    </>
  )
}

function ByHand({ url }: { url: string }) {
  const fields: [string, string][] = [
    ['Description', 'FlowPilot'],
    ['Screen', 'Service Ticket'],
    ['Origin', new URL(url).origin],
    ['URL', url],
    ['Pod Height', String(podHeightPx)],
  ]
  return (
    <section class="grid gap-3" aria-label="By hand">
      <ol class="list-decimal pl-5 grid gap-1">
        <li>In ConnectWise open System, Setup Tables, and there Manage Hosted API. Press +.</li>
        <li>Choose Pod, and fill in these fields:</li>
      </ol>
      <ul class="grid gap-1">
        {fields.map(([name, value]) => (
          <Field key={name} name={name} value={value} />
        ))}
      </ul>
      <p class="text-muted">
        Save it, then register the pod here: that finds what you made and adds nothing. Where the keys may not
        read setup tables, choose Later; the pod works all the same.
      </p>
    </section>
  )
}

function Field({ name, value }: { name: string; value: string }) {
  const { host } = usePod()
  const copy = async () => {
    const isDone = await host.copy(value)
    if (isDone) toast(`${name} is copied.`, { tone: 'good' })
    else toast(`${name} could not be copied. Mark it and copy it by hand.`, { tone: 'bad' })
  }
  return (
    <li class="grid grid-cols-[96px_minmax(0,1fr)_auto] gap-3 items-center min-h-28px">
      <span class="text-muted">{name}</span>
      <span class="code [overflow-wrap:anywhere]">{value}</span>
      <Button small icon={Copy} label={`Copy ${name}`} onPress={copy}>
        Copy
      </Button>
    </li>
  )
}
