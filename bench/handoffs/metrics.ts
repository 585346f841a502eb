import { type Comparison, compareSizes } from '../scale/two-sizes.ts'
import { fillHandoffs, partsOfDays, years } from './past-handoffs.ts'

const most = 1_000
const path = '/analytics/flowpilot/escalations?period='

const numbers: Comparison = {
  name: 'metrics',
  sizes: [1_000, Number(process.env.BENCH_SESSIONS) || 1_000_000],
  fill: fillHandoffs,
  asks: {
    'the last 7 days': () => `${path}7d`,
    'the last 30 days': () => `${path}30d`,
    'the last 90 days': () => `${path}90d`,
  },
  aim: { says: `≤ ${most / 1000} s`, isMet: (_, many) => many <= most },
  asked: 4,
  says: ([few, many]) =>
    `The metrics of ${few} and ${many} escalations over ${years} years, half of them in the account that asks, the rest in 500 others; nine steps, two tasks and two facts in a case of the last ${partsOfDays} days, every third with an update. Over HTTP, signed in; both servers in turn.`,
}

/** What the numbers of handing over cost, over a thousand escalations and a million. */
export const metrics = (rounds: number): Promise<string> => compareSizes(numbers, rounds)
