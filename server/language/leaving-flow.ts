import type { Flow } from '../../shared/contracts/flows.ts'
import { readClauses } from './clauses.ts'
import { matchFlow } from './match-flow.ts'
import { fold, stemOf } from './normalize.ts'
import { weightOf } from './phrases.ts'

/**
 * Words that would leave a flow. `not`: what the trouble is not about. `wanted`: what is left of the words, where the
 * right flow may be named. `isSure`: they leave it even where no other flow fits.
 */
type Leaving = { not: string; wanted: string; isSure: boolean }

const longestRead = 300
const flowWord =
  '(?:flow|tree|topic|checklist|category|questions|ablauf|leitfaden|thema|fragenkatalog|kategorie)'
const article = '(?:the |a |an |any |your |der |die |das |dem |den |ein |eine |einem |einen )?'
const name = "([\\p{L}\\d][\\p{L}\\d'/&-]{0,30}(?: [\\p{L}\\d'/&-]{1,30}){0,2}?)"
const trouble =
  '(?:problem|issue|thing|topic|ticket|case|thema|fall|sache|geschichte|stoerung|fehler|trouble|outage)s?'
const it = '(?:this|that|it|das|es|hier|the (?:problem|issue|ticket|case|trouble)|das problem|its|thats)'
const isNot =
  "(?:(?:is|ist|has|hat|geht|goes)(?: hier)?|'s)? ?(?:really |definitely |clearly |absolutely |ueberhaupt |gar )?(?:not|nothing|nichts|nicht|kein|keine|no)"
const stop =
  '(?=\\s*(?:[,.;:!?)–—]|$| - | its?\\b| thats?\\b| das\\b| es\\b| but\\b| sondern\\b| aber\\b| at all\\b))'

const wrongFlow = new RegExp(
  `^(?:no,? |nein,? |sorry,? )?(?:(?:this|that|it) is |its |thats |das ist )?(?:the |der |das |die |ein )?(?:wrong|falscher|falsches|falsche) ${flowWord}\\b`,
)
const order = new RegExp(
  `^(?:(?:please|bitte|no|nein|ok)[,.]? )?(?:(?:switch|change|go|move)(?: over)? to|wechsel\\w*(?: wir)? (?:zu|zum|zur|auf|in)|use|take|nimm|start|starte) ${article}${name}(?: ${flowWord})?(?: (?:please|bitte|instead))?[.!]*$`,
  'u',
)
const surely = [
  new RegExp(
    `\\b${it} ?${isNot} (?:to do with|zu tun mit|about|related to|mit|um) ${article}${name}(?: zu tun)?${stop}`,
    'u',
  ),
  new RegExp(`\\b${it} ?${isNot} ${article}${name}[ -]?${trouble}\\b`, 'u'),
]
const instead = [
  new RegExp(`^(?:no,? |nein,? )?(?:not|nicht|kein|keine|no) ${article}${name}[ -]?${trouble}\\b`, 'u'),
  new RegExp(
    `(?<=^(?:no,? |nein,? )?(?:its |it is |it's |das ist |es ist )?(?:the |das |der |die )?[^\\s.;:!?,]{2,30}(?: [^\\s.;:!?,]{2,30}){0,2}),? (?:and |und )?(?:not|nicht|statt|instead of) (?:about |um )?(?!only|just|nur|in |on |at |auf |im )${article}${name}(?=\\s*(?:[!.,;]|$))`,
    'u',
  ),
]

/** Whether words leave a flow, without knowing which one stands. */
export const mayLeaveFlow = (words: string): boolean => leavingIn(words) !== null

function leavingIn(words: string): Leaving | null {
  const text = fold(words.slice(0, longestRead)).replace(/\s+/g, ' ').trim()
  if (/\?$/.test(text)) return null
  const wrong = wrongFlow.exec(text)
  if (wrong) return { not: '', wanted: text.slice(wrong[0].length), isSure: true }
  const ordered = order.exec(text)
  if (ordered) return { not: '', wanted: ordered[1] ?? '', isSure: false }
  for (const [shapes, isSure] of [
    [surely, true],
    [instead, false],
  ] as const)
    for (const shape of shapes) {
      const found = shape.exec(text)
      const not = found?.[1]?.replace(new RegExp(`${trouble}$`), '').trim()
      if (found && not)
        return {
          not,
          wanted: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`,
          isSure,
        }
    }
  return null
}

/**
 * Where words leave this flow for: "this is not about mail, its dhcp", "wrong flow, switch to Wi-Fi". Null where they
 * stay; `flow` is null where none of the others fits what they name.
 */
export function flowWanted(
  flows: readonly Flow[],
  current: Flow,
  words: string,
): { flow: Flow | null } | null {
  const leaving = leavingIn(words)
  if (!leaving || (leaving.not && !isAbout(current, leaving.not))) return null
  const others = flows.filter(
    (flow) => flow.key !== current.key && !(leaving.not && isAbout(flow, leaving.not)),
  )
  const flow = matchFlow(others, leaving.wanted)[0]?.flow ?? named(others, leaving.wanted)
  return flow || leaving.isSure ? { flow } : null
}

/** The one flow that is called so, where its troubles are not: "switch to disk". */
function named(flows: readonly Flow[], words: string): Flow | null {
  const meant = flows.filter((flow) => stemsOf(words).some((stem) => namesOf(flow).has(stem)))
  return meant.length === 1 ? (meant[0] ?? null) : null
}

const isAbout = (flow: Flow, words: string): boolean => stemsOf(words).some((stem) => namesOf(flow).has(stem))

/** What a flow is called: its field, and of its name what is a sign of it too. "Suspicious mail" is not about mail. */
function namesOf({ name, domain, category, signs }: Flow): ReadonlySet<string> {
  const single = new Set(
    signs.flatMap(({ word, weight }) => (weight > 0 && !word.includes(' ') ? stemsOf(word) : [])),
  )
  return new Set([...stemsOf(`${domain}. ${category}`), ...stemsOf(name).filter((stem) => single.has(stem))])
}

/** Words that any trouble may have. */
const common = new Set(
  'slow connect fail error site computer server start access new change device request general support'
    .split(' ')
    .map(stemOf),
)

const stemsOf = (text: string): string[] =>
  readClauses(text)
    .flatMap(({ words }) => words)
    .map(({ stem }) => stem)
    .filter((stem) => weightOf(stem) === 1 && !common.has(stem))
