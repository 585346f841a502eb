import type { FlowOption } from '../../../shared/contracts/flows.ts'
import { nodeOf } from '../../flows/find.ts'
import { understand } from '../../language/understand.ts'
import { causesFor } from './causes.ts'
import { contentStems } from './content.ts'
import { decisives, reachable } from './decisive.ts'
import { isAbout, overheard } from './evidence.ts'
import type { Here } from './here.ts'
import type { Said } from './progress.ts'
import { same } from './words.ts'

type Question = Extract<Here['node'], { kind: 'question' }>

/** Answers that the words give to questions already asked, and options they may have meant. */
export type Answers = { answers: Map<string, { label: string; said: Said }>; unsure: FlowOption[] }

/** Who takes an answer back says so; without such a word an earlier answer stands. */
const corrects =
  /\b(?:sorry|wrong|actually|correction|mistake|i meant|after all|turns out|in fact|doch|falsch|korrektur|irrtum|stimmt nicht|vertan)\b/i
const stressed = /\b(?:IS|WAS|DOES|DID|ARE|IST|WAR|SIND)\b/

/** `Did you mean` is asked about the node in hand, so its buttons are options of that node. */
export const meantAsk = 'Did you mean'
export const neither = 'Neither'

export const isCorrection = (words: string): boolean => corrects.test(words) || stressed.test(words)

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
    if (earlier?.kind !== 'question' || (before !== null && !isCorrection(words))) continue
    for (const said of statementsIn(here)) {
      const option = overheard(earlier, said.text)
      if (option && option.label !== before) answers.set(key, { label: option.label, said })
    }
  }
  return { answers, unsure }
}

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

/** Sentence by sentence where there are several: one may answer, the others tell more. */
function answerToAsked(here: Here, node: Question) {
  const { words } = here
  const statements = statementsIn(here)
  const whole: Said = { text: words, checked: statements.some(({ checked }) => checked) }
  const tries = statements.length > 1 ? statements : [whole]
  let unsure: FlowOption[] = []
  for (const said of tries) {
    const isShort = contentStems(said.text).length <= answerWords
    const direct = understand(node, said.text, { asked: true })
    const { option } = isShort ? direct : understand(node, said.text, { asked: false })
    if (option) return { option, said, candidates: [] }
    if (unsure.length === 0) unsure = direct.option ? [direct.option] : direct.candidates
  }
  return { option: null, said: whole, candidates: unsure }
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
        if (walked.has(question.key) || !ahead.has(question.key) || !isAbout(question, said.text)) continue
        const label = understand(question, said.text, { asked: true }).option?.label
        if (label && labels.includes(label)) return { question, label, said }
      }
    }
  }
  return null
}
