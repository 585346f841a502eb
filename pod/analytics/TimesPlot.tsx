import type { EscalationMetrics } from '../../shared/contracts/analytics.ts'
import { binLabel, binWords, isIn } from './metrics-words.ts'

const heightPx = 132
const aboveHighestPx = 18
const belowPx = 20

type Props = { metrics: EscalationMetrics }

/** How many first steps came how long after the claim; the bar of the median stands out. */
export function TimesPlot({ metrics: { times, median_seconds } }: Props) {
  const most = Math.max(1, ...times.map(({ count }) => count))
  const widthPercent = 100 / times.length
  const floorY = aboveHighestPx + heightPx
  return (
    <svg aria-hidden="true" width="100%" height={floorY + belowPx} class="block text-micro">
      <line x1="0" x2="100%" y1={floorY + 0.5} y2={floorY + 0.5} stroke="var(--edge)" />
      {times.map((bin, at) => {
        const barPx = (bin.count / most) * heightPx
        const middle = `${(at + 0.5) * widthPercent}%`
        const holdsMedian = isIn(bin, median_seconds)
        return (
          <g key={bin.from_seconds} fill="var(--muted)">
            {bin.count > 0 && (
              <>
                <rect
                  x={`${(at + 0.12) * widthPercent}%`}
                  width={`${0.76 * widthPercent}%`}
                  y={floorY - barPx}
                  height={barPx}
                  rx="2"
                  fill={holdsMedian ? 'var(--blue-edge)' : 'var(--muted)'}
                />
                <text x={middle} y={floorY - barPx - 5} text-anchor="middle" fill="var(--text)">
                  {bin.count}
                </text>
              </>
            )}
            <text x={middle} y={floorY + 15} text-anchor="middle">
              {binLabel(bin)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** The same as rows. */
export function TimesTable({ metrics: { times, median_seconds, p95_seconds } }: Props) {
  const signOf = (bin: (typeof times)[number]) =>
    [isIn(bin, median_seconds) && 'median', isIn(bin, p95_seconds) && 'p95'].filter(Boolean).join(', ')
  return (
    <table class="w-full border-collapse">
      <caption class="micro text-left pb-1">First steps by time since the claim</caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Of these</th>
          <th scope="col">First steps</th>
        </tr>
      </thead>
      <tbody>
        {times.map((bin) => (
          <tr key={bin.from_seconds} class="b-t b-t-solid b-line">
            <th scope="row" class="py-2px text-left font-400">
              {binWords(bin)}
            </th>
            <td class="meta">{signOf(bin)}</td>
            <td class={`text-right ${bin.count ? 'font-600' : 'text-muted'}`}>{bin.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
