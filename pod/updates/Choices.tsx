import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import { Button } from '../ui/Button.tsx'
import { Segment } from '../ui/Segment.tsx'
import type { UpdateModel } from './update-model.ts'

const audiences = [
  { value: 'ticket_notes', label: 'Ticket notes', keys: '1' },
  { value: 'client_update', label: 'Client', keys: '2' },
  { value: 'email_draft', label: 'E-mail', keys: '3' },
] as const satisfies readonly { value: Audience; label: string; keys: string }[]
const lengths = [
  { value: 'detailed', label: 'Detailed' },
  { value: 'quick', label: 'Quick' },
] as const satisfies readonly { value: UpdateLength; label: string }[]

/** Who reads the update and how long it is; before the first draft a length is what begins it. */
export function Choices({ model }: { model: UpdateModel }) {
  const choosing = model.phase.value === 'choosing'
  const switchTo = (next: { audience?: Audience; length?: UpdateLength }) => {
    if (choosing && next.audience) return model.choose(next.audience)
    const isSame =
      (next.audience ?? model.audience.value) === model.audience.value &&
      (next.length ?? model.length.value) === model.length.value
    if (!isSame) model.show(next)
  }
  return (
    <div class="grid gap-2 px-3 pb-3 wide:px-5 low:flex low:flex-1 low:min-w-0 low:flex-wrap low:gap-1 low:py-6px low:pr-0">
      <Segment
        label="Who reads it"
        manual
        class="low:flex-[3]"
        value={model.audience.value}
        options={audiences}
        onChange={(audience) => switchTo({ audience })}
      />
      {choosing ? (
        <div class="flex gap-2 low:flex-[2] low:gap-1">
          {lengths.map(({ value, label }) => (
            <Button
              key={value}
              kind={value === model.length.value ? 'primary' : 'plain'}
              class="flex-1"
              label={`Write it ${label.toLowerCase()}`}
              {...(value === model.length.value ? { keys: 'Enter' } : {})}
              onPress={() => model.generate({ length: value })}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : (
        <Segment
          label="Length"
          manual
          class="low:flex-[2]"
          value={model.length.value}
          options={lengths}
          onChange={(length) => switchTo({ length })}
        />
      )}
    </div>
  )
}

/** The keys of the choices, while nothing is typed. */
export function chooseByKey(event: KeyboardEvent, model: UpdateModel): void {
  const chosen = audiences.find(({ keys }) => keys === event.key)
  const isChoosing = model.phase.value === 'choosing'
  if (chosen && isChoosing) model.choose(chosen.value)
  else if (chosen && chosen.value !== model.audience.value) model.show({ audience: chosen.value })
  else if (event.key === 'Enter' && event.target === event.currentTarget && isChoosing) {
    event.preventDefault()
    void model.generate()
  }
}
