import { CircleHelp, Clock } from 'lucide-preact'
import { Fragment } from 'preact'
import { useState } from 'preact/hooks'
import type { BookedTime, DayEntry, MyDay } from '../../shared/contracts/days.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { BookedRow } from './BookedRow.tsx'
import type { DayModel } from './day-model.ts'
import { minutesBetween, spanWords } from './day-words.ts'
import { EntryEditor, NewEntry } from './EntryEditor.tsx'
import { EntryRow, entryColumns } from './EntryRow.tsx'

type Row =
  | { kind: 'entry'; at: string; entry: DayEntry }
  | { kind: 'booked'; at: string; booked: BookedTime }
  | { kind: 'gap'; at: string; gap: { from: string; to: string } }

/** All of a day in one order: entries, what is booked already, and what nothing is known of. */
export function Entries(props: {
  model: DayModel
  day: MyDay
  open: string | null
  onOpen: (id: string | null) => void
}) {
  const { model, day, open, onOpen } = props
  const rows = rowsOf(day)
  const [cuts, setCuts] = useState(0)
  return (
    <>
      {open?.startsWith('new') && (
        <NewEntry
          key={open}
          model={model}
          day={day}
          gap={day.gaps.find(({ from }) => open === `new ${from}`)}
          onClose={() => onOpen(null)}
        />
      )}
      {rows.length === 0 && !open && <Nothing day={day} onAdd={() => onOpen('new')} />}
      {rows.length > 0 && <Heads />}
      <ul>
        {rows.map((row) => (
          <Fragment key={`${row.kind} ${row.at} ${row.kind === 'entry' ? row.entry.id : ''}`}>
            {row.kind === 'entry' && (
              <>
                <EntryRow
                  {...{ model, day, entry: row.entry }}
                  isOpen={open === row.entry.id}
                  onToggle={() => onOpen(open === row.entry.id ? null : row.entry.id)}
                />
                {open === row.entry.id && !row.entry.post && (
                  <li class="b-b b-b-solid b-line bg-raised edge-blue">
                    <EntryEditor
                      key={`${row.entry.id} ${cuts}`}
                      {...{ model, day, entry: row.entry }}
                      onCut={() => setCuts(cuts + 1)}
                      onClose={() => onOpen(null)}
                    />
                  </li>
                )}
              </>
            )}
            {row.kind === 'booked' && <BookedRow booked={row.booked} day={day} />}
            {row.kind === 'gap' && (
              <li class="row-li py-2 b-b b-b-solid b-line text-muted">
                <Icon of={CircleHelp} />
                <span>
                  <span class="whitespace-nowrap">{spanWords(row.gap)}</span>: nothing recorded for{' '}
                  {minutesBetween(row.gap)} min
                </span>
                <Button small onPress={() => onOpen(`new ${row.gap.from}`)}>
                  Add entry
                </Button>
              </li>
            )}
          </Fragment>
        ))}
      </ul>
    </>
  )
}

/** Names of the columns, where there is room for columns. */
function Heads() {
  return (
    <div
      aria-hidden="true"
      class={`hidden wide:grid ${entryColumns} gap-x-3 px-5 pt-2 pb-1 micro b-b b-b-solid b-line`}
    >
      <span />
      <span>Time</span>
      <span>Ticket</span>
      <span>Internal note</span>
      <span>Work type</span>
      <span class="text-right">Active</span>
      <span class="text-right">Booked</span>
      <span />
    </div>
  )
}

function rowsOf({ entries, booked, gaps }: MyDay): Row[] {
  return [
    ...entries.map((entry): Row => ({ kind: 'entry', at: entry.started_at, entry })),
    ...(booked ?? []).map((each): Row => ({ kind: 'booked', at: each.started_at, booked: each })),
    ...gaps.map((gap): Row => ({ kind: 'gap', at: gap.from, gap })),
  ].toSorted((a, b) => a.at.localeCompare(b.at))
}

function Nothing({ day, onAdd }: { day: MyDay; onAdd: () => void }) {
  return (
    <div
      class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start"
      role="status"
    >
      <Icon of={Clock} class="text-muted mt-2px" />
      <h3 class="text-title font-600">Nothing recorded on this day</h3>
      <p class="col-start-2 text-muted">
        {day.rounding === 'none'
          ? 'Your account has no time proposed. What you write down by hand can be posted.'
          : 'What you do in cases is proposed here as time entries. A call is written down by hand.'}
      </p>
      <Button class="col-start-2" onPress={onAdd}>
        Add a call
      </Button>
    </div>
  )
}
