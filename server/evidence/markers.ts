import type { Cite } from './check-text.ts'
import { sentencesOf } from './sentences.ts'

/** Signs by which a model names what a sentence rests on, as in "⟦f1 t2⟧". Nobody else's text holds them. */
const opening = '⟦'
const ending = '⟧'

/** A longer one is no marker. */
const longestMarker = 120
const mostIds = 12
const idShape = /^[a-z]\d{1,4}$/

/** One marker: the ids that it names, and how much of the clean text stood before it. */
type Marked = { at: number; ids: string[] }

/**
 * Takes markers out of a text that comes in pieces, with the blanks before them. What opens and never ends comes out as
 * words, or not at all; a sign of a marker never comes out.
 */
export function withoutMarkers(emit: (text: string) => void, onMarker: (marked: Marked) => void = () => {}) {
  let open: string | null = null
  /** Blanks that are held back until it is known whether a marker follows them, and those behind one. */
  let before = ''
  let behind: string | null = null
  let written = 0
  let last = '\n'

  function text(piece: string): void {
    for (const [run] of piece.matchAll(/[ \t]+|[^ \t]+/g)) {
      if (!/^[ \t]/.test(run)) word(run)
      else if (behind === null) before += run
      else behind += run
    }
  }

  /** The blanks about a marker go where a line begins or ends there, or a stop follows. */
  function word(run: string): void {
    const isLoose = behind !== null && (last === '\n' || /^[\s.,;:!?…)]/.test(run))
    const out = (isLoose ? '' : behind || before) + run
    before = ''
    behind = null
    written += out.length
    last = run.at(-1) ?? last
    emit(out)
  }

  function close(): void {
    const ids = (open ?? '')
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((id) => idShape.test(id))
    open = null
    onMarker({ at: written, ids: [...new Set(ids)].slice(0, mostIds) })
    behind ??= ''
  }

  /** What was open is no marker: its words are words. */
  function release(): void {
    const words = open ?? ''
    open = null
    text(words)
  }

  return {
    push(piece: string): void {
      for (const part of piece.split(/([⟦⟧\n])/)) {
        if (part === '') continue
        if (part === opening) {
          if (open !== null) release()
          open = ''
        } else if (part === ending) {
          if (open !== null) close()
        } else if (open === null) text(part)
        else if (part === '\n' || open.length + part.length > longestMarker) {
          open += part
          release()
        } else open += part
      }
    },
    end(): void {
      if (open !== null && !open.split(/[\s,;]+/).every((word) => /^(?:[a-z]\d{0,4})?$/i.test(word)))
        release()
      open = null
      if (behind === null && before !== '') emit(before)
    },
  }
}

/** A text without its markers, and which sentence of it names what. */
export function readMarkers(marked: string): { text: string; cites: Cite[] } {
  let text = ''
  const markers: Marked[] = []
  const reader = withoutMarkers(
    (piece) => {
      text += piece
    },
    (marker) => markers.push(marker),
  )
  reader.push(marked)
  reader.end()
  const sentences = sentencesOf(text)
  const cites = new Map<number, Cite & { ids: string[] }>()
  for (const { at, ids } of markers) {
    const of = sentences.findLast(({ start }) => start < at)
    if (!of) continue
    const known = cites.get(of.start) ?? { start: of.start, end: of.end, ids: [] }
    known.ids = [...new Set([...known.ids, ...ids])]
    cites.set(of.start, known)
  }
  return { text, cites: [...cites.values()].toSorted((a, b) => a.start - b.start) }
}

/** A marker of these ids, as it stands behind a sentence. */
export const markerOf = (ids: readonly string[]): string =>
  ids.length > 0 ? ` ${opening}${ids.join(' ')}${ending}` : ''
