import { stemOf, type Token, tokenize } from './normalize.ts'
import { readOnce } from './read-once.ts'

/**
 * A word that counts, and whether the sentence denies it: "gesperrt" of "nicht gesperrt". `near`: the "no" stands
 * right before it, as in "no cable", not in "no luck on the cable".
 */
export type Word = Token & { negated: boolean; near: boolean }

/** A part of a sentence up to a comma, a full stop or a "but". `bare`: all its words, small ones too, as written. */
export type Clause = { words: readonly Word[]; bare: readonly string[]; from: number; to: number }

const set = (words: string) => new Set(words.split(' '))

/** They say nothing about an answer. Prepositions stay: "to the router", "from outside". */
const fillers = set(
  'a an the this that these those it its is are was were be been being am do does did can could will would should shall may might just very really quite actually simply basically currently please so ' +
    'der die das den dem des ist sind war waren wird werden wurde kann koennen koennte soll muss darf es sich dann halt eben ja doch wohl gerade schon sehr ganz hier dort bitte was',
)
/** They count in a phrase ("only her", "ein Kunde") and are let pass in between ("lost her phone"). */
export const light = set(
  'he she they i you me my your their his her hers him them er sie ihr ihre ihrem ihren ihrer sein seine seinem seinen mein meine meinem ich ein eine einen einem eines einer',
)
const negators = set(
  'not no nein never without nor neither none nothing nobody zero nicht kein keine keinen keinem keines keiner ohne nie weder statt anstatt except ausser hardly kaum 0 0%',
)
/** These deny what follows and mean something themselves. */
const meaningful = new Set('nothing nobody none neither never'.split(' ').map(stemOf))
const contrasts = set(
  'but however although though whereas while yet aber jedoch sondern waehrend obwohl dafuer allerdings',
)
/** "all but one" is no contrast. */
const wholes = set('all everyone everybody everything anyone anything nothing none alle alles')
const scopeEnds = set('and und because weil since seit when wenn if')
/** After "nicht" they belong to the verb before it: "kommt nicht an". */
const particles = set(
  'an auf aus ein ab mehr durch zu rein raus hin her yet anymore any more longer still noch at all there up in through',
)
/** A "nicht" behind one of these denies it, whatever follows: "geht nicht bei Frau Kern". */
const verbsBefore = set(
  'geht gehen ging gingen laeuft laufen lief funktioniert funktionieren klappt startet druckt verbindet oeffnet laedt reagiert synchronisiert sendet empfaengt scannt',
)
const scopeLength = 5
const mostClauses = 60
const mostWords = 50

/** The clauses of a text, each word with its negation. */
export const readClauses = readOnce(readNewClauses)

function readNewClauses(text: string): readonly Clause[] {
  const clauses: Token[][] = [[]]
  let last = 0
  for (const token of tokenize(text)) {
    const drive = clauses.at(-1)?.at(-1)?.word.length === 1
    const previous = clauses.at(-1)?.at(-1)?.word ?? ''
    const contrast = contrasts.has(token.word) && !(token.word === 'but' && wholes.has(previous))
    const isLong = (clauses.at(-1)?.length ?? 0) >= mostWords
    if (parts(text.slice(last, token.from), drive) || contrast || isLong) {
      if (clauses.length >= mostClauses) break
      clauses.push([])
    }
    if (!contrast) clauses.at(-1)?.push(token)
    last = token.to
  }
  return clauses.filter((tokens) => tokens.length > 0).map(readClause)
}

/** Whether what stands between two words ends a clause; the colon of "C:" does not. */
const parts = (gap: string, drive: boolean): boolean =>
  (!(drive && gap.trim() === ':') && /[,;:!?()\n–—…]/.test(gap)) || /\.(?:\s|$)|\s-+\s|->|=>/.test(gap)

function readClause(tokens: Token[]): Clause {
  const denied = tokens.map(() => false)
  for (let at = 0; at < tokens.length; at += 1)
    if (isNegator(tokens, at)) for (const place of scopeOf(tokens, at)) denied[place] = !denied[place]
  return {
    words: tokens.flatMap((token, at) =>
      counts(token, tokens.length === 1)
        ? [{ ...token, negated: denied[at] ?? false, near: isNear(tokens, at) }]
        : [],
    ),
    bare: tokens.map(({ word }) => word),
    from: tokens[0]?.from ?? 0,
    to: tokens.at(-1)?.to ?? 0,
  }
}

const nearness = 2

const isNear = (tokens: Token[], at: number): boolean =>
  tokens
    .slice(Math.max(0, at - nearness), at)
    .some((_, back, before) => isNegator(tokens, at - before.length + back))

const counts = ({ word, stem }: Token, alone: boolean): boolean =>
  alone || meaningful.has(stem) || !(fillers.has(word) || negators.has(word) || negators.has(stem))

function isNegator(tokens: Token[], at: number): boolean {
  const { word = '', stem = '' } = tokens[at] ?? {}
  const next = tokens[at + 1]?.word
  if (next === 'only' || next === 'nur' || (word === 'no' && next === 'longer'))
    return word === 'no' || word === 'not' || word === 'nicht'
  if (negators.has(word) || negators.has(stem)) return true
  if (stem === 'unabl' || stem === 'fail' || stem === 'refus') return next === 'to'
  return word === 'stopped' && /ing$/.test(next ?? '')
}

/** What a "not" denies: the words after it, or the verb before it when only a particle follows. */
function scopeOf(tokens: Token[], at: number): number[] {
  const after: number[] = []
  for (let place = at + 1; place < tokens.length && after.length < scopeLength; place += 1) {
    const token = tokens[place]
    if (!token || scopeEnds.has(token.word)) break
    if (!fillers.has(token.word)) after.push(place)
  }
  const verb = at > 0 && verbsBefore.has(tokens[at - 1]?.word ?? '') ? [at - 1] : []
  if (after.some((place) => !particles.has(tokens[place]?.word ?? ''))) return [...after, ...verb]
  const before: number[] = []
  for (let place = at - 1; place >= 0 && before.length < 2; place -= 1)
    if (!fillers.has(tokens[place]?.word ?? '')) before.push(place)
  return [...after, ...before]
}
