import { CircleHelp } from 'lucide-preact'
import type { DayEntry, MyDay } from '../../shared/contracts/days.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { DayModel } from './day-model.ts'
import { minutesBetween, numberOf, spanWords } from './day-words.ts'
import { middleOf } from './timeline-place.ts'

/** The first stretch that two entries share: whose it is. */
export function OverlapAsk({ model, day }: { model: DayModel; day: MyDay }) {
  const entry = day.entries.find(({ overlaps }) => overlaps.length > 0)
  const span = entry?.overlaps[0]
  if (!entry || !span) return null
  const other = day.entries.find(({ id }) => id === span.entry_id)
  const minutes = minutesBetween(span)
  const isOpen = other !== undefined && !other.post
  return (
    <Notice
      icon={CircleHelp}
      tone="amber"
      edge
      role="status"
      title={
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span>
            <strong class="font-600">Two at once, {spanWords(span)}.</strong>{' '}
            <span class="text-muted">
              {isOpen
                ? `Who gets the ${minutes} minutes?`
                : `${day.psa} has these ${minutes} minutes already.`}
            </span>
          </span>
          <span class="flex flex-wrap gap-2">
            {isOpen ? (
              <>
                <Button busy={model.busy.value} onPress={() => model.cutOut(other, span)}>
                  {named(entry)}
                </Button>
                <Button busy={model.busy.value} onPress={() => model.cutOut(entry, span)}>
                  {named(other)}
                </Button>
                {entry.started_at < other.started_at && entry.ended_at < other.ended_at && (
                  <Button busy={model.busy.value} onPress={() => halve(model, entry, other, span)}>
                    Half each
                  </Button>
                )}
              </>
            ) : (
              <Button busy={model.busy.value} onPress={() => model.cutOut(entry, span)}>
                Take them out of {named(entry)}
              </Button>
            )}
          </span>
        </div>
      }
    />
  )
}

const named = (entry: DayEntry) =>
  entry.ticket_id ? numberOf(entry) : (entry.title ?? entry.note) || 'The call'

async function halve(model: DayModel, first: DayEntry, second: DayEntry, span: { from: string; to: string }) {
  const middle = middleOf(span.from, span.to)
  if (await model.change([first.id], { ended_at: middle }))
    await model.change([second.id], { started_at: middle })
}
