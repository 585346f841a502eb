import type { FlowOption } from '../../../shared/contracts/flows.ts'
import { decisives, reachable } from '../../flows/decisive.ts'
import { nodeOf } from '../../flows/find.ts'
import { contentStems } from '../../language/content-stems.ts'
import { saysAbsence } from '../../language/polarity.ts'
import { hasCorrection } from '../../language/taking-back.ts'
import { understand } from '../../language/understand.ts'
import { causesFor } from './causes.ts'
import { isOnTopic, overheard } from './evidence.ts'
import type { Here } from './here.ts'
import { labelFirst } from './label-first.ts'
import type { Said } from './progress.ts'
import { same } from './words.ts'

type Question = Extract<Here['node'], { kind: 'question' }>

/** Answers that the words give to questions already asked, and options they may have meant. */
export type Answers = { answers: Map<string, { label: string; said: Said }>; unsure: FlowOption[] }

const stressed = /\b(?:IS|WAS|DOES|DID|ARE|IST|WAR|SIND)\b/

/** `Did you mean` is asked about the node in hand, so its buttons are options of that node. */
export const meantAsk = 'Did you mean'
export const neither = 'Neither'

/** Who takes an answer back says so; without such a word an earlier answer stands. */
export const isCorrection = (words: string): boolean => hasCorrection(words) || stressed.test(words)

export function answersIn(here: Here): Answers {
  const answers: Answers['answers'] = new Map()
  const { node, words } = here
  let unsure: FlowOption[] = []
  if (node.kind === 'question' && isAsked(here)) {
    const taken = answerToAsked(here, node)
    if (taken.option) answers.set(node.key, { label: taken.option.label, said: taken.said })
    else unsure = taken.candidates
  }
  for (const { node: key, option: before } of here.case.flow.trail) {
    const earlier = nodeOf(here.flow, key)
    if (earlier?.kind !== 'question') continue
    const taken = earlier.options.find(({ label }) => label === before)
    const mayChange = before === null || isCorrection(words)
    for (const said of statementsIn(here)) {
      const refuted = taken && !answers.has(node.key) ? refuting(earlier, taken, said.text) : null
      const option = (mayChange ? overheard(earlier, said.text) : null) ?? refuted
      if (option && option.label !== before) answers.set(key, { label: option.label, said })
    }
  }
  return { answers, unsure }
}

/** "So yes, she WAS compromised": what was not seen before is there after all. */
export function refuting(question: Question, taken: FlowOption, text: string): FlowOption | null {
  if (!saysAbsence(taken)) return null
  const bare = text.replace(bareYes, '')
  const isStressed = stressed.test(text) || bare !== text || afterAll.test(text)
  const { option } = understand(question, bare, {
    asked: isStressed && contentStems(bare).length <= answerWords,
  })
  return option && !saysAbsence(option) && option.sense !== 'unknown' ? option : null
}

const bareYes = /^(?:so|also|ok|oh|ah)[, ]+(?:yes|ja|doch)\b[\s,.:!–-]*/i
const afterAll = /\b(?:after all|turns out|doch)\b/i

export const statementsIn = ({ heard }: Here): Said[] =>
  heard.statements.filter(({ kind }) => kind === 'statement')

/** Whether the open question is the one of the node in hand. */
export function isAsked({ met, node }: Here): boolean {
  if (!met || node.kind !== 'question') return false
  return (
    same(met.text, node.ask) ||
    (met.text.startsWith(meantAsk) && node.options.some(({ label }) => met.options.includes(label)))
  )
}

/** A sentence longer than this says more than an answer and must say the answer itself. */
const answerWords = 5

/**
 * Sentence by sentence where there are several: one may answer, the others tell more. What is said outright comes first,
 * and of a short sentence what it says to this question. Who only asks back answers nothing.
 */
function answerToAsked(here: Here, node: Question) {
  const { words, heard } = here
  const statements = statementsIn(here)
  const led = labelFirst(node, words)
  if (led) return { ...led, candidates: [] }
  const whole: Said = { text: words, checked: statements.some(({ checked }) => checked) }
  const asksBack = heard.statements.some(({ kind }) => kind === 'question')
  const tries = statements.length > 1 || asksBack ? statements : [whole]
  const candidates: FlowOption[] = []
  for (const asked of [false, true])
    for (const said of tries) {
      const isShort = contentStems(said.text).length <= answerWords
      const { option, candidates: meant } = understand(node, said.text, { asked })
      if (option && !asked)
        return { option: (isShort && answerIn(node, said)) || option, said, candidates: [] }
      if (option && isShort && (tries.length === 1 || speaksOf(node, option, said.text)))
        return { option, said, candidates: [] }
      if (asked && candidates.length === 0) candidates.push(...(option ? [option] : meant))
    }
  return { option: null, said: whole, candidates }
}

/** "The LTE stick works meanwhile" beside other sentences is about the stick, not about what was asked. */
function speaksOf({ ask }: Question, { label, words }: FlowOption, text: string): boolean {
  const own = new Set(contentStems([ask, label, ...words].join(' ')))
  const said = contentStems(text)
  return said.every((stem) => /^\d+$/.test(stem)) || said.some((stem) => own.has(stem))
}

const answerIn = (node: Question, { text }: Said) => understand(node, text, { asked: true }).option

const itIsOver = /\b(?:fixed|solved|resolved|sorted|cured|done|gelöst|behoben|erledigt)\b/i
const lately = /\b(?:again|now|since|wieder|jetzt|nun|gone|weg)\b/i

/** "Tried 20 times, all good": a look at it, no repair. */
const lookedAt =
  /^(?:(?:i|we|ich|wir|have|habe|haben|just) )*(?:tried|tested|checked|probiert|getestet|geprüft)\b/i

/** "Works", "all fine" and the like answer the question before the engineer; who says "again" or "now" says that it is over. */
export function saysHowItIs(here: Here): boolean {
  const { node, words } = here
  if (node.kind !== 'question' || itIsOver.test(words)) return false
  const { answers, unsure } = answersIn(here)
  const label = answers.get(node.key)?.label
  const isAnswer = label !== undefined || unsure.length > 0 || lookedAt.test(words)
  const isNotAnyMore = node.options.some((one) => one.label === label && one.sense === 'not_now')
  return isNotAnyMore || (!lately.test(words) && isAnswer)
}

/** What proves or refutes a cause is worth more than the order of questions: such an answer goes straight there. */
export function decisiveAnswer(here: Here): { question: Question; label: string; said: Said } | null {
  const walked = new Set(here.case.flow.trail.map(({ node }) => node))
  const ahead = reachable(here.flow, here.node.key)
  for (const said of statementsIn(here)) {
    const fitting = causesFor(here, [{ text: said.text, weight: 1 }]).slice(0, 3)
    for (const { conclusion } of fitting) {
      const deciding = decisives(here.flow, conclusion.key)
      if (deciding.some(({ question }) => question.key === here.node.key)) continue
      for (const { question, labels } of deciding) {
        if (walked.has(question.key) || !ahead.has(question.key) || !isOnTopic(question, said.text)) continue
        const label = understand(question, said.text, { asked: true }).option?.label
        if (label && labels.includes(label)) return { question, label, said }
      }
    }
  }
  return null
}
