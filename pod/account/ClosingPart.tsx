import { useEffect, useMemo } from 'preact/hooks'
import type { FlowpilotSettings, TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import { usePod } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/form/Select.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toasts.tsx'
import { BoardStatuses } from './BoardStatuses.tsx'
import { type ClosingSettingsModel, createClosingSettingsModel } from './closing-settings-model.ts'
import { roundingWords, switches, switchWords, visibilityWords } from './closing-settings-words.ts'
import { Tick } from './Tick.tsx'

/** For admins: what closing and escalating write into a ticket. */
export function ClosingPart({ connection_id }: { connection_id: string }) {
  const pod = usePod()
  const model = useMemo(() => createClosingSettingsModel(pod, connection_id), [pod, connection_id])
  useEffect(() => void model.load(), [model])
  const shown = model.shown.value
  const problem = model.problem.value
  const wrong = problem && (
    <p role="alert" class="flex flex-wrap items-center gap-3">
      <span class="text-red">{problem}</span>
      {!shown && <Button onPress={model.load}>Try again</Button>}
    </p>
  )
  if (!shown) return wrong || <Skeleton width="60%" />
  const save = async (event: Event) => {
    event.preventDefault()
    if (model.isChanged.value && (await model.save())) toast('Settings saved.', { tone: 'good' })
  }
  return (
    <form class="grid grid-cols-1 gap-4" onSubmit={save} noValidate>
      <p class="text-muted max-w-560px">
        How Close Case and Escalate begin. Ticks and status can be changed there, within the rights of each
        role.
      </p>
      <div class="grid gap-3">
        {switches.map((name) => (
          <Tick
            key={name}
            {...switchWords[name]}
            checked={shown[name]}
            onChange={(checked) => model.choose({ [name]: checked })}
          />
        ))}
      </div>
      <Choices model={model} shown={shown} />
      <BoardStatuses model={model} shown={shown} />
      {wrong}
      <div class="flex flex-wrap gap-2">
        <Button
          submit
          busy={model.busy.value}
          why={model.isChanged.value ? undefined : 'Nothing was changed.'}
        >
          Save settings
        </Button>
        {model.isChanged.value && (
          <Button kind="quiet" onPress={model.discard}>
            Discard changes
          </Button>
        )}
      </div>
    </form>
  )
}

function Choices({ model, shown }: { model: ClosingSettingsModel; shown: FlowpilotSettings }) {
  return (
    <div class="grid gap-3 grid-cols-1 wide:grid-cols-2">
      <Select
        label="Rounding of time"
        value={shown.time_rounding}
        hint="Of the time proposed in Close Case and My day."
        onChange={(value) => model.choose({ time_rounding: value as TimeRounding })}
      >
        <Options of={roundingWords} />
      </Select>
      <Select
        label="Visibility of notes"
        value={shown.default_note_visibility}
        hint="With the second, Close Case ticks a client note too."
        onChange={(value) =>
          model.choose({ default_note_visibility: value as FlowpilotSettings['default_note_visibility'] })
        }
      >
        <Options of={visibilityWords} />
      </Select>
    </div>
  )
}

const Options = (props: { of: Record<string, string> }) => (
  <>
    {Object.entries(props.of).map(([value, label]) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </>
)
