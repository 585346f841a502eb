import { propose } from '../../server/days/propose.ts'
import { percentile, round, sum, table, verdict } from '../table.ts'
import { makeDay } from './days.ts'
import { errorsOf } from './errors.ts'

const days = 1_000
/** Other days than those of the tests. */
const firstSeed = 7_000_000
const mostMinutesOff = 4

/** How near the proposed times are to the work behind them, over days whose truth is known. */
export async function myDay(): Promise<string> {
  const begun = performance.now()
  const all = Array.from({ length: days }, (_, n) => {
    const day = makeDay(firstSeed + n)
    const acts = day.seen.map(({ ticket, at }) => ({ at, place: ticket }))
    return errorsOf(day, propose(acts, day))
  })
  const ms = (performance.now() - begun) / days
  const errors = all.flatMap((each) => each.errors)
  const invented = sum(all.map((each) => each.inventedMinutes))
  const overlaps = sum(all.map((each) => each.overlaps))
  const mean = (sum(errors.map(({ off }) => off)) + invented) / errors.length
  const seen = errors.filter((each) => each.traced)
  const traced = sum(seen.map(({ off }) => off)) / seen.length
  const line = (name: string, rows: typeof errors) => {
    const off = rows.map((each) => each.off)
    const missed = rows.filter((each) => each.missed).length
    return [
      name,
      rows.length,
      round(sum(off) / rows.length),
      round(percentile(off, 0.5)),
      round(percentile(off, 0.9)),
      `${round((100 * missed) / rows.length)} %`,
    ]
  }
  return [
    `${days} days, ${errors.length} true intervals, ${overlaps} overlaps among the proposed ones, ${round(invented / days)} invented minutes a day, ${round(ms)} ms a day with its making.`,
    table(
      ['Intervals', 'how many', 'minutes off, mean', 'median', 'p90', 'missed whole'],
      [
        line('all', errors),
        line('with an act', seen),
        line(
          'without any',
          errors.filter((each) => !each.traced),
        ),
      ],
    ),
    table(
      ['Aim', 'measured', ''],
      [
        ['minutes off per true interval with an act: ≤ 4', round(traced), verdict(traced <= mostMinutesOff)],
        [
          'the same over all, missed and invented ones whole: ≤ 4',
          round(mean),
          verdict(mean <= mostMinutesOff),
        ],
        ['no overlaps', overlaps, verdict(overlaps === 0)],
      ],
    ),
  ].join('\n\n')
}
