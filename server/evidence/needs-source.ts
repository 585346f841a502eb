import { fold } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { contentOf } from './content.ts'
import { tellsDeed } from './deed-words.ts'
import { saysOutcome } from './outcomes.ts'
import type { Said } from './sentences.ts'

const greeting = regexOf(String.raw`
  ^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend)|hallo|moin
  |servus|gruee?zi|liebe[rs]?|sehr geehrte[rs]?)\b(?:[^.?:;]|\b(?:dr|mr|mrs|ms|prof|st)\.){0,60}[,!.]?$
  |^(?:(?:dr|mr|mrs|ms|prof|herr|frau)\.? )?[a-z'-]{2,20}(?: [a-z'-]{2,20})?,$`)
const closing = regexOf(String.raw`
  ^(?:(?:kind|best|warm|many)? ?(?:regards|wishes|greetings)|best|cheers|thanks|thank you
  |yours (?:sincerely|faithfully|truly)|sincerely|(?:mit )?(?:freundlichen?|viele[n]?|beste[n]?|liebe[n]?
  |schoene[n]?|herzliche[n]?) gruesse[n]?(?: aus .{1,30})?|have an? (?:good|nice|great|safe|pleasant) \w+
  |mfg|vg|lg|gruss|gruesse)[,.!]?$`)
const promise = regexOf(String.raw`
  \b(?:(?:i|we|our \w{2,20}|the team|somebody|someone) (?:will|shall|am going to|are going to
  |is going to) (?:\w{2,12} ){0,2}?(?:write|update|get back|let you know|keep|inform|contact|call
  |be in touch|stay in touch|follow up|report back|report|come back|reach out|look (?:into|further)
  |continue|monitor|watch|investigate|proceed|share|send you|tell you|go on|carry on)|you will (?:hear
  |be (?:informed|updated|contacted)|receive an? (?:update|message))|(?:wir|ich) (?:melden|melde
  |informieren|informiere|halten|halte|geben|gebe|schreiben|schreibe|benachrichtigen|benachrichtige
  |kontaktieren|bleiben|bleibe|rufen sie|rufe sie|werden uns|werde mich|werden sie|werden ihnen)\b
  |(?:melden|melde|informieren|halten|geben|kontaktieren|rufen|rufe|schreiben|schreibe) (?:wir|ich)\b
  |(?:hoeren|bekommen|erhalten) sie (?:\w+ ){0,4}(?:von uns|bescheid|nachricht))`)
const courtesy = regexOf(String.raw`
  ^(?:please|kindly|(?:just )?(?:a )?(?:quick|brief|short) (?:note|summary|update|word|line|heads)
  |(?:do |just |and )?(?:shout|call|ring|write|reply|drop us|give us)\b|(?:until|if|should|when|once|bis
  |falls|wenn|sobald) .{2,80}\b(?:please|bitte)\b|melden sie|\w+en sie (?:\w+ ){0,5}bitte\b
  |(?:einen? |viel |gutes |guten )?(?:\w+ ){0,2}(?:gelingen|erfolg|tag|abend
  |wochenende)(?: \w+){0,3}(?: ihnen)?$|(?:geben|sagen|schreiben|rufen) sie|thank you|thanks|many thanks
  |we (?:apologi[sz]e|are sorry|appreciate|understand)|i (?:apologi[sz]e|am sorry|appreciate|understand)
  |sorry|our apologies|apologies|feel free|if (?:you|anything|something|it|there)|should you|let (?:us
  |me) know|do not hesitate|no (?:further )?action is (?:needed|required)|you do not (?:need|have) to
  |nothing (?:is|has) (?:needed|to be done)|bitte|vielen dank|danke|besten dank|herzlichen dank
  |wir (?:bitten|bedauern|danken|entschuldigen)|ich (?:bitte|bedaure|danke|entschuldige)|entschuldigen
  |sollten sie|falls (?:sie|ihnen|noch|es)|wenn sie|bei (?:rueckfragen|fragen)|fuer rueckfragen|gerne
  |sie (?:muessen|brauchen) nichts)\b`)
