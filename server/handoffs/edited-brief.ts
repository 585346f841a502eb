import type { Brief } from '../../shared/contracts/handoffs.ts'
import { hypothesesName, likelyMark, partNames, sectionsIn } from './escalation-document.ts'

/** As many lines as a brief shows. */
const mostLines = 40

/**
 * The brief as a person edited it in the note: whoever takes the case over reads what the ticket says. A part that is gone
 * is empty; one of another name stands behind the problem.
 */
export function editedBrief(brief: Brief, content: string, title: string): Brief {
  const parts = new Map(sectionsIn(content).map(({ name, text }) => [name, text]))
  const linesOf = (name: string) => listIn(parts.get(name) ?? '')
  const hypotheses = linesOf(hypothesesName)
  const likely = hypotheses.find((line) => line.endsWith(likelyMark))
  const known = new Set<string>(Object.values(partNames))
  const others = [...parts].filter(([name]) => !known.has(name))
  return {
    ...brief,
    summary_prose: [problemIn(parts.get(partNames.problem) ?? '', title), ...others.map(([, text]) => text)]
      .filter(Boolean)
      .join('\n'),
    what_we_know: linesOf(partNames.what_we_know),
    ruled_out: linesOf(partNames.ruled_out),
    likely_cause: likely?.slice(0, -likelyMark.length) ?? '',
    remaining_hypotheses: hypotheses.filter((line) => line !== likely),
    suggested_steps: linesOf(partNames.suggested_steps),
    environment: linesOf(partNames.environment),
  }
}

const listIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d{1,3}[.)]|[-*•])\s+/, '').trim())
    .filter((line) => line && line !== 'None yet.')
    .slice(0, mostLines)

/** Without the title and the domain, which the case shows by itself. */
const problemIn = (text: string, title: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== title.trim() && !line.startsWith('Domain: '))
    .join('\n')
    .trim()
