import { Workflow } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import type { CaseFlow } from '../../shared/contracts/flows.ts'
import { chooseFlow } from '../flows/choose-flow.ts'
import { FlowChoice } from '../flows/FlowChoice.tsx'
import { matchedWords, nodeTitle } from '../flows/flow-words.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Sheet, type SheetProps } from './Sheet.tsx'

/** Which flow leads the case and why, where it stands, and the choice of another one. */
export function FlowSheet({ session, changes, onClose }: SheetProps) {
  const pod = usePod()
  const [read, setRead] = useState<CaseFlow | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [typed, setTyped] = useState('')
  const { id, state_version, may = [], turn_running } = session.detail.value ?? {}
  const one = pod.api.client['ai-sessions'][':id'].flow
  useEffect(() => {
    if (!id) return
    const life = new AbortController()
    bodyOf(one.$get({ param: { id } }, { init: { signal: life.signal } })).then(
      (found) => {
        setRead(found)
        setProblem(null)
      },
      (error) => life.signal.aborted || setProblem(asProblem(error)),
    )
    return () => life.abort()
  }, [id, state_version])
  const choose = async (key: string | null, name: string) => {
    if (!id || isBusy) return
    setBusy(true)
    try {
      await chooseFlow({ pod, session, changes }, { key, name })
      onClose()
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  const walks = read?.walks ?? null
  return (
    <Sheet title="Flow of this case" icon={Workflow} onClose={onClose}>
      <div class="flex-1 min-h-0 overflow-y-auto">
        {problem && (
          <p role="alert" class="px-3 wide:px-5 pt-3 text-red">
            {problem.message}
          </p>
        )}
        {!read && !problem && (
          <div class="p-3 wide:px-5" role="status" aria-label="Reading the flow">
            <Skeleton width="60%" />
          </div>
        )}
        {read && !walks && (
          <p class="p-3 wide:px-5 text-muted">No flow leads yet: the first answer chooses one.</p>
        )}
        {read && walks && <Leading session_id={read.session_id} walks={walks} />}
        {may.includes('work') ? (
          <FlowChoice
            typed={typed}
            onType={setTyped}
            leading={walks?.key}
            why={turn_running ? 'FlowPilot is still answering.' : undefined}
            onChoose={choose}
          />
        ) : (
          <p class="px-3 wide:px-5 py-3 meta">Who works on the case may choose another flow.</p>
        )}
      </div>
    </Sheet>
  )
}

type Walk = NonNullable<CaseFlow['walks']>

function Leading({ session_id, walks }: { session_id: string; walks: Walk }) {
  const { key, name, version, shipped, flow, place, words } = walks
  const here = flow.nodes.find((node) => node.key === place.node)
  const isGeneral = key === 'general'
  return (
    <section aria-label="What leads" class="px-3 wide:px-5 py-3 grid gap-2">
      <Plain as="p" text={isGeneral ? 'No special flow leads' : name} class="font-600" />
      {!isGeneral && (
        <p class="meta">
          version {version}, {shipped ? 'shipped' : 'ours'}
        </p>
      )}
      {here && (
        <p>
          <span class="meta">Stands at</span> <Plain text={nodeTitle(here)} />
        </p>
      )}
      {words.length > 0 && (
        <div>
          <span class="meta">Matched by</span>
          {matchedWords(words).map((line) => (
            <Plain as="p" key={line} text={line} />
          ))}
        </div>
      )}
      <GoTo
        route={{ screen: 'flow', flow_key: key, query: { case: session_id } }}
        class="btn justify-self-start"
      >
        Show the way in the tree
      </GoTo>
    </section>
  )
}
