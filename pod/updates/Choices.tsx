import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import type { ActId } from '../acts/act-list.ts'
import { act, useActs } from '../acts/acts.ts'
import { Button } from '../ui/Button.tsx'
import { Segment } from '../ui/Segment.tsx'
import type { UpdateModel } from './update-model.ts'

const audiences = [
  { value: 'ticket_notes', label: 'Ticket notes', keys: '1', act: 'forTicket' },
  { value: 'client_update', label: 'Client', keys: '2', act: 'forClient' },
  { value: 'email_draft', label: 'E-mail', keys: '3', act: 'forMail' },
] as const satisfies readonly { value: Audience; label: string; keys: string; act: ActId }[]
const lengths = [
  { value: 'detailed', label: 'Detailed' },
  { value: 'quick', label: 'Quick' },
] as const satisfies readonly { value: UpdateLength; label: string }[]

/** Who reads the update and how long it is; before the first draft a length is what begins it. */
export function Choices({ model }: { model: UpdateModel }) {
  const choosing = model.phase.value === 'choosing'
  const switchTo = (next: { audience?: Audience; length?: UpdateLength }) => {
    if (choosing && next.audience) return model.choose(next)
    const isSame =
      (next.audience ?? model.audience.value) === model.audience.value &&
      (next.length ?? model.length.value) === model.length.value
    if (!isSame) model.show(next)
  }
  useActs('sheet', () => [
    ...audiences.map(({ value, act: id }) =>
      act(id, {
        why: () => (model.audience.peek() === value ? 'It is written so already.' : null),
        run: () => switchTo({ audience: value }),
      }),
    ),
    ...(choosing ? [act('beginUpdate', { run: () => void model.generate() })] : []),
  ])
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
