import type { Doubt, EvidenceKind, SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import { plural } from '../../ui/when.ts'

type EvidenceMark = SentenceEvidence['marks'][number]

/** What is wrong with a marked sentence: what it is, and what that means. */
export const markWords: Record<EvidenceMark, { what: string; means: string }> = {
  contradicted: { what: 'Not as the case says', means: 'It rests on something that says otherwise.' },
  only_suggested: { what: 'Only suggested', means: 'Nobody has done this yet.' },
  outcome: { what: 'Another outcome', means: 'The case says another outcome, or none yet.' },
  actor: { what: 'Another person', means: 'The case does not say that they did or said it.' },
  only_told: { what: 'Only told', means: 'It was reported, and nobody has checked it.' },
  name: { what: 'Another name', means: 'What it rests on does not name it.' },
  number: { what: 'Another number', means: 'It does not stand in what it rests on.' },
  time: { what: 'Another time', means: 'It does not stand in what it rests on.' },
  unknown_source: { what: 'Source gone', means: 'What it rested on is not in the case any more.' },
  no_source: { what: 'Nothing behind it', means: 'Nothing in the case says this.' },
}

export const kindWords: Record<EvidenceKind, string> = {
  fact: 'Fact',
  task: 'Step',
  answer: 'Answer',
  cause: 'Cause',
  note: 'Note',
  fix: 'Fix',
  closing: 'Closing',
  header: 'Ticket',
}

/** In one line, as it is heard: the worst first, and what a model doubts at the end. */
export function spokenWords({ marks, sources }: SentenceEvidence, doubt: Doubt | undefined): string {
  const own = marks.map((mark) => `${markWords[mark].what}: ${markWords[mark].means}`)
  const held = own.length === 0 ? restsOnWords(sources.length) : own.join(' ')
  return doubt ? `${held}. ${doubtWords(doubt.reason)}` : held
}

export const restsOnWords = (count: number): string =>
  count === 0 ? 'Rests on nothing' : `Rests on ${count}`

export const toLookAt = (count: number): string =>
  plural(count, '1 sentence to look at', `${count} sentences to look at`)

export const noOpinion = 'No second opinion.'
export const doubtedWords = (count: number): string =>
  count === 0
    ? 'The fast model doubts nothing.'
    : plural(count, 'The fast model doubts 1 sentence.', `The fast model doubts ${count} sentences.`)
export const doubtWords = (reason: string): string => `The fast model doubts this: ${reason}`
