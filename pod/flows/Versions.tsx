import type { FlowChange, FlowDetail } from '../../shared/contracts/flows.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Time } from '../ui/Time.tsx'
import { toast } from '../ui/Toasts.tsx'
import { openCases } from './flow-words.ts'
import { type FlowModel, isAdmin } from './flows-model.ts'

/** What the key has been, by whom and when; for admins the switch. */
export function Versions({ model }: { model: FlowModel }) {
  const { me } = usePod()
  const detail = model.detail.value
  if (!detail) return null
  return (
    <section
      aria-label="Versions"
      class="flex-none wide:w-320px overflow-y-auto px-3 wide:px-4 py-3 grid gap-2 content-start b-t b-t-solid wide:b-t-0 wide:b-l wide:b-l-solid b-line"
    >
      <h3 class="micro">Versions</h3>
      <ul class="grid gap-1">
        {detail.versions.map((each) => (
          <li key={each.hash} class="flex items-baseline gap-2">
            <span class={each.version === detail.version ? 'font-600' : ''}>{each.version}</span>
            <Plain cut text={each.by ? each.by.name : 'shipped'} />
            {each.by && <Time at={each.created_at} class="meta whitespace-nowrap" />}
            <span class="ml-auto meta">{standing(each, detail)}</span>
          </li>
        ))}
      </ul>
      {detail.open_cases > 0 && (
        <p class="meta">{openCases(detail.open_cases)}. Each keeps the version it began with.</p>
      )}
      {detail.cases.length > 0 && (
        <ul aria-label="Cases in the tree" class="grid gap-1">
          {detail.cases.map(({ id, title, psa_ticket_id }) => (
            <li key={id} class="min-w-0 flex">
              <GoTo
                route={{ screen: 'flow', flow_key: detail.key, query: { case: id } }}
                title="Show its way in the tree"
                class="link min-w-0 flex gap-1"
              >
                {psa_ticket_id && <span>#{psa_ticket_id}</span>}
                <Plain cut text={title} />
              </GoTo>
            </li>
          ))}
        </ul>
      )}
      {isAdmin(me.value) && <Switches model={model} detail={detail} />}
    </section>
  )
}

function standing(each: FlowDetail['versions'][number], { version }: FlowDetail): string {
  if (each.off) return 'off'
  return each.version === version ? 'leads new cases' : ''
}

const alwaysOn = 'This flow takes what no other one knows, so it stays on.'

function Switches({ model, detail }: { model: FlowModel; detail: FlowDetail }) {
  const { key, name, off, shipped, versions } = detail
  const own = versions.filter((each) => !each.shipped)
  const isOwnOff = shipped && own.length > 0 && own.every((each) => each.off)
  return (
    <div class="flex flex-wrap gap-2">
      <Button
        small
        busy={model.busy.value}
        why={key === 'general' && shipped ? alwaysOn : undefined}
        onPress={() => change(model, { off: !off, shipped }, name)}
      >
        {off ? 'Switch on' : 'Switch off'}
      </Button>
      {isOwnOff && (
        <Button
          small
          busy={model.busy.value}
          onPress={() => change(model, { off: false, shipped: false }, name)}
        >
          Switch our own on
        </Button>
      )}
    </div>
  )
}

async function change(model: FlowModel, wanted: FlowChange, name: string): Promise<void> {
  const problem = await model.change(wanted)
  if (problem) return void toast(problem.message, { tone: 'bad' })
  const undo = async () => {
    const failed = await model.change({ ...wanted, off: !wanted.off })
    if (failed) toast(failed.message, { tone: 'bad' })
  }
  const words = wanted.off ? `“${name}” is off: it leads no new case` : `“${name}” is on`
  toast(words, { tone: 'good', action: { label: 'Undo', onPress: () => void undo() } })
}
