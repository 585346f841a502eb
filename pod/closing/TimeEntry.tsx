import { Clock, TriangleAlert } from 'lucide-preact'
import type { Form } from '../ui/form/create-form.ts'
import { FormChoice } from '../ui/form/FormField.tsx'
import { Labelled } from '../ui/form/Labelled.tsx'
import { Icon } from '../ui/Icon.tsx'
import { bookedWords, knownWords } from './closing-words.ts'
import { Destination } from './Destination.tsx'
import { type HoursField, type HoursProposal, whyUnbookable } from './hours.ts'

type HoursForm<Name extends string> = Form<Name | HoursField>

/** Hours of this person's own acts; what they were for is chosen, never guessed. */
export function TimeEntry<Name extends string>({
  form,
  proposal,
}: {
  form: HoursForm<Name>
  proposal: HoursProposal
}) {
  const { time_entry, work_types, work_types_as_of, place, rights } = proposal
  const known = knownWords(place?.psa, 'Work types', work_types_as_of, 'when the time is booked')
  const { minutes, from, to } = form.values.value
  const isOneDay = from.slice(0, dayLength) === to.slice(0, dayLength)
  return (
    <Destination
      {...{ form, name: 'time', icon: Clock, title: 'Time entry' }}
      right={rights.time_entry}
      off={whyUnbookable(proposal)}
      more={
        <div class={`grid ${isOneDay ? 'grid-cols-2' : 'grid-cols-1'} gap-2`}>
          <FormChoice
            form={form}
            name="work_type_id"
            label="Work type"
            options={[
              { value: '', label: 'Choose a work type' },
              ...(work_types ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Typed {...{ form, name: 'minutes', label: 'Booked minutes', kind: 'minutes' }} />
          <Typed {...{ form, name: 'from', label: 'From', kind: isOneDay ? 'time' : 'day' }} />
          <Typed {...{ form, name: 'to', label: 'To', kind: isOneDay ? 'time' : 'day' }} />
        </div>
      }
    >
      {time_entry && <span>{bookedWords(time_entry, Number(minutes) || time_entry.minutes)}</span>}
      {known && <span>{known}</span>}
      {time_entry?.overlaps && (
        <span class="flex gap-1 text-amber">
          <Icon of={TriangleAlert} size={14} class="mt-1px flex-none" />
          Overlaps other work of yours on #{time_entry.overlaps.ticket_id}
        </span>
      )}
    </Destination>
  )
}

function Typed<Name extends string>(props: {
  form: HoursForm<Name>
  name: HoursField
  label: string
  kind: 'minutes' | 'time' | 'day'
}) {
  const { form, name, kind } = props
  const value = form.values.value[name]
  const day = value.slice(0, dayLength)
  const field = { class: 'input h-30px px-6px', name }
  const set = (event: { currentTarget: HTMLInputElement }) =>
    form.set(name, kind === 'time' ? day + event.currentTarget.value : event.currentTarget.value)
  return (
    <Labelled label={props.label} wrong={form.wrong.value[name]}>
      {(wired) => {
        if (kind === 'minutes')
          return <input {...wired} {...field} type="number" min={1} max={1440} value={value} onInput={set} />
        if (kind === 'time')
          return <input {...wired} {...field} type="time" value={value.slice(dayLength)} onInput={set} />
        return <input {...wired} {...field} type="datetime-local" value={value} onInput={set} />
      }}
    </Labelled>
  )
}

const dayLength = 'YYYY-MM-DDT'.length
