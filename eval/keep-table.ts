import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from './report.ts'

const page = join(import.meta.dirname, '..', 'docs', 'quality.md')

const meanings: Record<string, string> = {
  answers: 'words at a question give the right option',
  summaries: 'a ticket starts a flow that fits',
  diagnosis: 'a whole case reaches its cause in own words',
  talk: 'checks in conversations over HTTP',
  injection: 'orders in texts come to nothing, though the model obeys them',
  updates: 'a wrong sentence of an update is marked',
  fresh: 'a wrong sentence of somebody who had not read the checker is marked',
  'fresh open': 'read while the checker was mended',
  'fresh frozen': 'counted, and never read',
  entity: 'another device, person or product',
  antonym: 'a word turned into its opposite',
  negation: 'a “not” more or less',
  invented: 'something that stands nowhere, as a clause or a sentence',
  tense: 'what is suggested, under way or skipped is said to be done',
  told_as_checked: 'what was only told is said to be checked',
  outcome: 'another outcome of a fix',
  number: 'another number',
  time: 'another hour, day or date',
  actor: 'somebody else did or said it',
  source_removed: 'a true sentence that names no source any more',
  offline: 'a sentence of the offline model’s own updates is held',
  source_swapped: 'a true sentence that names a source which says nothing of it',
}

/** The sums, a row a subject. A share is rounded down: 100 % is said of all. */
export function tableOf(sums: Record<string, Report['sum']>, subject = 'Subject'): string {
  const rows = Object.entries(sums).map(([name, { right, of, ...more }]) => {
    const others = Object.entries(more).map(([what, count]) => `${what.replaceAll('_', ' ')} ${count}`)
    const share = `${Math.floor((100 * right) / of)} %`
    const label = name.replaceAll('_', ' ')
    return `| ${label} | ${meanings[name]} | ${right} of ${of} | ${share} | ${others.join(', ')} |`
  })
  const head = `| ${subject} | What counts | Right | | Besides |`
  return [head, '| --- | --- | ---: | ---: | --- |', ...rows].join('\n')
}

/** Writes the tables between their marks in docs/quality.md; the words around them stay. */
export function keepTable(reports: Record<string, Report>): void {
  const sums = Object.fromEntries(Object.entries(reports).map(([name, { sum }]) => [name, sum]))
  let text = between(readFileSync(page, 'utf8'), 'table', tableOf(sums))
  for (const [name, { parts }] of Object.entries(reports))
    if (parts) text = between(text, `${name} table`, tableOf(parts, 'Kind'))
  writeFileSync(page, text)
}

function between(text: string, mark: string, table: string): string {
  const [begins, ends] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`]
  const [head, rest = ''] = text.split(begins)
  return `${head}${begins}\n${table}\n${ends}${rest.split(ends)[1] ?? ''}`
}
