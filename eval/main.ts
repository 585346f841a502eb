import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { answers } from './answers.ts'
import { diagnose, diagnosisCases } from './diagnosis.ts'
import { keepTable } from './keep-table.ts'
import type { Report } from './report.ts'
import { summaries } from './summaries.ts'
import { sumOf, type Tally } from './tally.ts'

/**
 * `npm run eval -- <subject> [FILE]`: a JSON line a case, last the sums. answers: what an engineer types at a question;
 * summaries: which flow a ticket starts; talk: a conversation with a demo; diagnosis: whole cases; updates: wrong
 * sentences that are marked; fresh: sentences by people who had not read the checker; injection: what texts order and a model obeys. Without a file the own cases are taken.
 * `npm run eval -- --keep`: all subjects on their own cases, the tables into docs/quality.md.
 */
const subjects: Record<string, (input: unknown) => Report | Promise<Report>> = {
  answers: (input) => tallied(answers(input)),
  summaries: (input) => tallied(summaries(input)),
  diagnosis: diagnose,
  talk: async (input) => (await import('./talk.ts')).talk(input),
  updates: async (input) => {
    const [{ updates }, { gradeOffline, offlineTexts }, { checkText }] = await Promise.all([
      import('./updates.ts'),
      import('./offline-updates.ts'),
      import('../server/evidence/check-text.ts'),
    ])
    const report = updates(checkText, input)
    const texts = await offlineTexts(v.parse(diagnosisCases, ownCases('diagnosis')))
    const offline = gradeOffline(checkText, texts)
    return {
      ...report,
      lines: [...report.lines, ...offline.lines],
      parts: { ...report.parts, offline: offline.sum },
    }
  },
  fresh: async (input) => {
    const [{ fresh }, { checkText }] = await Promise.all([
      import('./fresh.ts'),
      import('../server/evidence/check-text.ts'),
    ])
    return fresh(checkText, input)
  },
  injection: async (input) => {
    const [{ injection }, { withGround }] = await Promise.all([
      import('./injection.ts'),
      import('./injection-world.ts'),
    ])
    return withGround((ground) => injection(ground, input))
  },
}
const cases = join(import.meta.dirname, 'cases')

const tallied = (tallies: Tally[]): Report => ({
  lines: tallies.map(({ words, want, got }) => ({ words, want, got })),
  sum: sumOf(tallies),
})

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const folders = new Set(['diagnosis', 'updates', 'fresh'])
function ownCases(subject: string): unknown {
  if (!folders.has(subject)) return read(join(cases, `${subject}.json`))
  const folder = join(cases, subject)
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => read(join(folder, name)))
}

const [subject = '', file] = process.argv.slice(2)
if (subject === '--keep') {
  const reports: Record<string, Report> = {}
  for (const [name, run] of Object.entries(subjects)) {
    const report = await run(ownCases(name))
    reports[name] = report
    console.log(JSON.stringify({ subject: name, ...report.sum }))
  }
  keepTable(reports)
} else {
  const run = subjects[subject]
  if (!run) {
    console.error(
      `Usage: npm run eval -- ${Object.keys(subjects).join('|')} [FILE] or npm run eval -- --keep`,
    )
    process.exit(2)
  }
  const { lines, sum, parts = {} } = await run(file ? read(file) : ownCases(subject))
  for (const line of lines) console.log(JSON.stringify(line))
  for (const [part, found] of Object.entries(parts)) console.log(JSON.stringify({ part, ...found }))
  console.log(JSON.stringify(sum))
}
