import { CirclePause } from 'lucide-preact'
import type { ConnectionTest } from '../../shared/contracts/connections.ts'
import { RightsReport } from '../account/RightsReport.tsx'
import { Button } from '../ui/Button.tsx'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { ConnectModel } from './connect-model.ts'
import { keyWords } from './site-words.ts'

/** The keys of an API member: tried before they are kept, and never shown again. */
export function KeysStep(props: { model: ConnectModel; onTry: () => void; onDone: () => void }) {
  const { model, onTry, onDone } = props
  const { keys, test, busy, problem } = model
  const connection = model.connection.value
  const save = async () => {
    // what the test finds is read before the next step opens
    onTry()
    if (!(await model.save())) return
    if (model.test.value?.ok && nothingToRead(model.test.value)) onDone()
  }
  const hint = (first: string, set = '') => (connection ? `Set${set}. Leave empty to keep it.` : first)
  return (
    <>
      {connection?.health === 'on_hold' && (
        <Notice
          card
          icon={CirclePause}
          tone="amber"
          role="status"
          title={<strong class="font-600">On hold: ConnectWise refused the keys</strong>}
          next="Posts wait. Enter new keys, or test again when the old ones were let in."
        />
      )}
      {!connection && (
        <ol class="list-decimal pl-5 grid gap-1 text-muted">
          <li>In ConnectWise open System, Members, API Members, and make one called FlowPilot.</li>
          <li>
            Give it a security role of its own. What that role lacks is told here after the keys are in.
          </li>
          <li>On its tab API Keys make a key, and copy both parts here.</li>
          <li>The client id is made once at developer.connectwise.com, under ClientID.</li>
        </ol>
      )}
      <FormBox
        form={keys}
        label="Keys"
        onSubmit={save}
        acts={
          <>
            <Button kind={connection ? 'plain' : 'primary'} submit busy={keys.busy.value}>
              {connection ? 'Try and keep' : 'Try the keys'}
            </Button>
            {connection && (
              <Button busy={busy.value === 'testing'} onPress={model.check}>
                Test again
              </Button>
            )}
            {connection && test.value?.ok && (
              <Button kind="primary" onPress={onDone}>
                Go on
              </Button>
            )}
          </>
        }
      >
        <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
          <FormField
            form={keys}
            name="public_key"
            label="Public key"
            hint={hint('Of the API member.', `, ends in …${connection?.public_key_hint ?? ''}`)}
            type="password"
            autocomplete="new-password"
            code
          />
          <FormField
            form={keys}
            name="private_key"
            label="Private key"
            hint={hint('Shown once, when it is made.')}
            type="password"
            autocomplete="new-password"
            code
          />
          <FormField
            form={keys}
            name="client_id"
            label="Client id"
            hint="36 characters, such as 3f2a9c54-…"
            code
            maxLength={36}
          />
        </div>
        {connection && (
          <p class="meta">
            New keys are tried first. If they do not work, the ones that are there stay in use.
          </p>
        )}
      </FormBox>
      {(keys.busy.value || busy.value === 'testing') && (
        <p role="status" class="meta">
          Asking ConnectWise. This takes 30 seconds at most.
        </p>
      )}
      {problem.value && (
        <p role="alert" class="text-red">
          {problem.value.message}
        </p>
      )}
      {busy.value === null && test.value && <Report test={test.value} />}
    </>
  )
}

function Report({ test }: { test: ConnectionTest }) {
  const words = test.trouble && keyWords[test.trouble]
  return (
    <>
      {words && (
        <p role="alert" class="text-red">
          {words.is} <span class="text-muted">{words.next}</span>
        </p>
      )}
      {test.rights.length > 0 && <RightsReport test={test} />}
    </>
  )
}

/** Nothing is missing and nothing too much: the report needs no reading before the next step. */
const nothingToRead = ({ rights }: ConnectionTest) =>
  rights.every(({ kind, have }) => (kind === 'read' ? have === 'yes' : kind === 'write' || have !== 'yes'))