/** Sentences that lead over to what follows, or say that there is nothing. */
const leading = regexOf(`
  ^(?:this is what we know|this is a follow up|here is (?:a|an|the|our) |since our last (?:message
  |update) we have|there (?:are|is) (?:no|nothing) (?:further |new )?(?:findings?|news|updates?)?
  |nothing new|we are still (?:at the beginning|investigating|looking|working|checking)|we are (?:working
  |looking|currently working|currently looking) |we have a likely cause and are testing|at the moment
  |das wissen wir|es gibt (?:einen neuen stand|keine)|seit unserer letzten|wir stehen noch
  |wir arbeiten |wir sehen uns |wir kuemmern uns|wir haben eine wahrscheinliche ursache|zurzeit gilt
  |a further specialist|eine weitere fachkraft|they get everything|sie bekommt alles|no (?:hypothesis
  |cause) |it (?:is|was) no longer|es gab keine)`)

/** What rests on nothing and need not: greeting, sign-off, heading, promise, courtesy, a sentence that only leads over. */
export function needsSource(said: Said, at: number, all: readonly Said[], isForClient: boolean): boolean {
  if (said.isHeading || asks.test(said.text) || ongoing.test(said.plain)) return false
  if (isForClient && (isGreeting(said, at) || isSignOff(said, at, all))) return false
  if (saysOutcome(said.plain) || tellsDeed(said.plain)) return !isPolite(said)
  if (isPolite(said) || leading.test(said.plain)) return false
  return contentOf(said.text).length > 0 || /\d/.test(said.text) || causeFound.test(said.plain)
}

/** A question, and what is named as one. */
const asks = /\?["”’)]{0,3}$|^(?:open question|offene frage):|^(?:open|offen): (?:there is|es gibt)\b/i
const ongoing = /^(?:at the moment we are|zurzeit gilt|zurzeit)\b/
const isPolite = ({ plain }: Said): boolean => courtesy.test(plain) || promise.test(plain)
const causeFound =
  /\b(?:found|know|knew|identified|established) (?:the|a|its) (?:root )?cause\b|\bursache (?:ist )?(?:gefunden|bekannt|klar)\b/

const isGreeting = ({ text }: Said, at: number): boolean => at === 0 && greeting.test(fold(text).trim())

/** From the closing words on; or the last line alone, where it is but a name. */
function isSignOff({ text, isWholeLine, start }: Said, at: number, all: readonly Said[]): boolean {
  const isClosed = all
    .slice(-signOffLines)
    .some((one) => start >= one.start && one.isWholeLine && closing.test(fold(one.text).trim()))
  if (isClosed) return true
  const isNameLike = isWholeLine && !/[.!?:]$/.test(text) && text.split(/\s+/).length <= nameWords
  return at === all.length - 1 && all.length > 1 && isNameLike
}
const signOffLines = 8
const nameWords = 5

/** Says what the case is about or that it goes on, in the client's words: only its outcome can be wrong. */
export const isFrame = ({ plain }: Said): boolean => frames.test(plain)
const frames = regexOf(`
  ^(?:our work on|we are working on|this is a follow up on|we have closed your (?:request|ticket)
  |we are bringing in|unsere arbeit|wir arbeiten an|wir ziehen|wir haben ihr anliegen
  |es gibt einen neuen stand)`)

/** Says what comes next, and nothing of what was. */
export const isPlan = ({ plain }: Said): boolean => plans.test(plain)
const plans = regexOf(String.raw`
  ^(?:(?:next|then|now|after that|as a next step|im naechsten schritt|als naechstes|danach) )?(?:(?:we
  |i) (?:will|shall|are going to|am going to|plan to|intend to|would like to)|(?:wir|ich) (?:werden|werde
  |wollen|moechten|planen)|(?:werden|werde) (?:wir|ich))\b`)
