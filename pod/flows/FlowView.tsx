import { ArrowLeft } from 'lucide-preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { CaseFlow, FlowDetail } from '../../shared/contracts/flows.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { useRemembered } from '../ui/remember.ts'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { CaseWay } from './CaseWay.tsx'
import { FlowOutline } from './FlowOutline.tsx'
import { FlowTree } from './FlowTree.tsx'
import { branchesOf, treeOf } from './flow-tree.ts'
import { nodeCount } from './flow-words.ts'
import { createFlow, type FlowModel } from './flows-model.ts'
import { NodeWords } from './NodeWords.tsx'
import { Versions } from './Versions.tsx'

type Props = { flow_key: string; case_id: string | undefined }

/** One flow as a tree or as a text, the node that was chosen in words, and the case in it or its versions. */
export function FlowView({ flow_key, case_id }: Props) {
  const pod = usePod()
  const model = useMemo(() => createFlow(pod, flow_key, case_id), [pod, flow_key, case_id])
  useEffect(() => model.watch(), [model])
  const walks = model.of_case.value?.walks ?? null
  const own = walks?.key === flow_key ? walks : null
  const detail = model.detail.value
  const isWaiting = case_id !== undefined && model.of_case.value === null && model.problem.value === null
  const shown = isWaiting ? null : (own ?? detail)
  return (
    <section aria-label={shown?.name ?? 'Flow'} class="flex-1 min-w-0 min-h-0 flex flex-col">
      {!shown && <Missing model={model} />}
      {shown && (
        <Shown key={shown.hash} shown={shown} own={own} model={model} of_case={model.of_case.value} />
      )}
    </section>
  )
}

type Walk = NonNullable<CaseFlow['walks']>

function Shown(props: {
  shown: Pick<FlowDetail, 'name' | 'version' | 'shipped' | 'flow'>
  own: Walk | null
  of_case: CaseFlow | null
  model: FlowModel
}) {
  const { shown, own, of_case, model } = props
  const { host } = usePod()
  const [as, setAs] = useRemembered<'tree' | 'text'>('flow-as', host.kind === 'page' ? 'tree' : 'text')
  const words = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const root = useMemo(() => treeOf(shown.flow, own?.place ?? null), [shown.flow, own?.place])
  const branches = useMemo(() => branchesOf(root), [root])
  const here = branches.find(({ isHere }) => isHere) ?? root
  const [chosen, choose] = useState<string | null>(null)
  const selected = branches.find(({ id }) => id === chosen) ?? here
  const chooseNode = (key: string) => {
    const found = branches.find(({ node, again }) => node.key === key && !again)
    if (found) choose(found.id)
  }
  const tree = { root, branches, selected, choose, onEnter: () => words.current?.focus() }
  return (
    <>
      <header class="flex-none flex flex-wrap items-center gap-x-3 gap-y-1 px-3 wide:px-5 py-2 min-h-45px b-b b-b-solid b-line">
        <GoTo route={{ screen: 'flows' }} title="All flows" class="wide:hidden btn-icon">
          <Icon of={ArrowLeft} label="All flows" />
        </GoTo>
        <Plain as="h2" cut text={shown.name} class="text-title font-600 max-w-full" />
        <span class="meta whitespace-nowrap">
          version {shown.version}, {shown.shipped ? 'shipped' : 'ours'}, {nodeCount(shown.flow.nodes.length)}
        </span>
        <span class="flex-1" />
        <Segment
          label="How the flow is shown"
          value={as}
          options={[
            { value: 'tree', label: 'Tree' },
            { value: 'text', label: 'Text' },
          ]}
          onChange={setAs}
        />
      </header>
      <ElseWalked of_case={of_case} own={own} />
      <div ref={list} class="flex-1 min-h-0 flex flex-col">
        {as === 'tree' ? <FlowTree {...tree} /> : <FlowOutline {...tree} />}
      </div>
      <div class="flex-none max-h-[46%] wide:h-248px wide:max-h-[42%] overflow-y-auto wide:overflow-hidden wide:flex bg-raised b-t b-t-solid b-line">
        <NodeWords
          branch={selected}
          flow={shown.flow}
          areaRef={words}
          onChoose={chooseNode}
          onLeave={() => list.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus()}
        />
        {own && of_case ? (
          <CaseWay of_case={of_case} walk={own} onChoose={chooseNode} />
        ) : (
          <Versions model={model} />
        )}
      </div>
    </>
  )
}

/** The case that was to be marked here is not led by this flow. */
function ElseWalked({ of_case, own }: { of_case: CaseFlow | null; own: Walk | null }) {
  if (!of_case || own) return null
  const { walks, session_id } = of_case
  return (
    <p
      role="status"
      class="flex-none flex flex-wrap gap-x-2 px-3 wide:px-5 py-2 bg-raised b-b b-b-solid b-line"
    >
      {walks ? 'The case is led by another flow:' : 'No flow leads this case yet.'}
      {walks && (
        <GoTo route={{ screen: 'flow', flow_key: walks.key, query: { case: session_id } }} class="text-host">
          <Plain text={walks.name} />
        </GoTo>
      )}
    </p>
  )
}

function Missing({ model }: { model: FlowModel }) {
  const problem = model.problem.value
  if (problem)
    return (
      <div role="alert" class="flex flex-wrap items-center gap-3 p-3 wide:px-5">
        <span class="text-red">
          {problem.code === 'not_found' ? 'There is no such flow.' : problem.message}
        </span>
        <GoTo route={{ screen: 'flows' }} class="link">
          All flows
        </GoTo>
        <Button onPress={model.load}>Try again</Button>
      </div>
    )
  return (
    <div class="grid gap-4 p-5" role="status" aria-label="Reading the flow">
      <Skeleton width="40%" />
      <Skeleton width="70%" />
      <Skeleton width="55%" />
    </div>
  )
}
