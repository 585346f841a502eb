import { type Label, labels } from './labels.ts'
import { lookOf } from './look.ts'
import { redactedSign } from './normalise.ts'
import type { Found } from './patterns.ts'

const mostCells = 30
const between = ['|', '\t', ';', ',', '  '] as const

/**
 * Tables with a label at the head of a column: the cells below it are secrets. Gives back the rows that name columns, in
 * order: what stands beside a label there is the next name, not its value.
 */
export function findColumns(text: string, found: Found): Row[] {
  const heads: Row[] = []
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
    if (!columns.length || head.length < 2 || holdsValue(text, head)) continue
    const isRuled = ruled.test(text.slice(row.end, row.end + 40))
    if (isRuled || columns[0]?.column !== 0 || head.length > 2) heads.push(row)
    at = readRows(text, rows, { at: at + 1, separator, width: head.length, columns }, found) - 1
  }
  return heads
}

/** A line of dashes under the head of a table. */
const ruled = /^\r?\n[ \t>]{0,4}[|+]?[ \t:]{0,3}-{3}/

/** "Password | Gravel!18" is a name and its value, and the row below is the next such pair. */
const holdsValue = (text: string, cells: Row[]) =>
  cells.some(({ start, end }) => {
    const cell = text.slice(start, end)
    if (cell.includes(redactedSign)) return true
    return end - start >= 4 && !/\s/.test(cell) && ['strong', 'digits'].includes(lookOf(cell))
  })

export type Row = { start: number; end: number }
type Table = {
  at: number
  separator: string
  width: number
  columns: { column: number; kind: Label['kind'] }[]
}

/** The first row that no longer belongs to the table, however long it is: a row that is left out leaves in clear. */
function readRows(text: string, rows: Row[], { at, separator, width, columns }: Table, found: Found): number {
  let next = at
  for (; next < rows.length; next++) {
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
    const isFilled = cell.end > cell.start
    if (isFilled || (separator !== '  ' && from !== start && to !== end)) cells.push(cell)
    from = to + separator.length
  }
  return cells
}

function trimmed(text: string, from: number, to: number): Row {
  let [start, end] = [from, to]
  while (start < end && /[\s*_`"']/.test(text[start] ?? '')) start++
  while (end > start && /[\s*_`"']/.test(text[end - 1] ?? '')) end--
  return { start, end }
}
