import type { FlowNode } from '../../shared/contracts/flows.ts'

type Option = Extract<FlowNode, { kind: 'question' }>['options'][number]
type Choice = Pick<Option, 'label' | 'match'>

const readAtMost = 2000
const fillers =
  'a|an|any|the|that|this|it|its|is|was|be|been|being|in|on|of|to|at|by|from|really|actually|only|just|seeing|see|get|got|have|had|showing|shown|sure|quite|yet'
const denial = new RegExp(
  `(?:^|[^\\p{L}])(?:not|no|never|none|nor|neither|without|isnt|n't)(?: (?:${fillers})){0,3} $`,
  'u',
)
const saysYes = /^(?:yes|yep|yeah|yup|correct|right|affirmative|exactly|indeed)\b/
const saysNo = /^(?:no|nope|nah|negative)\b(?! (?:one|user|idea|bounce))/

/**
 * The option an engineer means: its label, its number, or its words in a sentence of their own.
 * Words behind a "not" do not count, and count for the one option that says no. Null when in doubt.
 */
export function matchOption<O extends Choice>(options: readonly O[], answer: string): O | null {
  const text = plain(answer)
  if (text === '') return null
  const exact = options.find((option) => plain(option.label) === text)
  if (exact) return exact
  const number = /^(?:option |#)?(\d)[.)]?$/.exec(text)?.[1]
  if (number) return options[Number(number) - 1] ?? null
  const byWords = strongest(options, text)
  if (saysNo.test(text)) {
    const no = only(options, /^no\b/)
    if (byWords && !/^yes\b/i.test(byWords.label)) return byWords
    return no
  }
  if (byWords) return byWords
  return saysYes.test(text) ? only(options, /^yes\b/) : null
}

/** The option with the longest words found; null when two are equally strong. */
function strongest<O extends Choice>(options: readonly O[], text: string): O | null {
  const found = options.map((option) => ({ option, ...weight(option, text) }))
  const most = Math.max(0, ...found.map((one) => one.said))
  if (most > 0) {
    const best = found.filter((one) => one.said === most)
    return best.length === 1 ? (best[0]?.option ?? null) : null
  }
  const denied = found.filter((one) => one.denied)
  return denied.length > 0
    ? only(
        options.filter((option) => !denied.some((one) => one.option === option)),
        /^no\b/,
      )
    : null
}

function weight(option: Choice, text: string): { said: number; denied: boolean } {
  let said = 0
  let denied = false
  for (const phrase of [plain(option.label), ...option.match]) {
    if (/^(?:yes|no)$/.test(phrase)) continue
    for (const at of places(text, phrase)) {
      if (denial.test(text.slice(0, at)) && !/^(?:no|not|never|none|nothing)\b/.test(phrase)) denied = true
      else said = Math.max(said, phrase.length)
    }
  }
  return { said, denied }
}

/** Where a phrase stands as whole words. */
function places(text: string, phrase: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(phrase); at !== -1 && found.length < 20; at = text.indexOf(phrase, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text[at + phrase.length] ?? ' '
    if (!isWord(before) && !isWord(after)) found.push(at)
  }
  return found
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character)

function only<O extends Choice>(options: readonly O[], label: RegExp): O | null {
  const some = options.filter((option) => label.test(option.label.toLowerCase()))
  return some.length === 1 ? (some[0] ?? null) : null
}

/** Lower case, straight quotes, "isn't" as "is not"; a full stop at the end falls away. */
function plain(text: string): string {
  return text
    .slice(0, readAtMost)
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\bcan't\b|\bcannot\b/g, 'can not')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/n't\b/g, ' not')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
}
