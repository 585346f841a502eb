import { Plus, Search } from 'lucide-preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { FlowSummary } from '../../shared/contracts/flows.ts'
import { GoTo } from '../frame/GoTo.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Found } from '../ui/filter/Found.tsx'
import { matchWords } from '../ui/filter/match-words.ts'
import { Icon } from '../ui/Icon.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { openCases, versionWords } from './flow-words.ts'
import { type FlowsModel, isAdmin } from './flows-model.ts'

const ImportFlow = lazily(async () => (await import('./ImportFlow.tsx')).ImportFlow)

/** The account's own flows, then those of the product; found by name, subject and the words they match. */
export function FlowList({ model, selected }: { model: FlowsModel; selected: string | undefined }) {
  const { me } = usePod()
  const [typed, setTyped] = useState('')
  const [isImporting, setImporting] = useState(false)
  const flows = model.list.value?.filter((flow) => isFound(flow, typed))
  const problem = model.problem.value
  const list = useRef<HTMLDivElement>(null)
  const isRead = flows !== undefined
  useEffect(() => {
    if (isRead) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [selected, isRead])
  return (
    <section
      aria-label="All flows"
      class={`${selected ? 'hidden wide:flex' : 'flex'} flex-1 wide:flex-none wide:w-264px min-h-0 min-w-0 flex-col wide:b-r wide:b-r-solid wide:b-line`}
    >
      <div class="flex-none flex gap-2 px-3 py-2 b-b b-b-solid b-line">
        <div class="relative flex-1">
          <Icon of={Search} size={14} class="absolute left-10px top-7px text-muted" />
          <input
            type="search"
            aria-label="Find a flow by its name or the words it matches"
            placeholder="Find a flow"
            autocomplete="off"
            class="input pl-30px h-28px"
            maxLength={100}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        {isAdmin(me.value) && (
          <Button icon={Plus} onPress={() => setImporting(true)}>
            Import
          </Button>
        )}
      </div>
      {problem && (
        <div role="alert" class="flex flex-wrap items-center gap-3 px-3 py-3">
          <span class="text-red">{problem.message}</span>
          <Button onPress={model.load}>Try again</Button>
        </div>
      )}
      <div ref={list} class="flex-1 min-h-0 overflow-y-auto pb-3">
        {!flows && !problem && <Reading />}
        {flows?.length === 0 && <p class="p-3 text-muted">No flow is called so or matches these words.</p>}
        <Group title="Ours" flows={flows?.filter(({ shipped }) => !shipped)} {...{ typed, selected }} />
        <Group title="Shipped" flows={flows?.filter(({ shipped }) => shipped)} {...{ typed, selected }} />
      </div>
      {isImporting && <ImportFlow onClose={() => setImporting(false)} />}
    </section>
  )
}

const isFound = ({ name, key, domain, category, matches }: FlowSummary, typed: string): boolean =>
  matchWords([name, key, domain, category, ...matches].join(' '), typed) !== null

function Group(props: {
  title: string
  flows: FlowSummary[] | undefined
  typed: string
  selected: string | undefined
}) {
  const { title, flows = [], typed, selected } = props
  if (flows.length === 0) return null
  return (
    <section aria-label={title}>
      <div class="flex justify-between px-3 pt-3 pb-1">
        <h2 class="micro">{title}</h2>
        <span class="meta">{flows.length}</span>
      </div>
      <ul>
        {flows.map((flow) => (
          <li key={flow.key}>
            <GoTo
              route={{ screen: 'flow', flow_key: flow.key }}
              current={flow.key === selected}
              class={`relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 px-3 py-6px hover:bg-hover ${
                flow.key === selected ? 'bg-hover edge-blue' : ''
              }`}
            >
              <Found text={flow.name} typed={typed} class="col-span-2 font-500" />
              <Plain
                cut
                text={flow.shipped ? flow.matches.join(', ') : versionWords(flow)}
                title={`Matches: ${flow.matches.join(', ') || 'what no other flow matches'}`}
                class="meta"
              />
              <Standing flow={flow} />
            </GoTo>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standing({ flow: { off, open_cases } }: { flow: FlowSummary }) {
  if (off) return <span class="meta text-amber">off</span>
  if (open_cases === 0) return null
  return (
    <span class="meta whitespace-nowrap" title={openCases(open_cases)}>
      {open_cases} open
    </span>
  )
}

function Reading() {
  return (
    <div class="grid gap-4 p-3" role="status" aria-label="Reading the flows">
      {['80%', '65%', '72%', '58%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
