import { readClauses } from './clauses.ts'
import { intentOf, messageCharactersAtMost } from './intents.ts'
import { isDeed, isSuccess } from './outcome.ts'
import { regexOf } from './regex-of.ts'

const itWasThat = regexOf(`
  ^(?:das|es|that|this|genau das) (?:war es|war das|was it|was the (?:cause|culprit|problem|reason)
  |war (?:die ursache|der grund|das problem|schuld)|did it)$`)
const because = regexOf(String.raw`
  ^(?:(?:it |that |es |das )?(?:was|war|lag|came) )?(?:because of|because|due to|caused by|wegen|weil
  |lag am|lag an|lag daran dass|am|an|from) (.+)$|^.{0,40}\b(?:because of|due to|caused by|wegen) (.+)$
  |^(?:(?:it|that|es|das) )?(?:was|war) ((?:the|a|an|der|die|das|ein|eine|her|his|their|our|only|just
  |nur) .+)$`)
const state = regexOf(String.raw`
  ^(?!(?:it|that|this|es|das|i|we|ich|wir|all|alles|everything|nothing|everyone|there|da|who
  |what) )(?:\S+ ){1,6}?(?:was|were|war|waren|had|hatte|hatten|hing|stand|fehlte|missed
  |lacked)(?: \S+){1,8}$`)
const onlyFixed = regexOf(`
  ^(?:(?:it|its|that|this|is|are|all|now|yes|ja|yep|ok|everything|issue|problem|ist|es|alles|jetzt|already
  |schon|wieder|great|super) )*(?:fixed|solved|resolved|sorted|cured|done|behoben|geloest|erledigt|gefixt
  |repariert|works|laeuft|geht|klappt)(?: (?:now|again|already|jetzt|wieder|schon|it))*$`)
/** They tell who, when or how well, or what follows. */
const noCause = regexOf(String.raw`
  \b(?:thanks?|thx|danke|user|client|customer|she|he|they|kunde|kundin|sie|er|everyone|all|alle|alles
  |confirmed|bestaetigt|tested|test|getestet|remote|onsite|vor ort|phone call|ago|seit|since|min|minutes?
  |minuten|stunden?|hours?|today|heute|yesterday|gestern|later|will|next|ticket|close|closing|note|monitor
  |beobachte\w*|happy|zufrieden|nice|great|good|gut|super|perfect|cheers|bye|now|again|wieder|jetzt|new
  |neue\w?|for (?:her|him|now)|please|bitte|i|we|ich|wir|you|no more|keine?|is|are|ist|sind|has|have|hat
  |haben|can|kann|does|do)\b`)
const wordsAtMost = 9
/** A shorter name says too little alone: "lag am DNS". */
const shortestReason = 6

/** The cause that is named beside "fixed": "fixed. The AP was overloaded", "fixed, APs idle timeout". In the words said. */
export function causeBeside(message: string): string | null {
  const text = message.slice(0, messageCharactersAtMost)
  const clauses = readClauses(text).map(({ bare, from, to }) => ({
    said: bare.join(' '),
    own: text.slice(from, to),
  }))
  for (const [at, { said, own }] of clauses.entries()) {
    const before = clauses[at - 1]
    if (itWasThat.test(said) && before && !isDeed(before.said) && !onlyFixed.test(before.said))
      return before.own
    const why = because.exec(said)?.slice(1).find(Boolean)
    const reason = why ? own.split(/\s+/).slice(-why.split(' ').length).join(' ') : ''
    if (reason) return reason.length < shortestReason ? own : reason
    const intent = intentOf(own)
    if (
      intent?.intent === 'cause_is' &&
      clauses.length > 1 &&
      intent.slot &&
      !/^(?:that|this|it|das|es)$/i.test(intent.slot)
    )
      return intent.slot
    if (state.test(said) && !isDeed(said) && !isSuccess(said)) return own
  }
  const [first, second, ...more] = clauses
  if (!first || !second || more.length > 0 || !onlyFixed.test(first.said)) return null
  return second.said.includes(' ') && isName(second.said) ? second.own : null
}

const isName = (said: string): boolean =>
  said.split(' ').length <= wordsAtMost && !isDeed(said) && !noCause.test(said) && !isSuccess(said)

/** "Power module of the ups", "someone had pulled the plug", said where it was asked what it was: the whole message names it. */
export function isCauseName(message: string): boolean {
  if (/\?\s*$/.test(message)) return false
  const clauses = readClauses(message.slice(0, messageCharactersAtMost)).map(({ bare }) => bare.join(' '))
  const [only, ...more] = clauses
  return only !== undefined && more.length === 0 && (isName(only) || (state.test(only) && !isSuccess(only)))
}
