import { confirmedCause } from '../../flows/walk.ts'
import { causeBeside, isCauseName } from '../../language/cause-beside.ts'
import { contrastIn } from '../../language/contrast.ts'
import type { Intent } from '../../language/intents.ts'
import { outcomeOf, tellsDeed } from '../../language/outcome.ts'
import { asksForWorking, senseOf } from '../../language/polarity.ts'
import { understand } from '../../language/understand.ts'
import type { TurnOutput } from '../protocol.ts'
import { anotherFlow } from './another-flow.ts'
import { described, lookUp, why } from './answer-back.ts'
import { answersIn, isAsked, saysHowItIs, statementsIn } from './answers.ts'
import { ownWords } from './causes.ts'
import { closed, endedWell, howClosed } from './close.ts'
import { fixed } from './fixed.ts'
import { goOn, stay } from './go-on.ts'
import type { Here } from './here.ts'
import { causeMeant, withArticle } from './meant.ts'
import { noted } from './noted.ts'
import { causeNamed, isOver, ownCause } from './pick-cause.ts'
import { insteadOf, notThat, stillBroken } from './rule-out.ts'
import { skip } from './skip.ts'
import { questionAt } from './standing.ts'
import { pathSteps } from './steps.ts'
import { takeBack } from './taking-back.ts'
import { lowerFirst, same, sentence, withoutStop } from './words.ts'

type Act = (here: Here, intent: Intent) => TurnOutput | null

/** What each intent does; null leaves the words to be read as answer and statement. */
const acts: Partial<Record<Intent['intent'], Act>> = {
  fixed: (here) => (worksOnlyInPart(here) || (saysHowItIs(here) && !tellsMore(here)) ? null : fixed(here)),
  still_broken: (here) => stillBroken(here),
  close: (here) => (isFixed(here) || endedWell(here) || affirmed(here) ? fixed(here) : howClosed(here)),
  affirm: (here) => (asksForFix(here) ? fixed(here) : isSuspected(here) ? ownCause(here, 'that') : null),
  deny: (here) => (asksForFix(here) ? stillBroken(here) : null),
  cause_is: (here, { slot }) =>
    slot && !answersOutright(here) && !saysState(here, slot) ? ownCause(here, slot) : null,
  not_that: (here, { slot }) => notThat(here, slot),
  undo: (here, { rest }) => corrected(here, rest),
  back: (here, { slot }) => takeBack(here, slot),
  skip: (here, { slot }) => skip(here, slot),
  lead_me: (here) => stay(here, noted(here, ''), { question: questionAt(here.node) }),
  what_next: (here) => alone(here, whatNext(here)),
  why: (here) => alone(here, why(here)),
  how: (here) => alone(here, lookUp(here, here.words)),
  tell_client: (here) => alone(here, shareUpdate),
  update: (here) => alone(here, shareUpdate),
  ticket_note: (here) => alone(here, shareUpdate),
  remind: (here) => alone(here, sayWhen),
  another_flow: anotherFlow,
  unknown,
  later: (here) => alone(here, 'Take your time, the question stays open.'),
  thanks: (here) => alone(here, noted(here, '')),
  greeting: (here) => alone(here, noted(here, '')),
  frustration: (here) => alone(here, noted(here, 'Understood.')),
}

export function byIntent(here: Here): TurnOutput | null {
  const { intent } = here.heard
  const end = closed(here)
  if (end) return end
  const contrast = contrastIn(here.words)
  const instead = contrast && insteadOf(here, contrast)
  if (instead) return instead
  if (!intent && namesIt(here)) return ownCause(here, here.words)
  return intent ? (acts[intent.intent]?.(here, intent) ?? null) : byOutcome(here)
}

/** "Old password in the mail app, that was it", "unmuted, works": more than an answer about how it is. */
const tellsMore = (here: Here): boolean =>
  causeBeside(here.words) !== null ||
  (tellsDeed(here.words) && outcomeOf(here.words)?.sure === true && !isAnswerOnly(here))

/** The case has ended, and nobody has said what it was. */
const lacksCause = (here: Here): boolean =>
  isFixed(here) && !confirmedCause(here.flow, here.case.flow.trail) && ownWords(here) === null

/** "Yes" to the cause that the end left open. */
const isSuspected = (here: Here): boolean => lacksCause(here) && causeMeant(here) !== ''

/** "Power module of the ups", said where the end has no cause yet. */
const namesIt = (here: Here): boolean =>
  lacksCause(here) &&
  here.heard.statements.every(({ kind }) => kind === 'statement') &&
  isCauseName(here.words)

const isFixed = ({ node }: Here): boolean => isOver(node)

/** "Yes, close it" where it was asked whether the fix helped. */
const affirmed = (here: Here): boolean => asksForFix(here) && /^(?:yes|yep|yeah|ja|jep)\b/i.test(here.words)

/**
 * "Rolled the driver back, no more blanks": what was done helped. Where the question in hand is answered by it, it is that
 * answer; whether the fix helped is asked under a cause, and there a word is enough.
 */
function byOutcome(here: Here): TurnOutput | null {
  const outcome = outcomeOf(here.words)
  if (!outcome) return null
  if (isFixed(here)) return outcome.works ? fixed(here) : null
  if (!outcome.works) return asksForFix(here) ? stillBroken(here) : null
  if (asksForFix(here) && !ofAnother.test(here.words)) return fixed(here, true)
  return outcome.sure && !isAnswerOnly(here) ? fixed(here) : null
}

