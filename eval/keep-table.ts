import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './report.ts'

const page = join(import.meta.dirname, '..', 'docs', 'quality.md')
const [begins, ends] = ['<!-- table -->', '<!-- /table -->']

const meanings: Record<string, string> = {
  answers: 'words at a question give the right option',
  summaries: 'a ticket starts a flow that fits',
  diagnosis: 'a whole case reaches its cause in own words',
  talk: 'checks in conversations over HTTP',
  injection: 'orders in texts come to nothing, though the model obeys them',
}

/** The sums, a row a subject. A share is rounded down: 100 % is said of all. */
export function tableOf(sums: Record<string, Report['sum']>): string {
  const rows = Object.entries(sums).map(([subject, { right, of, ...more }]) => {
    const others = Object.entries(more).map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`)
    const share = `${Math.floor((100 * right) / of)} %`
    return `| ${subject} | ${meanings[subject]} | ${right} of ${of} | ${share} | ${others.join(', ')} |`
  })
  return ['| Subject | What counts | Right | | Besides |', '| --- | --- | ---: | ---: | --- |', ...rows].join(
    '\n',
  )
}

/** Writes the table between the marks of docs/quality.md; the words around them stay. */
export function keepTable(sums: Record<string, Report['sum']>): void {
  const text = readFileSync(page, 'utf8')
  const [head, rest = ''] = text.split(begins)
  const tail = rest.split(ends)[1] ?? ''
  writeFileSync(page, `${head}${begins}\n${tableOf(sums)}\n${ends}${tail}`)
}
