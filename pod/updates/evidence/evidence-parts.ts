/** What a draft shows of its evidence: fetched with the first draft that has some. */
export { EvidenceList } from './EvidenceList.tsx'
export { EvidenceText } from './EvidenceText.tsx'
export { OpinionLine } from './OpinionLine.tsx'
