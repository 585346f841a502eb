import { CircleCheck, CircleDashed, CirclePause } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { Connection, ConnectionSetup } from '../../shared/contracts/connections.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { AskFirst } from '../ui/Question.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { createConnectionModel } from './connection-model.ts'
import { isSetUp } from './is-set-up.ts'
import { RightsReport } from './RightsReport.tsx'

/** For admins: how the connection stands, and the way into its setting up. */
export function ConnectionPart() {
  const pod = usePod()
  const model = useMemo(() => createConnectionModel(pod), [pod])
  useEffect(() => void model.load(), [model])
  const { busy } = model
  const view = model.view.value
  const problem = model.problem.value && (
    <p role="alert" class="text-red">
      {model.problem.value.message}
    </p>
  )
  if (view === undefined)
    return (
      problem ?? (
        <div class="grid gap-3">
          <Skeleton width="60%" />
          <Skeleton width="40%" />
        </div>
      )
    )
  const test = model.test.value
  return (
    <>
      <State view={view} />
      {view && <Facts connection={view.connection} setup={view.setup} />}
      {view && (
        <div class="flex flex-wrap gap-2">
          <Button onPress={() => pod.go({ screen: 'connect' })}>Change site or keys</Button>
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
        </div>
      )}
      {problem}
      {test?.problem && (
        <p role="alert" class="text-red">
          {test.problem}
        </p>
      )}
      {test && test.rights.length > 0 && <RightsReport test={test} />}
    </>
  )
}

type View = { connection: Connection; setup: ConnectionSetup }

function State({ view }: { view: View | null }) {
  const { go } = usePod()
  const begin = (words: string) => (
    <Button kind="primary" onPress={() => go({ screen: 'connect' })}>
      {words}
    </Button>
  )
  if (view === null)
    return (
      <Notice
        card
        icon={CircleDashed}
        tone="muted"
        title={<strong class="font-600">No PSA is connected</strong>}
        next="Connect ConnectWise to read tickets and post notes. In the tab, people see what the API member of its keys sees; in the pod, what their own member sees."
        action={begin('Connect ConnectWise')}
      />
    )
  const { connection, setup } = view
  if (connection.health === 'on_hold')
    return (
      <Notice
        card
        icon={CirclePause}
        tone="amber"
        role="status"
        title={<strong class="font-600">On hold: ConnectWise refused the keys</strong>}
        next={`${connection.health_reason ?? ''} Posts wait until a test passes.`}
        action={begin('Enter new keys')}
      />
    )
  if (!isSetUp(connection, setup))
    return (
      <Notice
        card
        icon={CirclePause}
        tone="amber"
        role="status"
        title={<strong class="font-600">The setup is not finished</strong>}
        next="No note has been read back through this connection yet."
        action={begin('Go on with the setup')}
      />
    )
  return (
    <Notice
      card
      icon={CircleCheck}
      tone="green"
      role="status"
      title={<strong class="font-600">Connected to {connection.site_url}</strong>}
    />
  )
}

function Facts({ connection, setup }: View) {
  const { people, people_mapped, pod_registered, note } = setup
  const rows = [
    ['Site', connection.site_url],
    ['Company id', connection.company_id],
    ['Members', `${people_mapped} of ${people} who post`],
    ['Pod', pod_registered ? 'registered' : 'not registered by FlowPilot'],
  ]
  return (
    <dl class="kv">
      {rows.map(([name, value]) => (
        <div key={name} class="contents">
          <dt class="text-muted">{name}</dt>
          <dd class="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
      <dt class="text-muted">Keys</dt>
      <dd>
        …{connection.public_key_hint}, changed <Time at={connection.keys_changed_at} />
      </dd>
      <dt class="text-muted">Last note</dt>
      <dd>
        {note?.verified_at ? (
          <>
            read back <Time at={note.verified_at} />, in #{note.ticket_id}
          </>
        ) : (
          'none yet'
        )}
      </dd>
    </dl>
  )
}
