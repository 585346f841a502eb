import type { FlowNode, FlowOption, Sense } from '../../shared/contracts/flows.ts'
import type { Clause } from './clauses.ts'
import { stemOf, tokenize } from './normalize.ts'
import { regexOf } from './regex-of.ts'
import { noWords, yesWords } from './yes-no.ts'

export type FlowQuestion = Extract<FlowNode, { kind: 'question' }>

const byLabel: readonly (readonly [RegExp, Sense])[] = [
  [
    regexOf(
      `
      ^not (?:yet )?(?:tested|known|tried|checked|sure|asked)|^unknown(?=$|[,.;])|^cannot (?:tell|say)
      |^(?:nothing|no pattern) (?:we can see|yet)|^do not know|^no idea`,
      'i',
    ),
    'unknown',
  ],
  [/^(?:yes|ja)\b/i, 'yes'],
  [/^(?:no|none|neither|nein)\b/i, 'no'],
  [
    regexOf(
      String.raw`
      ^(?:only )?(?:one|this|a single) (?:person|user|mailbox|device|computer|pc|account|sender|printer)\b
      |^only this\b|^nobody else\b`,
      'i',
    ),
    'one',
  ],
  [/^(?:everyone|everybody|all users|all senders|all computers|the whole)\b/i, 'everyone'],
  [/^(?:several|some|a few|multiple)\b/i, 'several'],
  [/^(?:works|stable)\b/i, 'works'],
  [/^(?:same|still fails|fails too)\b/i, 'same'],
]

/** The general sense of an option: its own, else what its label says. */
export const senseOf = (option: FlowOption): Sense | null =>
  option.sense ?? byLabel.find(([shape]) => shape.test(option.label))?.[1] ?? null

/** Says that there is nothing: what was looked for is not the case. */
export const saysAbsence = (option: FlowOption): boolean => {
  const sense = senseOf(option)
  return (
    sense === 'no' ||
    /^(?:no|none|neither)\b/i.test(option.label) ||
    (sense !== 'unknown' && sense !== 'yes' && sense !== 'works' && option.finding?.status === 'ruled_out')
  )
}

const startsClosed = regexOf(
  String.raw`
  ^(?:(?:on|in|at|for|with|over) [^:,]{1,40}: |same [^:]{1,40}: |another [^:]{1,40}: )?(?:is|are|was|were
  |does|do|did|has|have|had|can|could|will)\b`,
  'i',
)
const healthWords = new Set(
  'right work healthy current valid up left pass answer fine order ok same reachable good enough correct member well active complete match'
    .split(' ')
    .map(stemOf),
)

/** Whether a bare yes or no is an answer: "Is it full?" and not "Who is affected?". */
const isClosed = (question: FlowQuestion): boolean => startsClosed.test(question.ask)

/** The options that a bare yes (or no) means: none for an open question, several where it is not clear. */
export function optionsOf(answer: 'yes' | 'no', question: FlowQuestion): FlowOption[] {
  const { options } = question
  const labelled = options.filter((option) =>
    (answer === 'yes' ? /^(?:yes|ja)\b/i : /^(?:no|nein)\b(?!\s+one)/i).test(option.label),
  )
  if (labelled.length > 0) return labelled
  const own = options.filter((option) => senseOf(option) === answer)
  if (own.length > 0) return own
  if (!isClosed(question)) return []
  const known = options.filter((option) => senseOf(option) !== 'unknown')
  const contrary = known.filter((option) => senseOf(option) === (answer === 'yes' ? 'no' : 'yes'))
  if (contrary.length > 0) return known.filter((option) => !contrary.includes(option))
  const works = known.filter((option) => senseOf(option) === 'works')
  const bad = known.filter((option) => ['fails', 'same'].includes(senseOf(option) ?? ''))
  if (works.length > 0 && bad.length > 0 && asksForWorking(question)) return answer === 'yes' ? works : bad
  const absent = known.filter(saysAbsence)
  if (absent.length === 0 || absent.length === known.length) {
    const echoed = answer === 'yes' ? known.filter((option) => repeatsAsk(question, option)) : []
    return echoed.length === 1 ? echoed : []
  }
  const healthy = asksForHealth(question)
  return (answer === 'yes') === healthy ? absent : known.filter((option) => !absent.includes(option))
}

/** "Is the access gone?": "Gone, and proven" is a yes. */
const repeatsAsk = ({ ask }: FlowQuestion, { label }: FlowOption): boolean => {
  const [first] = tokenize(label)
  return first !== undefined && tokenize(ask).some(({ stem }, at) => at > 1 && stem === first.stem)
}

/** "Does it connect over a hotspot?": the answer is that it works, or that it does not. */
export const asksForWorking = ({ ask }: FlowQuestion): boolean =>
  /\bdoes (?:it|the mail|outlook|the same)\b[^?]{0,60}\b(?:work|connect|show|appear)\b|: does it work|\bdoes it work\b/i.test(
    ask,
  )

const asksForHealth = ({ ask }: FlowQuestion): boolean =>
  tokenize(ask).some(({ stem }) => healthWords.has(stem))

const saysYes = new Set([
  ...yesWords,
  ...'richtig true definitely absolutely certainly confirmed bestaetigt'.split(' '),
])
const saysNo = new Set([...noWords, ...'false never niemals keineswegs'.split(' ')])

const existence = regexOf(String.raw`
  ^(?:(?:and|so|also|well|i|we|ich|wir|actually|indeed|yes) )*(?:there (?:is|are|was|were)|theres|gibt es
  |es gibt|da (?:ist|war|gibt es)|(?:found|got|see|saw|have|has|habe|hab|sehe|gefunden) (?:one|it|some
  |something|several|two|a few|eine?n?|mehrere|zwei))\b(?! (?:no|not|none|nothing|kein\w*|nichts|nix))`)
const absence = regexOf(String.raw`
  ^(?:(?:and|so|also|well|i|we|ich|wir|actually|she|he|they) )*(?:(?:there )?(?:is|are|was|were) (?:not|no
  |none|nothing)|there (?:is|are|was) (?:no|not|none|nothing)|none\b|nothing\b|no such|not (?:really
  |that i|at all|the case|there|any|a)\b|(?:have|has|see|saw|found|got) (?:nothing|none)\b
  |gibt es (?:nicht|keine?n?)|keine?r?s?$|nichts\b|nix\b|(?:sehe|finde|habe|hab|gefunden|da ist
  |es gibt) (?:nichts|keine?n?|nicht)\b|nicht (?:vorhanden|gefunden|da|dass ich|wirklich)\b)`)
const echo = regexOf(`
  ^(?:it|they|there|he|she|that|das|es|sie|er|mine|hers|his) (?:is|are|does|do|did|was|were|has|have|can
  |will|ist|sind|geht|tut|hat)( not| nicht)?$`)

/** A bare yes or no, said alone or by a short form: "it does", "there is one from yesterday", "none". */
export function bareAnswerOf({ bare }: Clause): { answer: 'yes' | 'no'; weight: number } | null {
  const [word = ''] = bare
  const text = bare.join(' ')
  if (saysYes.has(word)) return { answer: 'yes', weight: 0.8 }
  if (saysNo.has(word) && bare.length === 1) return { answer: 'no', weight: 0.8 }
  const short = echo.exec(text)
  if (short) return { answer: short[1] ? 'no' : 'yes', weight: 0.8 }
  if (text === 'not') return { answer: 'no', weight: 0.8 }
  if (absence.test(text)) return { answer: 'no', weight: 0.6 }
  return existence.test(text) ? { answer: 'yes', weight: 0.6 } : null
}
