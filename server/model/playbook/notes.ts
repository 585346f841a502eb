import type { Flow } from '../../../shared/contracts/flows.ts'
import { spellMinutes } from '../../../shared/durations.ts'
import { nodeAt } from '../../flows/find.ts'
import type { UpdateInput } from '../protocol.ts'
import { pastTense } from './past-tense.ts'
import { clip, lowerFirst, same, sentence, upperFirst, withoutStop } from './words.ts'

const stepsAtMost = 30
const nextAtMost = 5
const lineCharacters = 400

type Part = { name: string; lines: string[] }
type Task = UpdateInput['case']['tasks'][number]

/** Notes for engineers, from the panel of the case. */
export function ticketNotes(input: UpdateInput, flow: Flow): string {
  if (input.length === 'quick') return quickNote(input, flow)
  const isPlain = input.templates.ticket_notes_format === 'plain'
  const status = `Status: ${statusOf(input)}`
  const time = spellMinutes(input.case.minutes)
  const parts = partsOf(input, flow).filter(({ lines }) => lines.length > 0)
  return [
    isPlain ? `${status}\nTime spent: ${time}` : `**${status}** · ${time}`,
    ...parts.map(({ name, lines }) => [isPlain ? `${name}:` : `**${name}**`, ...lines].join('\n')),
  ].join('\n\n')
}

function partsOf(input: UpdateInput, flow: Flow): Part[] {
  const { case: panel, previous } = input
  const done = panel.tasks.filter(({ state }) => state === 'done').slice(0, stepsAtMost)
  const told = done.flatMap(({ result }) => (result ? [result] : []))
  const findings = panel.facts.filter(
    ({ text, status }) => status !== 'ruled_out' && !told.some((one) => same(one, text)),
  )
  return [
    { name: `Since ${clockOf(previous?.at)}`, lines: previous ? [sinceThen(input)] : [] },
    { name: 'Steps completed', lines: done.map((task, at) => `${at + 1}. ${stepLine(task)}`) },
    {
      name: 'Findings',
      lines: findings.map(
        ({ text, status }) =>
          `- ${sentence(clip(text, lineCharacters))}${status === 'pending' ? ' (open)' : ''}`,
      ),
    },
    { name: 'Ruled out', lines: ruledOut(input) },
    { name: 'Current diagnosis', lines: [diagnosis(input, flow)] },
    { name: 'Next steps', lines: nextSteps(input) },
  ]
}

function quickNote(input: UpdateInput, flow: Flow): string {
  const { case: panel } = input
  const next =
    panel.tasks.find(({ state }) => state === 'active') ??
    panel.tasks.find(({ state }) => state === 'pending')
  const needed = next
    ? `Next: ${lowerFirst(withoutStop(next.text))}`
    : panel.question
      ? `Open: ${panel.question.text}`
      : 'Nothing is open'
  const latest = panel.triage_hypothesis
    ? null
    : panel.facts.findLast(({ status }) => status === 'confirmed')?.text
  const known = [latest, withoutStop(diagnosis(input, flow))].flatMap((text) =>
    text ? [lowerFirst(clip(text, 200))] : [],
  )
  return `${statusOf(input)}, ${spellMinutes(panel.minutes)} spent: ${sentence(known.map(withoutStop).join('; '))} ${sentence(needed)}`
}

const stepLine = ({ text, result }: Task): string =>
  sentence(
    clip(
      [pastTense(withoutStop(text)), result ? lowerFirst(withoutStop(result)) : null]
        .filter(Boolean)
        .join(': '),
      lineCharacters,
    ),
  )

function ruledOut({ case: panel }: UpdateInput): string[] {
  const causes = panel.facts
    .filter(({ status }) => status === 'ruled_out')
    .map(({ text }) => withoutStop(clip(text, 120)))
  return causes.length > 0 ? [sentence([causes[0], ...causes.slice(1).map(lowerFirst)].join('; '))] : []
}

function diagnosis({ case: panel, session_status, flow: { place } }: UpdateInput, flow: Flow): string {
  const cause = panel.triage_hypothesis ? withoutStop(clip(panel.triage_hypothesis, lineCharacters)) : null
  const node = nodeAt(flow, place.node)
  const led = causeThatWasFixed(flow, place)
  if (led && node.kind === 'end' && node.outcome === 'fixed') {
    const isTheirs = cause !== null && !same(cause, led)
    return `${led} (confirmed by the fix).${isTheirs ? ` Noted by the engineer: ${cause}.` : ''}`
  }
  if (!cause) return session_status === 'resolved' ? 'No cause was recorded.' : 'No hypothesis yet.'
  return `${cause} (${panel.confidence.tier}, ${panel.confidence.score}).`
}

/** The conclusion whose fix was confirmed: the last one on the way. */
function causeThatWasFixed(flow: Flow, place: UpdateInput['flow']['place']): string | null {
  for (const { node } of [...place.trail].reverse()) {
    const passed = nodeAt(flow, node)
    if (passed.kind === 'conclusion') return withoutStop(clip(passed.hypothesis, lineCharacters))
  }
  return null
}

function nextSteps({ case: panel }: UpdateInput): string[] {
  const open = [
    ...panel.tasks.filter(({ state }) => state === 'active'),
    ...panel.tasks.filter(({ state }) => state === 'pending'),
  ]
  const lines = open.slice(0, nextAtMost).map(({ text }) => `- ${sentence(clip(text, lineCharacters))}`)
  if (panel.question) lines.push(`- Open question: ${clip(panel.question.text, lineCharacters)}`)
  return lines
}

/** What came after the update before: findings first, then steps whose result they do not tell. */
function sinceThen({ case: panel, new_since_previous }: UpdateInput): string {
  const isNew = ({ id }: { id: string }) => new_since_previous.includes(id)
  const facts = panel.facts
    .filter(isNew)
    .map(({ text, status }) =>
      status === 'ruled_out'
        ? `${withoutStop(text)} ruled out`
        : status === 'pending'
          ? `${withoutStop(text)} (open)`
          : withoutStop(text),
    )
  const steps = panel.tasks
    .filter(
      (task) => isNew(task) && task.state === 'done' && !facts.some((one) => same(one, task.result ?? '')),
    )
    .map((task) => withoutStop(stepLine(task)))
  const news = [...facts, ...steps].slice(0, 8).map((line) => clip(line, lineCharacters))
  return news.length > 0 ? sentence([news[0], ...news.slice(1).map(lowerFirst)].join('; ')) : 'Nothing new.'
}

function clockOf(at: string | undefined): string {
  return at && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? `${at.slice(11, 16)} UTC` : (at ?? '')
}

const statuses: Record<string, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  implementing: 'Implementing',
  resolved: 'Resolved',
  escalated: 'Escalated',
}
const statusOf = ({ session_status }: UpdateInput): string =>
  statuses[session_status] ?? upperFirst(session_status)
