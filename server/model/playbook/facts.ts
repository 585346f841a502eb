import type { FlowNode } from '../../../shared/contracts/flows.ts'
import { fixOptions } from '../../flows/walk.ts'
import { contentStems } from '../../language/content-stems.ts'
import { mayLeaveFlow } from '../../language/leaving-flow.ts'
import { tellsDeed } from '../../language/outcome.ts'
import type { FactTold, TurnOutput } from '../protocol.ts'
import type { Here } from './here.ts'
import { isFlowLeft } from './left-flow.ts'
import type { NewStep } from './progress.ts'
import { clip, lowerFirst, same, upperFirst, withoutStop } from './words.ts'

type NewFact = TurnOutput['new_facts'][number]

const factCharacters = 280
const statementsAtMost = 6
/** So many words or numbers more than the finding make a sentence worth keeping as it was said. */
const moreWords = 2
const toldWords = 3

/** What the new answers settle. A finding that stands already is not said twice; what is not known is no finding. */
export function findingsOf(here: Here, news: readonly NewStep[]): NewFact[] {
  return news.flatMap((step) => {
    const found = findingOf(step)
    if (!found || here.case.facts.some((fact) => fact.status === found.status && same(fact.text, found.text)))
      return []
    const known = step.said?.checked ? 'checked' : 'told'
    return [{ ...found, known, source: sourceOf(here, step) }]
  })
}

function findingOf({ node, option, label }: NewStep): Pick<NewFact, 'text' | 'status'> | null {
  if (node.kind === 'conclusion') {
    if (label === fixOptions.same) return { text: node.hypothesis, status: 'ruled_out' }
    return { text: `Confirmed by the fix: ${lowerFirst(node.hypothesis)}`, status: 'confirmed' }
  }
  const finding = option?.finding
  return finding && finding.status !== 'pending' ? { text: finding.text, status: finding.status } : null
}

/** The question it answers where that was asked; else the ticket, or a conclusion from the engineer's words. */
function sourceOf({ case: { questions } }: Here, { node, isFromTicket }: NewStep): string {
  const text = node.kind === 'question' ? node.ask : node.kind === 'conclusion' ? node.verify : ''
  const asked = isFromTicket ? undefined : questions.findLast((one) => same(one.text, text))
  return asked?.id ?? (isFromTicket ? 'ticket' : 'model')
}

/** Findings of answers that no longer hold: the node was answered otherwise, or asks again. */
export function fallenFacts(here: Here, news: readonly NewStep[], reopened: FlowNode | null): string[] {
  const again = [...news.map(({ node }) => node), ...(reopened ? [reopened] : [])]
  const holds = news.map(findingOf)
  const fallen = again.flatMap(({ key }) => {
    const before = here.case.flow.trail.findLast(({ node }) => node === key)?.option
    const node = before ? again.find((one) => one.key === key) : undefined
    if (!node || !before) return []
    const option =
      node.kind === 'question' ? (node.options.find(({ label }) => label === before) ?? null) : null
    return findingOf({ node, option, label: before, said: null, isFromTicket: false }) ?? []
  })
  const asked = reopened && askedOf(here, reopened)
  const isFallen = (fact: FactTold) =>
    (asked && fact.source === asked) ||
    (fallen.some((one) => same(one.text, fact.text)) &&
      !holds.some((one) => one && same(one.text, fact.text)))
  return here.case.facts.filter((fact) => !fact.by_person && isFallen(fact)).map(({ id }) => id)
}

function askedOf({ case: { questions } }: Here, node: FlowNode): string | null {
  const text = node.kind === 'question' ? node.ask : node.kind === 'conclusion' ? node.verify : ''
  return questions.findLast((one) => same(one.text, text))?.id ?? null
}

/** The engineer's statements in their own words, but for those that an answer says as fully. */
export function statementsKept(here: Here, news: readonly NewStep[]): NewFact[] {
  const kept = here.heard.statements.filter(
    ({ kind, text }) =>
      tellsSomething(kind, text) && isWorthKeeping(text, news) && !(isFlowLeft(here) && mayLeaveFlow(text)),
  )
  const texts = kept.map(({ text, checked }) => ({ text: asFact(text), checked }))
  return texts
    .filter(({ text }) => !here.case.facts.some((fact) => same(fact.text, text)))
    .slice(0, statementsAtMost)
    .map(({ text, checked }) => ({
      text,
      status: 'confirmed',
      known: checked ? 'checked' : 'told',
      source: 'engineer',
    }))
}

/** "Switched the fax card off, fixed": what was done stands before the word that ends the case. */
const tellsSomething = (kind: string, text: string): boolean =>
  kind === 'statement' || (kind === 'chatter' && (contentStems(text).length >= toldWords || tellsDeed(text)))

function isWorthKeeping(text: string, news: readonly NewStep[]): boolean {
  const taken = news.filter(
    ({ said }) => said && (same(said.text, text) || text.includes(said.text) || said.text.includes(text)),
  )
  if (taken.length === 0) return tells(text)
  const told = new Set(
    taken.flatMap(({ label, option }) => contentStems(`${label} ${option?.finding?.text ?? ''}`)),
  )
  return contentStems(text).filter((stem) => !told.has(stem)).length >= moreWords
}

/** Of words like these alone no finding is made: "Well, he", "Yes thats what i typed", "Ja, genau davor". */
const talk = new Set(
  contentStems(
    `yes yep yeah ja jep jo no nope nein nee well so ok okay right exactly genau indeed correct stimmt richtig true sure klar natürlich of course
    typed type wrote write written said says told tell mean meant means asked ask answered geschrieben getippt gesagt gemeint meinte schrieb sagte
    davor danach vorher nachher before after that thats this these those there here dann then eben halt mal doch already schon earlier above oben
    hm hmm huh lol haha oh ah aha wow strange weird komisch seltsam funny lustig interesting interessant look see guess think thought glaube denke
    moment sec second wait minute warte kurz maybe vielleicht just really wirklich actually eigentlich anyway egal whatever thing things sache ding
    him her his hers them their ihr ihm ihn sein dem den one ones such solche like way why how what who where when was wer wie wo warum wieso
    hab habe haben hat got get have has had did done does will would could should can kann könnte würde soll sollte muss good bad great nice fine super toll prima`,
  ),
)
const tells = (text: string): boolean => {
  const stems = contentStems(text)
  const isCut = /\b(?:he|she|it|they|the|a|an|and|but|because|er|sie|der|die|das|und|aber|weil)\s*$/i.test(
    text,
  )
  const telling = stems.filter((stem) => !talk.has(stem))
  return telling.length > (isCut ? 1 : 0)
}

const asFact = (text: string): string => upperFirst(withoutStop(clip(text, factCharacters)))
