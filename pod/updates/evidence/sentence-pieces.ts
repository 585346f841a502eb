import type { SentenceEvidence } from '../../../shared/contracts/evidence.ts'

/** A part of a text from `start` to `end`: a sentence with its place among them, or what stands between two. */
export type TextPiece = { start: number; end: number; sentence: SentenceEvidence | null; at: number }

/** A text cut at its sentences; ones that do not fit it, as those of an older wording, are left out. */
export function textPieces(text: string, evidence: readonly SentenceEvidence[]): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const [at, sentence] of evidence.entries()) {
    const { start, end } = sentence
    if (start < from || end > text.length || text.slice(start, end) !== sentence.sentence) continue
    if (start > from) pieces.push({ start: from, end: start, sentence: null, at: -1 })
    pieces.push({ start, end, sentence, at })
    from = end
  }
  if (from < text.length) pieces.push({ start: from, end: text.length, sentence: null, at: -1 })
  return pieces
}

export const markedPlaces = (evidence: readonly SentenceEvidence[]): number[] =>
  evidence.flatMap(({ supported }, at) => (supported ? [] : [at]))
