import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Connection } from '../../shared/contracts/connections.ts'
import { asProblem } from '../line/api-problem.ts'
import { Button } from '../ui/Button.tsx'
import { createForm } from '../ui/form/create-form.ts'
import { FormBox, FormCheck, FormField } from '../ui/form/FormField.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { toast } from '../ui/Toasts.tsx'
import type { ConnectionModel } from './connection-model.ts'

type Values = ReturnType<typeof valuesOf>
type Row = { name: keyof Values; label: string; hint: string; secret?: boolean; example?: string }
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

const valuesOf = (connection: Connection | null) => ({
  name: connection?.name ?? 'ConnectWise',
  site_url: connection?.site_url ?? '',
  company_id: connection?.company_id ?? '',
  client_id: connection?.client_id ?? '',
  public_key: '',
  private_key: '',
  custom_host_confirmed: '',
})

/** Site, company, keys. Keys are write-only: a hint of the public one is all that is shown. */
export function ConnectionForm(props: { model: ConnectionModel }) {
  const { model } = props
  const connection = model.connection.value ?? null
  const form = useMemo(() => createForm(valuesOf(connection)), [connection?.id])
  const isHostRefused = useSignal(false)
  const { busy, problem } = model
  const submit = async () => {
    const isSaved = await form.submit(async ({ custom_host_confirmed, ...values }) => {
      const isConfirmed = custom_host_confirmed === 'yes'
      try {
        await model.save({ kind: 'connectwise', ...values, custom_host_confirmed: isConfirmed })
      } catch (error) {
        isHostRefused.value = isConfirmed || asProblem(error).code === 'site_not_allowed'
        throw error
      }
    })
    if (!isSaved) return
    form.set('public_key', '')
    form.set('private_key', '')
    toast('Connection saved. Test it to see its rights.', { tone: 'good' })
  }
  const hintOf = (row: Row) => {
    if (!row.secret || !connection) return row.hint
    return row.name === 'public_key'
      ? `Set (ends in …${connection.public_key_hint.replace(/^[.…*]+/, '')}). Leave empty to keep it.`
      : 'Set. Leave empty to keep it.'
  }
  return (
    <>
      <FormBox
        form={form}
        label="Connection"
        onSubmit={submit}
        acts={
          <>
            <Button kind={connection ? 'plain' : 'primary'} submit busy={form.busy.value}>
              {connection ? 'Save changes' : 'Connect'}
            </Button>
            {connection && (
              <>
                <Button onPress={model.check} busy={busy.value === 'testing'}>
                  Test connection
                </Button>
                <span class="flex-1" />
                <AskFirst
                  quiet
                  opens="Remove"
                  says="Its keys are deleted; cases stay."
                  act="Remove connection"
                  busy={busy.value === 'removing'}
                  onAct={model.remove}
                />
              </>
            )}
          </>
        }
      >
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          {rows.map((row) => (
            <FormField
              key={row.name}
              form={form}
              name={row.name}
              label={row.label}
              hint={hintOf(row)}
              type={row.secret ? 'password' : 'text'}
              autocomplete={row.secret ? 'new-password' : 'off'}
              code={row.secret || row.name === 'client_id'}
              placeholder={row.secret && connection ? '••••••••' : (row.example ?? '')}
            />
          ))}
        </div>
        {isHostRefused.value && (
          <FormCheck
            form={form}
            name="custom_host_confirmed"
            label="This is our own ConnectWise server, and FlowPilot may send its keys there."
          />
        )}
      </FormBox>
      {problem.value && (
        <p role="alert" class="text-red">
          {problem.value.message}
        </p>
      )}
    </>
  )
}
