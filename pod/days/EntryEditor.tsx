import { useMemo } from 'preact/hooks'
import type { DayEntry, MyDay } from '../../shared/contracts/days.ts'
import { Button } from '../ui/Button.tsx'
import { createForm, type Form } from '../ui/form/create-form.ts'
import { FormArea } from '../ui/form/FormArea.tsx'
import { FormBox, FormField } from '../ui/form/FormField.tsx'
import { Labelled } from '../ui/form/Labelled.tsx'
import { atLocal, localOf } from '../ui/form/local-time.ts'
import type { DayModel } from './day-model.ts'
import { minutesBetween } from './day-words.ts'
import { middleOf } from './timeline-place.ts'

type Name = 'from' | 'to' | 'minutes' | 'ticket_id' | 'note'
type Own = { model: DayModel; day: MyDay; onClose: () => void }

const clock = (at: string) => localOf(at).slice('YYYY-MM-DDT'.length)
const mostNote = 4_000

/** Times, minutes, ticket and note of an entry, and what divides, merges or removes it. */
export function EntryEditor(
  props: Own & {
    entry: DayEntry
    /** It was divided or merged: another entry than the one that was opened. */
    onCut: () => void
  },
) {
  const { model, day, entry, onCut, onClose } = props
  // as it stood when it was opened: work that goes on meanwhile is no change of this person's
  const begun = useMemo(
    () => ({
      from: clock(entry.started_at),
      to: clock(entry.ended_at),
      minutes: String(entry.minutes),
      ticket_id: entry.ticket_id ?? '',
      note: entry.note,
    }),
    [entry.id],
  )
  const form = useMemo(() => createForm<Name>(begun), [begun])
  const save = () => {
    const minutes = form.values.peek().minutes.trim()
    if (minutes !== '' && !/^[1-9]\d{0,3}$/.test(minutes)) return form.refuse('minutes', 'Whole minutes.')
    return form.submit(async (values) => {
      const differs = (name: Name) => values[name].trim() !== begun[name]
      const times = timesOf(values, day)
      const done = await model.change([entry.id], {
        // what was not touched keeps its seconds, and its hour in a night that has it twice
        ...(differs('from') ? { started_at: times.from } : {}),
        ...(differs('to') ? { ended_at: times.to } : {}),
        ...(differs('minutes') ? { minutes: Number(values.minutes) || null } : {}),
        ...(differs('ticket_id') ? { ticket_id: values.ticket_id.trim() || null } : {}),
        ...(differs('note') ? { note: values.note } : {}),
      })
      if (done) onClose()
    })
  }
  const cut = async (done: Promise<boolean>) => {
    if (await done) onCut()
  }
  const open = day.entries.filter(({ post }) => !post)
  const next = open[open.findIndex(({ id }) => id === entry.id) + 1]
  return (
    <FormBox
      form={form}
      label="Change the entry"
      class="px-3 wide:px-5 py-3"
      onSubmit={save}
      acts={
        <>
          <Button kind="primary" submit busy={model.busy.value}>
            Save
          </Button>
          <Button
            keys="S"
            why={
              minutesBetween({ from: entry.started_at, to: entry.ended_at }) < 2
                ? 'It is too short.'
                : undefined
            }
            onPress={() => cut(model.split(entry.id, middleOf(entry.started_at, entry.ended_at)))}
          >
            Split
          </Button>
          <Button
            keys="M"
            why={next ? undefined : 'No entry follows.'}
            onPress={() => next && cut(model.merge(entry.id, next.id))}
          >
            Merge with the next
          </Button>
          <Button kind="quiet" onPress={() => model.remove(entry.id)}>
            Remove
          </Button>
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <Fields form={form} hasMinutes />
    </FormBox>
  )
}

/** A call, or whatever fills a gap. */
export function NewEntry(props: Own & { gap: { from: string; to: string } | undefined }) {
  const { model, day, gap, onClose } = props
  const form = useMemo(() => {
    const last = Math.min(Date.parse(day.to), Math.max(Date.parse(day.from), Date.parse(day.now)))
    const [from, to] = gap ? [gap.from, gap.to] : [last - 15 * 60_000, last]
    const at = (moment: string | number) => clock(new Date(moment).toISOString())
    return createForm<Name>({ from: at(from), to: at(to), minutes: '', ticket_id: '', note: '' })
  }, [])
  const save = () =>
    form.submit(async (values) => {
      const { from, to } = timesOf(values, day)
      const { note } = values
      if (
        await model.add({
          started_at: from,
          ended_at: to,
          ticket_id: values.ticket_id.trim() || null,
          work_type_id: null,
          note,
        })
      )
        onClose()
    })
  return (
    <div class="b-b b-b-solid b-line bg-raised edge-blue">
      <FormBox
        form={form}
        label="Add a call"
        class="px-3 wide:px-5 py-3"
        onSubmit={save}
        acts={
          <>
            <Button kind="primary" submit busy={model.busy.value}>
              Add
            </Button>
            <Button kind="quiet" onPress={onClose}>
              Cancel
            </Button>
          </>
        }
      >
        <Fields form={form} />
      </FormBox>
    </div>
  )
}

function Fields({ form, hasMinutes }: { form: Form<Name>; hasMinutes?: boolean }) {
  return (
    <div class="grid gap-2 grid-cols-2 wide:grid-cols-[104px_104px_104px_128px_minmax(0,1fr)]">
      <Clock form={form} name="from" label="From" />
      <Clock form={form} name="to" label="To" />
      {hasMinutes && <FormField form={form} name="minutes" label="Minutes" />}
      <FormField form={form} name="ticket_id" label="Ticket number" />
      <div class="col-span-2 wide:col-span-1">
        <FormArea form={form} name="note" label="Internal note" maxLength={mostNote} rows={1} />
      </div>
    </div>
  )
}

function Clock({ form, name, label }: { form: Form<Name>; name: 'from' | 'to'; label: string }) {
  return (
    <Labelled label={label} wrong={form.wrong.value[name]}>
      {(wired) => (
        <input
          {...wired}
          type="time"
          class="input h-30px px-6px"
          name={name}
          value={form.values.value[name]}
          onInput={(event) => form.set(name, event.currentTarget.value)}
        />
      )}
    </Labelled>
  )
}

/** An end at 00:00 is the end of the day. */
function timesOf({ from, to }: Record<Name, string>, day: MyDay): { from: string; to: string } {
  const at = (time: string) => atLocal(`${day.date}T${time || '00:00'}`)
  return { from: at(from), to: to === '00:00' ? day.to : at(to) }
}
