import { useSignal } from '@preact/signals'
import { CircleCheck } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { isSetUp } from '../account/is-set-up.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useRemembered } from '../ui/remember.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { type ConnectModel, createConnectModel } from './connect-model.ts'
import { KeysStep } from './KeysStep.tsx'
import { MembersStep } from './MembersStep.tsx'
import { NoteStep } from './NoteStep.tsx'
import { PodStep } from './PodStep.tsx'
import { SiteStep } from './SiteStep.tsx'
import { Step } from './Step.tsx'
import { nextStep, type StepName, stepNames } from './setup-steps.ts'
import { stateOf, stepTitles } from './step-words.ts'

/** The setting up of ConnectWise, step by step, on one page; it goes on where the data say that it stands. */
export function ConnectPage() {
  const pod = usePod()
  const role = pod.me.value?.role
  const isAdmin = role === 'admin' || role === 'owner'
  return (
    <>
      <TopRow title="Connect ConnectWise" />
      <OfflineBand />
      <div class="flex-1 min-h-0 overflow-y-auto">
        <div class="max-w-800px p-3 wide:p-5 grid grid-cols-1 gap-4">
          {isAdmin ? <Guide /> : <p class="text-muted">Only an admin connects ConnectWise.</p>}
        </div>
      </div>
    </>
  )
}

function Guide() {
  const pod = usePod()
  const model = useMemo(() => createConnectModel(pod), [pod])
  useEffect(() => void model.load(), [model])
  const problem = model.problem.value
  if (model.connection.value !== undefined)
    return (
      <>
        <Finished model={model} />
        <Steps model={model} />
      </>
    )
  if (problem)
    return (
      <p role="alert" class="flex flex-wrap items-center gap-3 text-red">
        {problem.message}
        <Button onPress={model.load}>Try again</Button>
      </p>
    )
  return (
    <div class="grid gap-3" role="status" aria-label="Reading the connection">
      <Skeleton width="60%" />
      <Skeleton width="45%" />
    </div>
  )
}

/** What is over, and what comes after it. */
function Finished({ model }: { model: ConnectModel }) {
  const { go } = usePod()
  const connection = model.connection.value
  const setup = model.setup.value
  if (!connection || !setup || !isSetUp(connection, setup)) {
    if (connection) return null
    return (
      <p class="text-muted max-w-640px">
        Five steps, about ten minutes. What you type is kept, except keys: you can leave and go on later.
      </p>
    )
  }
  return (
    <Notice
      card
      icon={CircleCheck}
      tone="green"
      role="status"
      title={<strong class="font-600">ConnectWise is connected, and notes arrive</strong>}
      next="The next thing is a case: choose a ticket and begin."
      action={
        <Button kind="primary" onPress={() => go({ screen: 'new' })}>
          Start a case
        </Button>
      }
    />
  )
}

function Steps({ model }: { model: ConnectModel }) {
  const [put, setPut] = useRemembered<string>('connect.later', '')
  const chosen = useSignal<StepName | null>(null)
  const standing = model.standing.value
  const later = stepNames.filter((name) => put.split(' ').includes(name))
  const next = nextStep(standing, later)
  const isOpened = chosen.value !== null && standing[chosen.value] !== 'waits'
  const current = isOpened ? chosen.value : next
  const heading = useRef<HTMLButtonElement>(null)
  const shown = useRef(current)
  useEffect(() => {
    // a step that was done leads on to the next; whoever is at work in it goes along
    const at = document.activeElement
    const isAtWork = at === document.body || heading.current?.closest('ol')?.contains(at)
    if (shown.current !== current && isAtWork) heading.current?.focus()
    shown.current = current
  }, [current])
  const goOn = (name: StepName) => {
    if (standing[name] === 'open') setPut([...new Set([...later, name])].join(' '))
    chosen.value = null
  }
  const show = (name: StepName | null) => {
    chosen.value = name
  }
  return (
    <ol class="grid gap-2" aria-label="Steps">
      {stepNames.map((name, at) => (
        <Step
          key={name}
          number={at + 1}
          title={stepTitles[name]}
          standing={standing[name]}
          says={stateOf(name, model)}
          open={current === name}
          headRef={current === name ? heading : null}
          onToggle={() => {
            chosen.value = current === name && next !== name ? null : name
          }}
        >
          {name === 'site' && <SiteStep model={model} onDone={() => show(null)} />}
          {name === 'keys' && (
            <KeysStep model={model} onTry={() => show('keys')} onDone={() => show('members')} />
          )}
          {name === 'members' && <MembersStep model={model} onLater={() => goOn(name)} />}
          {name === 'pod' && <PodStep model={model} onLater={() => goOn(name)} />}
          {name === 'note' && <NoteStep model={model} />}
        </Step>
      ))}
    </ol>
  )
}
