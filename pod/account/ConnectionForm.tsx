import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Connection } from '../../shared/contracts/connections.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/Toasts.tsx'
import type { ConnectionInput, ConnectionModel } from './connection-model.ts'

type Row = { name: keyof ConnectionInput; label: string; hint: string; secret?: boolean; example?: string }
const rows: Row[] = [
  { name: 'name', label: 'Name', hint: 'How your team calls it.' },
  {
    name: 'site_url',
    label: 'Site',
    hint: 'The address of your ConnectWise.',
    example: 'https://na.myconnectwise.net',
  },
  { name: 'company_id', label: 'Company id', hint: 'As typed on the sign-in screen.' },
  { name: 'client_id', label: 'Client id', hint: 'From the ConnectWise developer site, a GUID.' },
  { name: 'public_key', label: 'Public key', hint: 'Of an API member.', secret: true },
  { name: 'private_key', label: 'Private key', hint: 'Shown once when it was made.', secret: true },
]

const formOf = (connection: Connection | null): ConnectionInput => ({
  kind: 'connectwise',
  name: connection?.name ?? 'ConnectWise',
  site_url: connection?.site_url ?? '',
  company_id: connection?.company_id ?? '',
  client_id: connection?.client_id ?? '',
  public_key: '',
  private_key: '',
  custom_host_confirmed: false,
})

/** Site, company, keys. Keys are write-only: a hint of the public one is all that is shown. */
export function ConnectionForm(props: { model: ConnectionModel }) {
  const { model } = props
  const connection = model.connection.value ?? null
  const form = useSignal(formOf(connection))
  const problem = model.problem.value
  const hostRefused = problem?.code === 'site_not_allowed'
  useEffect(() => {
    form.value = formOf(connection)
  }, [connection?.id])
  const set = (change: Partial<ConnectionInput>) => {
    form.value = { ...form.value, ...change }
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await model.save(form.value))) return
    set({ public_key: '', private_key: '' })
    toast('Connection saved. Test it to see its rights.', { tone: 'good' })
  }
  const hintOf = (row: Row) => {
    if (!row.secret || !connection) return row.hint
    return row.name === 'public_key'
      ? `Set (ends in …${connection.public_key_hint.replace(/^[.…*]+/, '')}). Leave empty to keep it.`
      : 'Set. Leave empty to keep it.'
  }
  return (
    <form class="grid gap-3" onSubmit={submit} noValidate autocomplete="off">
      <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
        {rows.map((row) => {
          const wrong = problem?.fields[row.name]
          return (
            <label key={row.name} class="grid gap-1 content-start">
              <span class="micro">{row.label}</span>
              <input
                class={`input ${row.secret || row.name === 'client_id' ? 'code leading-18px' : ''} ${wrong ? 'b-red-edge' : ''}`}
                {...(row.secret ? { type: 'password' as const } : { type: 'text' as const })}
                autocomplete={row.secret ? 'new-password' : 'off'}
                spellcheck={false}
                maxLength={200}
                placeholder={row.secret && connection ? '••••••••' : (row.example ?? '')}
                aria-invalid={wrong ? 'true' : undefined}
                value={String(form.value[row.name] ?? '')}
                onInput={(event) => set({ [row.name]: event.currentTarget.value })}
              />
              <span class={`text-meta ${wrong ? 'text-red' : 'text-muted'}`}>{wrong ?? hintOf(row)}</span>
            </label>
          )
        })}
      </div>
      {(hostRefused || form.value.custom_host_confirmed) && (
        <label class="flex items-start gap-2">
          <input
            type="checkbox"
            class="mt-2px"
            checked={form.value.custom_host_confirmed ?? false}
            onChange={(event) => set({ custom_host_confirmed: event.currentTarget.checked })}
          />
          <span>This is our own ConnectWise server, and FlowPilot may send its keys there.</span>
        </label>
      )}
      {problem && (
        <p role="alert" class="text-red">
          {problem.message}
        </p>
      )}
      <div class="flex flex-wrap gap-2">
        <Button kind={connection ? 'plain' : 'primary'} submit busy={model.busy.value === 'saving'}>
          {connection ? 'Save changes' : 'Connect'}
        </Button>
        {connection && (
          <Button onPress={model.check} busy={model.busy.value === 'testing'}>
            Test connection
          </Button>
        )}
        <span class="flex-1" />
        {connection && <RemoveButton model={model} />}
      </div>
    </form>
  )
}

/** Two presses, the second names what is lost. */
function RemoveButton(props: { model: ConnectionModel }) {
  const sure = useSignal(false)
  if (!sure.value)
    return (
      <Button
        kind="quiet"
        onPress={() => {
          sure.value = true
        }}
      >
        Remove…
      </Button>
    )
  return (
    <span class="flex items-center gap-2">
      <span class="meta">Its keys are deleted; cases stay.</span>
      <Button busy={props.model.busy.value === 'removing'} class="text-red" onPress={props.model.remove}>
        Remove connection
      </Button>
      <Button
        kind="quiet"
        onPress={() => {
          sure.value = false
        }}
      >
        Keep
      </Button>
    </span>
  )
}
