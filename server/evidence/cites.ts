import type { ShortIds } from '../sessions/short-ids.ts'
import { readMarkers } from './markers.ts'
import { sentencesOf } from './sentences.ts'

/** What a sentence was said to rest on, from `start` to `end`; a ref of another kind names nothing that ever was. */
export type StoredCite = { start: number; end: number; refs: { kind: string; id: string }[] }

/** The row that a short id of the model names; one that names none stays as it is. */
export type RefOf = (short: string) => { kind: string; id: string }

/** `x1` the fix, `k1` the closing, `h1` the header; what else has an id is a row or a note. */
export function refsOf(ids: ShortIds, known: { session_id: string; fix_id: string | null }): RefOf {
  return (short) => {
    if (short === 'h1') return { kind: 'header', id: known.session_id }
    if (short === 'k1') return { kind: 'closing', id: known.session_id }
    if (short === 'x1' && known.fix_id) return { kind: 'fix', id: known.fix_id }
    const cause = ids.cause(short)
    if (cause) return { kind: 'cause', id: cause }
    return ids.ref(short) ?? { kind: 'unknown', id: short }
  }
}

/** As `refsOf`, for a text that its client reads: it names facts by their place among those that the client may know. */
export function refsOfClient(
  facts: readonly { id: string; label: string }[],
  { session_id }: { session_id: string },
): RefOf {
  const known = facts.filter(({ label }) => label === 'client')
  return (short) => {
    if (short === 'h1') return { kind: 'header', id: session_id }
    if (short === 'k1') return { kind: 'closing', id: session_id }
    const fact = short.startsWith('f') ? known[Number(short.slice(1)) - 1] : undefined
    return fact ? { kind: 'fact', id: fact.id } : { kind: 'unknown', id: short }
  }
}

/** A text of the model as it is kept: without its markers, with what they name. */
export function readCited(marked: string, refOf: RefOf, most: number): { text: string; cites: StoredCite[] } {
  const { text: whole, cites } = readMarkers(marked)
  const text = whole.slice(0, most).trimEnd()
  return {
    text,
    cites: cites
      .filter(({ end }) => end <= text.length)
      .map(({ start, end, ids }) => ({ start, end, refs: ids.map(refOf) })),
  }
}

/** A person's wording keeps what the sentences rest on that it left alone. */
export function carriedCites(before: string, cites: readonly StoredCite[], after: string): StoredCite[] {
  const known = new Map<string, StoredCite['refs'][]>()
  for (const { start, end, refs } of cites) {
    const sentence = before.slice(start, end)
    known.set(sentence, [...(known.get(sentence) ?? []), refs])
  }
  return sentencesOf(after).flatMap(({ text, start, end }) => {
    const refs = known.get(text)?.shift()
    return refs ? [{ start, end, refs }] : []
  })
}
