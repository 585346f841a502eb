import { type Label, labels } from './labels.ts'
import { lookOf } from './look.ts'
import type { Found } from './patterns.ts'

const mostRows = 200
const mostCells = 30
const between = ['|', '\t', ';', ','] as const

/** Tables with a label at the head of a column: the cells below it are secrets. */
export function findColumns(text: string, found: Found): void {
  const rows = linesOf(text)
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]
    if (!row) continue
    const separator = between.find((sign) => text.slice(row.start, row.end).includes(sign))
    if (!separator) continue
    const head = cellsOf(text, row, separator)
    const columns = head.flatMap((cell, column) => {
      const label = labelOf(text.slice(cell.start, cell.end))
      return label ? [{ column, kind: label.kind }] : []
    })
    if (!columns.length || head.length < 2) continue
    at = readRows(text, rows, { at: at + 1, separator, width: head.length, columns }, found) - 1
  }
}

type Row = { start: number; end: number }
type Table = {
  at: number
  separator: string
  width: number
  columns: { column: number; kind: Label['kind'] }[]
}

/** The first row that no longer belongs to the table. */
function readRows(text: string, rows: Row[], { at, separator, width, columns }: Table, found: Found): number {
  let next = at
  for (; next < rows.length && next < at + mostRows; next++) {
    const row = rows[next] as Row
    const cells = cellsOf(text, row, separator)
    if (cells.length !== width) break
    for (const { column, kind } of columns) {
      const cell = cells[column] as Row
      const value = text.slice(cell.start, cell.end)
      const look = lookOf(value)
      if (/\s|\ue000/.test(value) || look === 'fact' || look === 'prose' || value.length < 3) continue
      found.push({ ...cell, kind })
    }
  }
  return next
}

function labelOf(cell: string): Label | undefined {
  if (cell.length > 40 || /\d/.test(cell)) return undefined
  return labels.find(({ words, kind }) => {
    const match = [...cell.matchAll(words)].at(-1)
    return kind !== 'cookie' && match !== undefined && match.index + match[0].length >= cell.length - 4
  })
}

function linesOf(text: string): Row[] {
  const rows: Row[] = []
  let start = 0
  while (start <= text.length) {
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop
    rows.push({ start, end })
    start = end + 1
  }
  return rows
}

function cellsOf(text: string, { start, end }: Row, separator: string): Row[] {
  const cells: Row[] = []
  let from = start
  while (from <= end && cells.length < mostCells) {
    const stop = text.indexOf(separator, from)
    const to = stop < 0 || stop > end ? end : stop
    const cell = trimmed(text, from, to)
    // The bars at both ends of a row hold no cells.
    if (cell.end > cell.start || (from !== start && to !== end)) cells.push(cell)
    from = to + 1
  }
  return cells
}

function trimmed(text: string, from: number, to: number): Row {
  let [start, end] = [from, to]
  while (start < end && /[\s*_`"']/.test(text[start] ?? '')) start++
  while (end > start && /[\s*_`"']/.test(text[end - 1] ?? '')) end--
  return { start, end }
}
