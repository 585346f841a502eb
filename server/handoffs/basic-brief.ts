import type { Brief } from '../../shared/contracts/handoffs.ts'
import { withGround } from '../../shared/ground.ts'
import type { CaseRows } from '../sessions/case-queries.ts'

export type BriefRows = Pick<
  CaseRows,
  'row' | 'steps' | 'tasks' | 'questions' | 'facts' | 'causes' | 'fix' | 'part'
>

/** As many lines as a screen holds, and no longer than it is read. */
export const mostLines = 8
export const lineCharacters = 200

/** What the case itself says to whoever takes it over: the same rows give the same brief, and no model takes part. */
export function basicBrief(rows: BriefRows): Brief {
  const { row, facts, causes } = rows
  const standing = causes.filter(({ state }) => state !== 'struck')
  const [leading, ...others] = standing
  const struck = causes.filter(({ state }) => state === 'struck').map(({ text }) => text)
  return {
    summary_prose: summary(rows, leading?.text ?? row.triage_hypothesis ?? ''),
    what_we_know: listed(facts.filter(({ status }) => status === 'confirmed').map(factLine)),
    ruled_out: listed([...facts.filter(({ status }) => status === 'ruled_out').map(factLine), ...struck]),
    likely_cause: clipped(leading?.text ?? row.triage_hypothesis ?? ''),
    remaining_hypotheses: listed([
      ...others.map(({ text }) => text),
      ...facts.filter(({ status }) => status === 'pending').map(({ text }) => text),
    ]),
    suggested_steps: listed(nextSteps(rows, leading?.test ?? '')),
    environment: listed(environment(rows)),
    confidence: row.confidence_tier,
    kind: 'basic',
  }
}

/** Room for the ground, which stays where the words are cut. */
export const groundedCharacters = lineCharacters - withGround('', 'told').length
const factLine = ({ text, known }: CaseRows['facts'][number]) =>
  withGround(clipped(text, groundedCharacters), known)

function nextSteps({ tasks, questions }: BriefRows, test: string): string[] {
  const open = (wanted: 'active' | 'pending') =>
    tasks.filter(({ state }) => state === wanted).map(({ text }) => text)
  const asked = questions.findLast(({ state }) => state === 'open')
  return [...open('active'), test, ...open('pending'), asked ? `Answer: ${asked.text}` : '']
}

function environment({ row, part }: BriefRows): string[] {
  const devices =
    part?.ticket.configurations.map(({ name, type }) => (type ? `${name} (${type})` : name)) ?? []
  return [row.asset_name ?? '', ...devices.filter((device) => device !== row.asset_name)]
}

const fixWords = {
  applied_success: 'It worked.',
  applied_partial: 'It worked in part.',
  applied_failed: 'It did not work.',
  proposed: 'Whether it worked is not known yet.',
  dismissed: 'It was dismissed.',
} as const

function summary(rows: BriefRows, hypothesis: string): string {
  const { row, tasks, fix } = rows
  const place = [row.client_name && ` at ${row.client_name}`, row.asset_name && `, ${row.asset_name}`]
  const done = tasks.filter(({ state }) => state === 'done')
  const last = done.at(-1)
  const notes = fix?.partial_notes ?? fix?.failure_reason
  return [
    stopped(`${row.title}${place.filter(Boolean).join('')}`),
    last
      ? `${done.length === 1 ? 'One step was' : `${done.length} steps were`} done; the last one: ${stopped(last.result ? `${last.text}: ${last.result}` : last.text)}`
      : 'No step was done yet.',
    hypothesis ? `Suspected: ${stopped(hypothesis)}` : 'No cause is suspected yet.',
    fix?.applied_at
      ? `Fix tried: ${stopped(fix.title)} ${fixWords[fix.status]}${notes ? ` ${stopped(notes)}` : ''}`
      : '',
    lastWords(rows),
  ]
    .filter(Boolean)
    .map((sentence) => clipped(sentence, 600))
    .join(' ')
}

/** What a person said last that was no answer to a question: it stands nowhere else. */
function lastWords({ steps }: BriefRows): string {
  const said = steps.findLast(({ kind, ref_id, content }) => kind === 'message' && !ref_id && content)
  return said && said.author !== 'flowpilot'
    ? `${said.author.name} said last: “${clipped(said.content)}”`
    : ''
}

const stopped = (text: string) => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

function clipped(text: string, most = lineCharacters): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line
}

/** Each once, without empty ones. */
const listed = (lines: readonly string[]) =>
  [...new Set(lines.map((line) => clipped(line)).filter(Boolean))].slice(0, mostLines)
