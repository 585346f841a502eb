import type { EvidenceRecord } from '../server/evidence/record.ts'
import { drawn, type Mutator, wordsOf } from './mutate-text.ts'

const inventions: Record<'en' | 'de', readonly string[]> = {
  en: [
    'The guest accounts were deleted as well.',
    'We also replaced the power adapter.',
    'A technician visited your office.',
    'The warranty has been extended.',
    'We informed your insurance company.',
    'The BIOS was updated too.',
    'Two further workstations show the same symptom.',
    'We also installed a second monitor.',
  ],
  de: [
    'Außerdem haben wir das Netzteil getauscht.',
    'Ein Techniker war bei Ihnen vor Ort.',
    'Die Garantie wurde verlängert.',
    'Auch das BIOS wurde aktualisiert.',
    'Zwei weitere Arbeitsplätze zeigen denselben Fehler.',
    'Wir haben Ihre Versicherung informiert.',
  ],
}
const clauses: Record<'en' | 'de', readonly string[]> = {
  en: [
    ', and we also replaced the power adapter',
    ', and the BIOS was updated too',
    ', because lightning struck the building',
    ', and the guest accounts were deleted',
    ', which also damaged the webcam',
  ],
  de: [
    ', und wir haben auch das Netzteil getauscht',
    ', und das BIOS wurde ebenfalls aktualisiert',
    ', weil der Blitz eingeschlagen hat',
    ', und die Garantie wurde verlängert',
  ],
}

/** Something that stands nowhere: as a clause of the sentence, as one of its own on the same source, or on none. */
export const invented: Mutator = (clean) => {
  const { sentence, language } = clean
  const { text, rests_on } = sentence
  const way = drawn(['clause', 'cited', 'alone'] as const, text)
  if (way === 'clause') return { text: text.replace(/\.$/, `${drawn(clauses[language], `${text}1`)}.`) }
  const added = drawn(inventions[language], `${text}2`)
  return { text, added, rests_on: way === 'cited' ? rests_on : [] }
}

/** The marks of the sentence are gone; it stays true, and whoever reads it cannot see why. */
export const sourceRemoved: Mutator = ({ sentence: { text } }) => ({ text, rests_on: [] })

/** It names a row that says nothing of the matter. */
export const sourceSwapped: Mutator = ({ sentence: { text }, all, cited }) => {
  const unrelated = all.filter(
    (one) => one.kind !== 'header' && one.kind !== 'note' && !touches(text, one, cited),
  )
  const other = unrelated.length > 0 ? drawn(unrelated, text) : null
  return other ? { text, rests_on: [other.id] } : null
}

function touches(text: string, one: EvidenceRecord, cited: readonly EvidenceRecord[]): boolean {
  if (cited.includes(one)) return true
  const theirs = stems(`${one.text} ${one.who ?? ''}`)
  return [...stems(`${text} ${wordsOf(cited)}`)].some((stem) => theirs.has(stem))
}

/** Words of some length by their beginning, and figures. */
const stems = (text: string): Set<string> =>
  new Set([...text.toLowerCase().matchAll(/\p{L}{4,}|\d+/gu)].map(([word]) => word.slice(0, 5)))
