/** What a draft shows of its evidence: fetched with the first draft that has some. */
export { EvidenceHead } from './EvidenceHead.tsx'
export { EvidenceText } from './EvidenceText.tsx'
