import { useSignal } from '@preact/signals'
import type { Connection } from '../../shared/contracts/connections.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'

/** The pod on the ticket screen: whether FlowPilot put it there, and at which address. */
export function PodPart({ connection }: { connection: Connection }) {
  const { api, host, me, loadMe } = usePod()
  const busy = useSignal(false)
  const said = useSignal<{ text: string; wrong?: true } | null>(null)
  const isThere = me.value?.psa.pod_registered ?? false
  const register = async () => {
    busy.value = true
    said.value = null
    try {
      const root = api.client.integrations.psa.connections[':id']
      await bodyOf(root['register-pod'].$post({ param: { id: connection.id } }))
      await loadMe()
      said.value = { text: 'The pod is registered. In ConnectWise, reload the ticket screen.' }
    } catch (error) {
      said.value = { text: asProblem(error).message, wrong: true }
    } finally {
      busy.value = false
    }
  }
  const copy = async () => {
    const done = await host.copy(connection.pod_url)
    said.value = done
      ? { text: 'The address is copied.' }
      : { text: 'The address could not be copied. Mark it and copy it by hand.', wrong: true }
  }
  return (
    <section class="card p-3 grid gap-2" aria-label="Pod in the ticket screen">
      <p>
        {isThere
          ? 'The pod stands on the ticket screen.'
          : 'The pod is not on the ticket screen yet. Its address, for those who set it up by hand:'}
      </p>
      <p class="code [overflow-wrap:anywhere]">{connection.pod_url}</p>
      <div class="flex flex-wrap gap-2">
        <Button busy={busy.value} onPress={register}>
          {isThere ? 'Register it again' : 'Register the pod'}
        </Button>
        <Button kind="quiet" onPress={copy}>
          Copy the address
        </Button>
      </div>
      {said.value && (
        <p role="status" class={said.value.wrong ? 'text-red' : 'text-muted'}>
          {said.value.text}
        </p>
      )}
    </section>
  )
}
