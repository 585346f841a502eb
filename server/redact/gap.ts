/**
 * How a label and its value hang together, from clear to weak. `assign`: pw=x, "password":"x". `colon`: a colon, an arrow.
 * `cell`: the next cell of a row. `states`: "lautet", "is now". `copula`: "is", "est". `break`: the value on the next
 * line after a colon, `line`: on the next line without one. `dash`: a dash between blanks. `aside`: a comma. `blank`: nothing but a blank. `far`: words such as "for ann" between, `said`: and a
 * colon after them.
 */
export type Bond =
  | 'assign'
  | 'colon'
  | 'cell'
  | 'states'
  | 'copula'
  | 'break'
  | 'line'
  | 'dash'
  | 'aside'
  | 'blank'
  | 'far'
  | 'said'

export type Gap = { bond: Bond; at: number }

// What closes a label: quotes, emphasis, brackets, a plural or a number, a remark in brackets.
const closers =
  /(?!['’]s[ \t])(?:-(?:value|text|string|stdin|data))?(?:\(?e?s\)?(?![\p{L}\p{N}])|en(?![\p{L}\p{N}]))?(?:[ \t]{1,2}(?:neu|alt|set|new|old)(?=[ \t]?[:=]|\n=)|[ \t]?\d{1,2}(?=[ \t]?[:=])|\d{1,2}(?![\p{L}\p{N}]))?(?:[ \t]{1,2}(?:nueva|nuevo|nuova|nova|nouveau|temporaire|provisoire|temporal|provvisoria|temporanea|temporaria|provisoria|provisorio|definitiva|definitivo|actual|attuale|atual|tymczasowe|inicial|iniziale|initial)(?=[ \t:=\n]))?["'`*_~\])}\\]{0,6}(?:[ \t]{0,8}\([^()\n]{0,60}\)["'`*_~]{0,6})?/uy

