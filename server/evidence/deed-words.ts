import { stemOf } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { anyDeedForm, deedForm } from './deed-table.ts'

/**
 * A deed that a sentence tells. `claims`: that it was done, that it goes on, that it was not done; a plan, a condition or
 * an order claims nothing and is no deed. `clause`: the words around it.
 */
export type Deed = { kind: string; claims: 'done' | 'ongoing' | 'not_done'; clause: string; at: number }

const parts = / (?:and then|and|und|then|but|aber|while|waehrend|so|which|after|nachdem) /g
/** Before the verb they make it a plan, a wish, a condition or an order. */
const plans = regexOf(String.raw`
  \b(?:will|shall|would|should|could|can|may|might|must|going to|want to|need|needs|(?<!\b(?:the|a|your
  |our|this|whole) )plans?|planned|recommend|recommends|suggest|suggests|suggested|propose|proposed|if
  |unless|once|until|before|whether|have to|has to|to be|yet to|still to|remains to|wird|werden|soll
  |sollen|sollte|sollten|muss|muessen|kann|koennen|koennte|moechten|falls|wenn|sobald|bevor|ob|empfehlen
  |empfohlen|geplant|bitte|noch zu)\b`)
const denials = /\b(?:not|never|nobody|no one|without|nicht|nie|niemand|ohne|kein|keine)\b/
const aux =
  /\b(?:was|were|been|have|has|had|we|i|he|she|they|it|you|got|already|just|now|then|wir|ich|wurde|wurden|worden|haben|hat)\b/
const determiner = /\b(?:the|a|an|your|our|their|his|her|this|that|each|every|any|no)$/
/** "Wird neu gestartet", "is being restarted": under way. */
const underWay = /\b(?:being|am|is|are|gerade|derzeit|momentan|aktuell)\b/

/** The deeds that a sentence tells of, in its order. `isListed`: in a list of what was done, where an order stands for a deed. */
export function deedsOf(plain: string, isListed = false, formOf = deedForm): Deed[] {
  const deeds: Deed[] = []
  let from = 0
  const clauses = plain.split(parts)
  let planned = false
  for (const clause of clauses) {
    const own = clause.trim()
    // "We will restart the server and check the logs": the plan holds for both.
    const subject = /^(?:we|i|he|she|they|it|you|the|this|that|wir|ich|er|sie|es|der|die|das)\b/.test(own)
    if (subject) planned = false
    deeds.push(...deedsOfClause(own, from, { isListed, planned, formOf }))
    planned = planned || plans.test(own)
    from += clause.length + 1
  }
  return deeds
}

type Way = Pick<Where, 'isListed' | 'planned'> & { formOf: typeof deedForm }

function deedsOfClause(clause: string, from: number, { isListed, planned, formOf }: Way): Deed[] {
  const words = clause.split(' ')
  const deeds: Deed[] = []
  let at = 0
  for (const [index, word] of words.entries()) {
    const before = clause.slice(0, Math.max(0, at - 1))
    const form = formOf(word)
    const here = at
    at += word.length + 1
    if (!form || determiner.test(before)) continue
    const claims = claimOf(form.form, { before, clause, index, isListed, planned })
    if (claims) deeds.push({ kind: form.kind, claims, clause, at: from + here })
  }
  return deeds
}

type Where = { before: string; clause: string; index: number; isListed: boolean; planned: boolean }

function claimOf(form: string, { before, clause, index, isListed, planned }: Where): Deed['claims'] | null {
  const isPlan =
    planned ||
    plans.test(before) ||
    (/\b(?:wird|werden|soll|muss|kann)\b/.test(clause) && !/\b(?:worden|wurde|was|were)\b/.test(clause))
  const isDenied = denials.test(before)
  if (form === 'ongoing') {
    if (isPlan || isDenied || !/\b(?:am|is|are|been|currently|now)(?: \w+ly)?$/.test(before)) return null
    return 'ongoing'
  }
  if (form === 'plain') return isListed && index === 0 ? 'done' : null
  if (form === 'either' && !aux.test(before) && !isListed) return null
  if (/\bto$/.test(before) || isPlan) return null
  if (isDenied) return 'not_done'
  return /\bbeing$/.test(before) || (/\bwird\b/.test(clause) && underWay.test(clause)) ? 'ongoing' : 'done'
}

/** Whether a sentence says that somebody did something. */
export const tellsDeed = (plain: string): boolean => deedsOf(plain).some(({ claims }) => claims === 'done')

/** The kinds of deeds that a text names in any form: "Restart the spooler", "restarting it", "neu gestartet". */
export const deedKinds = (plain: string): ReadonlySet<string> =>
  new Set(plain.split(/\s+/).flatMap((word) => deedForm(word)?.kind ?? []))

/** As `deedKinds`, of any verb. */
export const anyDeedKinds = readOnce(
  (plain): ReadonlySet<string> =>
    new Set(plain.split(/\s+/).flatMap((word) => [anyDeedForm(word)?.kind ?? '', stemOf(word)])),
)
