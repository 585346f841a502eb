import { Download, ScrollText } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { AuditFormat } from '../../shared/contracts/audit.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Day } from '../ui/filter/Day.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { AuditRow } from './AuditRow.tsx'
import { type AuditModel, createAuditModel } from './audit-model.ts'
import { actionChoices, noFilters } from './audit-words.ts'

/** Who did what in the account, from where, and when; for admins. */
export function AuditPage() {
  const pod = usePod()
  const model = useMemo(() => createAuditModel(pod), [pod])
  const role = pod.me.value?.role
  const mayRead = role === 'admin' || role === 'owner'
  useEffect(() => {
    if (mayRead) void model.load()
  }, [model, mayRead])
  return (
    <>
      <TopRow title="Audit trail" />
      <OfflineBand />
      {mayRead ? (
        <>
          <FilterBar model={model} />
          <div class="flex-1 min-h-0 overflow-y-auto">
            <Problem model={model} />
            <Lines model={model} />
          </div>
        </>
      ) : (
        <p class="px-3 wide:px-5 py-4 text-muted">Admins and owners of the account read its audit trail.</p>
      )}
    </>
  )
}

function FilterBar({ model }: { model: AuditModel }) {
  const { from, to, who, action } = model.filters.value
  return (
    <div class="flex-none flex flex-wrap items-end gap-x-3 gap-y-2 px-3 py-2 wide:px-5 b-b b-b-solid b-line">
      <Day label="From" value={from} max={to} onChange={(value) => model.filter({ from: value })} />
      <Day label="To" value={to} min={from} onChange={(value) => model.filter({ to: value })} />
      <Select
        class="flex-1 min-w-136px max-w-200px"
        label="Who"
        value={who}
        onChange={(value) => model.filter({ who: value })}
      >
        <option value="">Anybody</option>
        {model.people.value.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
            {person.active ? '' : ' (switched off)'}
          </option>
        ))}
      </Select>
      <Select
        class="flex-1 min-w-136px max-w-200px"
        label="What"
        value={action}
        onChange={(value) => model.filter({ action: value })}
      >
        {actionChoices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <span class="flex gap-2 ml-auto">
        <Export model={model} format="csv" words="CSV" />
        <Export model={model} format="jsonl" words="JSON" />
      </span>
    </div>
  )
}

function Export(props: { model: AuditModel; format: AuditFormat; words: string }) {
  const { model, format, words } = props
  const save = async () => {
    const file = await model.take(format)
    if (!file) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file.blob)
    link.download = file.name
    link.click()
    URL.revokeObjectURL(link.href)
    toast('Taken out. The trail says so too.', { tone: 'good' })
    await model.again()
  }
  return (
    <Button icon={Download} busy={model.busy.value === format} onPress={save}>
      Export {words}
    </Button>
  )
}

function Problem({ model }: { model: AuditModel }) {
  const problem = model.problem.value
  if (!problem) return null
  return (
    <div role="alert" class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line">
      <span class="text-red">{problem.message}</span>
      <Button onPress={model.again}>Try again</Button>
    </div>
  )
}

function Lines({ model }: { model: AuditModel }) {
  const lines = model.lines.value
  if (lines === null) return model.problem.value ? null : <Waiting />
  if (lines.length === 0) return <Nothing model={model} />
  const isStale = model.busy.value === 'loading'
  return (
    <div class={isStale ? 'opacity-60' : ''} aria-busy={isStale}>
      <ul aria-label="Lines of the trail">
        {lines.map((line) => (
          <AuditRow key={line.id} line={line} />
        ))}
      </ul>
      {model.next.value && (
        <Button
          kind="quiet"
          class="mx-1 wide:mx-3 my-2"
          busy={model.busy.value === 'older'}
          onPress={model.older}
        >
          Show older
        </Button>
      )}
    </div>
  )
}

function Nothing({ model }: { model: AuditModel }) {
  const { from, to } = model.filters.value
  const isFiltered = Object.values(model.filters.value).some(Boolean)
  const isUpsideDown = from !== '' && to !== '' && from > to
  return (
    <div class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start max-w-640px">
      <Icon of={ScrollText} class="text-muted mt-2px" />
      <h2 class="text-title font-600">
        {isFiltered ? 'Nothing like that happened' : 'Nothing is written yet'}
      </h2>
      <p class="col-start-2 text-muted">
        {isFiltered
          ? isUpsideDown
            ? 'The first day comes after the last one.'
            : 'No line of the trail fits all of these filters.'
          : 'Sign-ins, refusals, posts and changes of settings are listed here from now on.'}
      </p>
      {isFiltered && (
        <Button class="col-start-2" onPress={() => model.filter(noFilters)}>
          Show everything
        </Button>
      )}
    </div>
  )
}

function Waiting() {
  return (
    <div class="grid gap-4 px-3 wide:px-5 py-5" role="status" aria-label="Reading the trail">
      {['58%', '44%', '62%', '50%', '40%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
