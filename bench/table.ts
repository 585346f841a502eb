export type Cell = string | number

/** Markdown, numbers to the right. */
export function table(head: string[], rows: Cell[][]): string {
  const isNumber = head.map((_, column) => rows.every((row) => /^[~<≥]?[\d.,]+/.test(String(row[column]))))
  const line = (cells: Cell[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (isNumber[column] ? '---:' : '---'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return Number.NaN
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const median = (values: readonly number[]) => percentile(values, 0.5)
export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Three figures that a reader can compare. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2)
}

export const times = (value: number) => `${round(value)}×`
export const verdict = (isMet: boolean) => (isMet ? 'met' : '**missed**')
