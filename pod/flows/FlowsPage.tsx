import { useEffect } from 'preact/hooks'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import type { Route } from '../router.ts'
import { FlowList } from './FlowList.tsx'
import { FlowView } from './FlowView.tsx'
import { countWords } from './flow-words.ts'
import { flowsOf } from './flows-model.ts'

/** The flows of the account, and one of them as a tree. */
export function FlowsPage({ route }: { route: Route }) {
  const pod = usePod()
  const model = flowsOf(pod)
  useEffect(() => void model.load(), [model])
  const { flow_key, query } = route
  const flows = model.list.value
  return (
    <>
      <TopRow title="Flows" meta={flows && countWords(flows)} />
      <OfflineBand />
      <div class="flex-1 min-h-0 flex">
        <FlowList model={model} selected={flow_key} />
        {flow_key ? (
          <FlowView key={`${flow_key} ${query?.case}`} flow_key={flow_key} case_id={query?.case} />
        ) : (
          <p class="hidden wide:block p-5 text-muted max-w-480px">
            A flow leads a case: questions, what each answer means, the likely causes and their fixes. Choose
            one to see its tree.
          </p>
        )}
      </div>
    </>
  )
}
