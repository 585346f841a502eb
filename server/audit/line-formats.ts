import type { AuditFormat, AuditLine } from '../../shared/contracts/audit.ts'

const columns = [
  'at',
  'user_name',
  'user_id',
  'action',
  'subject_kind',
  'subject_id',
  'subject_name',
  'result',
  'address',
  'surface',
  'token_id',
  'id',
  'detail',
] as const satisfies readonly (keyof AuditLine)[]

/** What a spreadsheet takes for a formula. A client's address or a name may begin so; it has to stay text. */
const formula = /^[=+\-@＝＋－＠\t\r]/

export function csvCell(value: unknown): string {
  const text =
    value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** Without it Excel takes the file for one of its old code pages, and "Jürgen" for "JÃ¼rgen". */
const byteOrderMark = '\ufeff'

type Format = {
  mime: string
  head: string
  line(line: AuditLine): string
  /** What stands at the end where the export stopped before its last line. */
  cut(limit: number): string
}

const cutSentence = (limit: number) =>
  `Cut after ${limit} lines. Choose a shorter time, or go on from the time of the last line.`

export const formats: Record<AuditFormat, Format> = {
  csv: {
    mime: 'text/csv; charset=utf-8',
    head: `${byteOrderMark}${columns.map(csvCell).join(',')}\r\n`,
    line: (line) => `${columns.map((column) => csvCell(line[column])).join(',')}\r\n`,
    cut: (limit) => `${csvCell(cutSentence(limit))}\r\n`,
  },
  jsonl: {
    mime: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (line) => `${JSON.stringify(line)}\n`,
    cut: (limit) => `${JSON.stringify({ cut: true, message: cutSentence(limit) })}\n`,
  },
}