/** "The other printer works" says nothing about this one. */
const ofAnother =
  /^(?:(?:the|an|der|die|das|ein\w{0,2}|auf dem|on the|mit|with) )*(?:another|other|andere\w{0,2})\b/i

/** The question in hand asks just that ("Does it work on another device?"), or has its answer in these words. */
function isAnswerOnly(here: Here): boolean {
  const { node } = here
  if (answersOutright(here)) return true
  const mayAnswer = node.kind === 'question' && (asksForWorking(node) || forNow.test(here.words))
  return mayAnswer && answersIn(here).answers.size > 0
}

/** A way round is no end: "prints on the second floor meanwhile". */
const forNow = /\b(?:meanwhile|in the meantime|for now|solange|vorerst|einstweilen)\b/i

/** The question in hand has its answer in these words, beyond a yes or a number. */
const answersOutright = (here: Here): boolean =>
  here.node.kind === 'question' &&
  isAsked(here) &&
  understand(here.node, here.words, { asked: false }).option !== null

/** "It is stable with a cable" says how it is, and answers; "it is the router" names what it is. */
const saysState = (here: Here, slot: string): boolean =>
  here.node.kind === 'question' &&
  isAsked(here) &&
  !withArticle.test(slot) &&
  understand(here.node, here.words).option !== null
/** Said beside a statement it is no reply to the whole message. */
const alone = (here: Here, reply: string): TurnOutput | null =>
  statementsIn(here).length > 0 ? null : stay(here, reply)

/** A bare yes or no answers whether the fix helped, where that is asked. */
export const asksForFix = ({ node, met }: Here): boolean =>
  node.kind === 'conclusion' && met !== null && same(met.text, node.verify)

/** "It works now, but others still have it": a statement, not the end. */
const inPart =
  /\b(?:but|aber|however|although|allerdings|jedoch|except|außer)\b.*\b(?:others?|another|andere\w{0,2}|still|noch|same|dasselbe|gleiche|also|auch|not|nicht|only|nur)\b/i
export const worksOnlyInPart = ({ heard, words }: Here): boolean =>
  heard.intent?.intent === 'fixed' && inPart.test(words.replace(/\s+/g, ' '))

const shareUpdate =
  'Share Update writes that: choose Client or Ticket notes there; nothing is sent before you press Post.'

/** One that names its time is set before anybody is asked. */
const sayWhen = 'Say when to remind you of the next update: “remind me in 15”, or “remind me tomorrow at 9”.'

/** "Sorry, wrong: it is the rule": what follows takes the place of the answer. */
export function corrected(here: Here, rest: string): TurnOutput | null {
  const { answers } = answersIn(here)
  if (answers.size > 0) return goOn(here, { answers }, { keeps: false })
  // After the end only who names the cause confirms it.
  if (here.node.kind === 'end') return null
  const meant = causeSaid(rest)
  const cause = meant ? causeNamed(here, meant, 1) : null
  return cause && cause.key !== here.node.key ? ownCause(here, meant) : null
}

const namesWhat =
  /\b(?:it|that|this|das|es|the cause|the culprit|die ursache) ?(?:is|was|ist|war|liegt|lag|IS|WAS|IST|WAR)\b[ :]*(?:am |an )?([^.;!?\n]{2,80})|\bit'?s ([^.;!?\n]{2,80})/i
const nameWords = 4

/** "Wrong, it is the rule", "the rule": a cause is named; "the fuser was swapped last week" tells. */
function causeSaid(rest: string): string {
  const found = namesWhat.exec(rest)
  if (found) return (found[1] ?? found[2] ?? '').trim()
  return rest.split(/\s+/).length <= nameWords ? rest : ''
}

/** "No idea" is an answer where the question has one for it. */
function unknown(here: Here, { rest, slot }: Intent): TurnOutput | null {
  const { node, words } = here
  if (node.kind === 'question' && isAsked(here) && rest && understand(node, rest, { asked: false }).option)
    return null
  const isAnswer = node.kind === 'question' && isAsked(here) && slot === ''
  const [option, ...others] = isAnswer ? node.options.filter((one) => senseOf(one) === 'unknown') : []
  if (option && others.length === 0) {
    const answers = new Map([[node.key, { label: option.label, said: { text: words, checked: false } }]])
    return goOn(here, { answers }, { keeps: false })
  }
  if (node.kind !== 'question') return alone(here, noted(here, ''))
  return alone(
    here,
    node.task
      ? `To find out: ${described(node.task)} Or “skip” it.`
      : `${sentence(node.context ?? 'The answer decides which way we go on.')} “Skip” leaves it open.`,
  )
}

function whatNext(here: Here): string {
  const { node } = here
  if (node.kind === 'conclusion')
    return `The fix: ${node.fix.map(({ text }) => lowerFirst(withoutStop(text))).join('; ')}. Then: ${lowerFirst(node.verify)}`
  const [first, ...rest] = pathSteps(here)
  if (!first) return noted(here, '')
  const after = rest.map((text) => lowerFirst(withoutStop(text)))
  return `${sentence(first)}${after.length > 0 ? ` If that shows nothing: ${after.join(', then ')}.` : ''}`
}
