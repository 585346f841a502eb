import { contentStems } from '../../language/content-stems.ts'
import { fold } from '../../language/normalize.ts'
import { deedsIn, isDeed } from '../../language/outcome.ts'
import { weightOf } from '../../language/phrases.ts'
import type { FlowConclusion } from '../../language/rank-causes.ts'
import { isRefuted } from './causes.ts'
import type { Here } from './here.ts'

/** What the words say was done; '' where they tell of no deed. */
export const deedOf = ({ words }: Pick<Here, 'words'>): string => deedsIn(words).join(', ')

/** Half of what a deed names must stand with the fix that it is taken for. */
const share = 1 / 2

/** The cause whose fix the deed is, of two that fit alike the one that leads; null where it is that of none. */
export function causeOfDeed(here: Here, deed: string): FlowConclusion | null {
  const stems = contentStems(deed)
  const standing = here.case.causes.map(({ text }) => text)
  const found = here.flow.nodes
    .filter((node): node is FlowConclusion => node.kind === 'conclusion' && !isRefuted(here, node.hypothesis))
    .map((cause) => {
      const own = stemsOfFix(cause)
      const pointing = new Set(contentStems(cause.words.join(' ')))
      const inFix = stems.filter((stem) => own.has(stem)).length
      const place = standing.indexOf(cause.hypothesis)
      return {
        cause,
        inFix,
        score: inFix + stems.filter((stem) => pointing.has(stem)).length,
        place: place === -1 ? standing.length : place,
      }
    })
    .filter(({ inFix }) => inFix > 0 && inFix >= stems.length * share)
  return found.toSorted((a, b) => b.score - a.score || a.place - b.place)[0]?.cause ?? null
}

/** Whether the deed may be the fix of this cause: of what it was done to, something stands with the fix. */
export function mayFix(cause: FlowConclusion, deed: string): boolean {
  const things = contentStems(deed.replace(/\S+/g, (word) => (isDeed(fold(word)) ? '' : word))).filter(
    (stem) => weightOf(stem) === 1,
  )
  const own = stemsOfFix(cause)
  return things.length === 0 || things.some((stem) => own.has(stem))
}

const stemsOfFix = ({ hypothesis, fix }: FlowConclusion): ReadonlySet<string> =>
  new Set(
    contentStems(
      [
        hypothesis,
        ...fix.map(({ text, detail, command }) => `${text} ${detail ?? ''} ${command ?? ''}`),
      ].join(' '),
    ),
  )