// The words between may name whose or what the secret is: "for ann", "du compte", "changed to" belongs to the states.
const qualifier =
  /[ \t]{1,4}(?:for|of|on|to|in|at|from|fur|von|vom|zum|zur|im|am|pour|de|du|des|del|della|dello|dell|di|da|do|dos|voor|van|op|para|per|dla|w|na|sur|the|account|konto|user|field|value|string|entry|we|i|you|he|she|they|that|which|den|die|wir|ich|er|sie|que|qu|nous|elle|il|che|dat|ktore|steht (?:auf|an|in|am|im)|stands|shared|written|found|printed|vermerkt)(?:['’ \t]{1,3}[\p{L}\p{N}@.\\/_'-]{1,60}){0,5}?(?:[ \t]{1,3}\([^()\n]{1,60}\))?(?=[ \t"'*_]{0,6}(?:[:=]|->|→|[ \t](?:is|was|to(?! site)|ist|war|lautet|auf|est|etait|es|era|e|jest|luidt|naar|na)[ \t]))["'*_]{0,6}/uy

const assign = /[ \t]{0,8}(?::=|={1,3}|=>)[ \t]{0,8}|:(?=["'`])/y
const colon =
  /[ \t]{0,8}(?::{1,2}(?!\/\/)|-{1,2}>|<{3}|→|={1,3}>|>(?![ \t])|>[ \t])(?:[ \t]{0,20}(?:is|was|ist|est|es)(?=[ \t])|[ \t]{0,8}\|)?/y
const cell = /[ \t]{0,20}(?:\||\t)[ \t|]{0,20}/y
// The next value of a row that is separated by signs, which a sentence follows with a blank.
const row = /[;,](?=[^\s;,])/y
const auxiliary =
  'has|have|had|been|be|was|is|are|were|got|gets|should|must|will|would|can|may|now|just|currently|still|temporarily|again|also|then|already|wurde|wird|soll|sollte|ist|war|neu|jetzt|nun|ete|est|ha|sido|fue|foi|stata|zostalo|nu|werd|a|e'
const changed =
  '(?:changed|reset|set|updated|rotated|back|switched)(?:[ \\t]{1,3}back)? to|gesetzt auf|geandert (?:auf|in)|zuruckgesetzt auf|auf|(?:change|modifie) (?:en|par)|defini sur|reinitialise a|gewijzigd naar|veranderd in|gereset naar|ingesteld op|cambiada (?:a|por)|restablecida a|reimpostata a|cambiata in|impostata su|alterada para|redefinida para|zmieni(?:one|ono) na|ustawione na'
const says =
  'lautet(?: jetzt| nun| aktuell)?|luidt(?: nu)?|brzmi|c.est|reads|bleibt|blijft|reste|resta|remains|stays|equals|used to be|previously|sera|wordt'
const nowIs =
  '(?:is|are|was) (?:now|currently|still|again|temporarily)|now is|(?:should|must|will|would)(?: now)? be|ist (?:jetzt|nun|aktuell|ab sofort|derzeit)|is nu|est (?:maintenant|desormais|actuellement)|es ahora|ahora es|ora e|e ora|e adesso|adesso e|agora e|e agora|to teraz|teraz to|jest teraz'
const fromTo = '(?:from|von)(?=[ \\t]{1,3}[^ \\t\\n]{3,80}[ \\t]{1,3}(?:to|auf)[ \\t])'
const states = new RegExp(
  `[ \\t]{1,8}(?:(?:(?:${auxiliary})[ \\t]{1,3}){0,5}(?:${changed}|${says}|(?:(?:changed|updated|switched|moved|modifie|cambiada|cambiata) )?${fromTo})|${nowIs})(?:[ \\t]{0,4}:)?(?![\\p{L}\\p{N}])`,
  'iuy',
)
const copula =
  /['’]s(?=[ \t])|[ \t]{1,8}(?:is|was|are|were|as|to|ist|sind|war|est|sont|etait|es|son|era|e|sao|jest|byl|bylo|zijn|=)(?:[ \t]{0,4}:)?(?=[ \t\n"'`*_([])/iy
const dash = /[ \t]{1,8}-{1,2}[ \t]{1,8}|[ \t]{0,4}\/[ \t]{1,4}/y
const newLine =
  /[ \t]{0,20}[:=.!]?[ \t*_]{0,8}(?:\r?\n(?:[=:][ \t])?[ \t>*|→-]{0,8}(?:(?:`{3}[a-z]{0,12}|[=~_-]{3,40})(?=\r?\n))?){1,4}/y
const aside = /[ \t]{0,2},[ \t]{1,4}/y
const blank = /[ \t]{1,8}/y
// What stands before a value: blanks, emphasis, the bullet of a list. Quotes belong to the value.
const openers = /(?:["'`*_~]{1,3}(?=[ \t]))?[ \t]{0,60}(?:[*_~]{1,3}(?=[^\s*_~]))?[ \t]{0,8}/y

function step(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** The bond after a label that ends at this place, and where its value begins; null where none is there. */
export function gapAfter(text: string, end: number): Gap | null {
  const closed = Math.max(step(closers, text, end), end)
  const far = step(qualifier, text, closed)
  const other = far > 0 ? bondAt(text, far) : null
  if (other && other.bond !== 'blank')
    return {
      ...opened(text, other),
      bond: kept[other.bond] ?? 'far',
    }
  const near = bondAt(text, closed)
  return near && opened(text, near)
}

const kept: Partial<Record<Bond, Bond>> = { break: 'break', line: 'line', colon: 'said', states: 'said' }

function bondAt(text: string, at: number): Gap | null {
  const broken = step(newLine, text, at)
  if (broken > 0) return { bond: /[:=]/.test(text.slice(at, broken)) ? 'break' : 'line', at: broken }
  for (const [bond, pattern] of order) {
    const to = step(pattern, text, at)
    if (to < 0) continue
    // A colon with the line's end after it is the form on two lines.
    const onNextLine =
      bond === 'colon' || bond === 'states' || bond === 'copula' ? step(newLine, text, to) : -1
    return onNextLine > 0 ? { bond: 'break', at: onNextLine } : { bond, at: to }
  }
  return null
}

const order: [Bond, RegExp][] = [
  ['colon', colon],
  ['assign', assign],
  ['cell', cell],
  ['states', states],
  ['copula', copula],
  ['dash', dash],
  ['dash', row],
  ['aside', aside],
  ['blank', blank],
]

function opened(text: string, { bond, at }: Gap): Gap {
  return { bond, at: Math.max(step(openers, text, at), at) }
}
