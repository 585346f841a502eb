import { isGeneral } from '../../flows/general.ts'
import { confirmedCause } from '../../flows/walk.ts'
import { contentStems } from '../../language/content-stems.ts'
import { contrastIn } from '../../language/contrast.ts'
import { intentOf } from '../../language/intents.ts'
import { isNotFixed } from '../../language/not-fixed.ts'
import type { FactTold, TurnOutput } from '../protocol.ts'
import { closingFact } from './close.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { stepsOf } from './place.ts'
import { flowTold } from './standing.ts'
import { messagesStanding } from './undo.ts'
import { quoted, same, upperFirst } from './words.ts'

/**
 * "Not fixed, she calls again" after the end: the way stands again where it was before somebody said it works, at the
 * proof of the cause whose fix had seemed to help, else at what was asked then. Null where nothing had ended.
 */
export function reopen(here: Here): TurnOutput | null {
  const { node, words, flow } = here
  const closing = closingFact(here.case.facts, flow, node.key)
  if (node.kind !== 'end' || !(node.outcome === 'fixed' || closing) || !isNotFixed(words)) return null
  if (contrastIn(words)) return null
  const { trail } = here.case.flow
  const cause = confirmedCause(flow, trail)
  const to = cause?.key ?? trail.at(-1)?.node
  if (!to) return null
  const hint = cause
    ? ' The cause is not confirmed any more: make sure that its fix holds, or say “still the same” and it is ruled out.'
    : ''
  const says = `Open again: ${quoted(words)}.${hint}`
  const told = goOn(here, { reopen: to }, { says })
  const fixed = saidFixed(here)
  const taken = {
    new_facts: [...told.new_facts.filter(({ text }) => saysMore(text)), ...fixed.flatMap(deedOf)],
    removed_facts: [
      ...new Set([...told.removed_facts, ...[...fixed, ...(closing ? [closing] : [])].map(({ id }) => id)]),
    ],
  }
  if (isGeneral(flow) && !wasLed(here, to)) return { ...stay(here, says), ...taken, ...backAt(here, to) }
  return { ...told, ...taken }
}

/** Without a flow nothing was asked before the end, and nothing is asked after it. */
const wasLed = ({ case: { flow: place, questions }, flow }: Here, to: string): boolean =>
  stepsOf({ node: to, trail: place.trail.slice(0, -1) }).length > 0 ||
  questions.some(({ text }) => flow.nodes.some((node) => node.kind === 'question' && same(node.ask, text)))

const backAt = (here: Here, to: string): Pick<TurnOutput, 'flow' | 'question'> => ({
  flow: flowTold(here, { place: { node: to, trail: [] }, news: [] }),
  question: { text: '', context: '', options: [], keep: false },
})

const onlyNotFixed = new Set(
  contentStems(
    `no not nein nicht nope fixed solved gone done still broken failing doch leider alles all everything kaputt weg behoben
    gelöst erledigt wieder schon war it does did is helps dead down tot early too soon früh`,
  ),
)
/** "Not fixed, page 2 is missing" tells something; "no, still broken" does not. */
const saysMore = (text: string): boolean => contentStems(text).some((stem) => !onlyNotFixed.has(stem))

const works =
  /\b(?:again|wieder|works?|working|fixed|solved|resolved|sorted|gone|fine|ok|prints?|arriv\w+|delivered|connects?|online|stable|passed|läuft|laeuft|geht|klappt|funktioniert|gelöst|behoben|weg|erledigt|gut)\b/i
/** Fewer words tell of no deed: "bingo, fixed". */
const deedWords = 2
const clauses = /,\s|\s(?:->|→|–|—|-)\s|\s(?:and now|und jetzt)\s/

/** What the message that ended the case had said of the success; what was done stays. */
function saidFixed({ past, case: { facts } }: Here): FactTold[] {
  const ending = messagesStanding(past).findLast(({ case: { flow: place }, answer: { flow } }) => {
    return flow.node !== '' && flow.node !== place.node
  })
  const told = ending?.answer.new_facts ?? []
  return facts.filter(
    ({ source, text }) =>
      source === 'engineer' &&
      (intentOf(text)?.intent === 'fixed' ||
        (works.test(text) && told.some((one) => one.source === 'engineer' && same(one.text, text)))),
  )
}

/** "Narrowed the rule, mail arrives again": the deed without its success. */
function deedOf({ text, ...fact }: FactTold): TurnOutput['new_facts'] {
  const parts = text.split(clauses)
  const deeds = parts.filter((part) => !works.test(part) && contentStems(part).length >= deedWords)
  if (deeds.length === 0 || deeds.length === parts.length) return []
  const { status, known, source } = fact
  return [{ text: upperFirst(deeds.join(', ')), status, known, source }]
}
