import { regexOf } from './regex-of.ts'
/** "It was not the driver, it was the cable": what is out, and what it was instead. `rest`: what stands behind it. */
export type Contrast = { out: string; cause: string; rest: string; states: boolean }

const what =
  '(?:it|that|this|its|es|das|(?:the |die |der )?(?:root )?(?:cause|culprit|problem|reason|issue|ursache|grund|fehler))'
const was = '(?:was|is|war|ist|lag|liegt|were)'
const at = '(?:(?:an|am|at|with|due to|because of) )?'
const opener =
  '^(?:(?:no|nope|nein|nee|ok|so|ah|oh|yes|ja|sorry|fixed|solved|behoben|gelöst|works|läuft|geht)[\\s,.!:–-]+)*'
const thing = '([^,;.\\n]{2,60}?)'
const named = '([^;.\\n]{2,100})'

const longestRead = 400

/** A thing that it was not, and behind it how something else had been. */
const denialAndState = new RegExp(
  `${opener}(?:${what} )?(?:${was} ?(?:n['’]?t| not| nicht)|not|nicht|isnt|wasnt) ${at}((?:the|a|an|his|her|their|our|der|die|das|den|dem|am|im) [^,;.\\n]{2,60}?)\\s*[,.;–-]+\\s*((?!(?:it|that|this|she|he|they|i|we|you|es|das|sie|er|ich|wir)\\b)[^,;.\\n]{3,60}? (?:was|were|had|left|war|waren|hatte|hing|fehlte) [^,;.\\n]{2,60})`,
  'iu',
)
/** "Nope, not the driver. Separator page was on": no correction of what was said, but another cause. */
export const deniesThing = (message: string): boolean =>
  denialAndState.test(message.replace(/\s+/g, ' ').trim().slice(0, longestRead))

const shapes: readonly { shape: RegExp; out: number; cause: number }[] = [
  // "It wasn't X, it was Y", "not X but Y", "nicht X, sondern Y"
  {
    shape: new RegExp(
      `${opener}(?:${what} )?(?:${was} ?(?:n['’]?t| not| nicht)|(?:did|does)(?: not|n['’]?t) come from|not|nicht|kein\\w{0,2}|isnt|wasnt) (?:${what} )?${at}${thing}(?:\\s*[,;–-]\\s*(?:but |sondern )?(?:${what} ${was}|it['’]s|its|das wars|war|was|lag|liegt) ${at}|\\s*[,;–-]?\\s*(?:but|sondern) (?:${what} ${was} |rather )?${at})${named}`,
      'iu',
    ),
    out: 1,
    cause: 2,
  },
  // "Nope, not the driver. Separator page was on"
  { shape: denialAndState, out: 1, cause: 2 },
  // "The cause was Y, not X", "lag am Y, nicht am X"
  {
    shape: new RegExp(
      `${opener}(?:${what} ${was}|lag|liegt) ${at}([^,;.\\n]{2,80}?),? (?:and |und )?(?:not|nicht) ((?:the|a|an|der|die|das|den|dem|am|im|ein\\w{0,2}|his|her|their|our|sein\\w{0,2}|ihr\\w{0,2}) [^,;.\\n]{2,60})`,
      'iu',
    ),
    out: 2,
    cause: 1,
  },
  // "Das Kabel war's, nicht der Treiber"
  {
    shape: new RegExp(
      `${opener}([^,;.\\n]{2,80}?) (?:war['’]?s|war es|was it|was the cause|was the culprit|war schuld|war die ursache),? (?:and |und )?(?:not|nicht) ((?:the|a|an|der|die|das|den|dem|am) [^,;.\\n]{2,60})`,
      'iu',
    ),
    out: 2,
    cause: 1,
  },
]

const states = /\b(?:was|wasn['’]?t|were|war|wars|lag|cause|culprit|ursache)\b/i

/** Null where the words do not set one cause against another. */
export function contrastIn(message: string): Contrast | null {
  const text = message.replace(/\s+/g, ' ').trim().slice(0, longestRead)
  if (/\?\s*$/.test(text) || /\b(?:if|wenn|falls|maybe|vielleicht)\b/i.test(text)) return null
  for (const { shape, out, cause } of shapes) {
    const found = shape.exec(text)
    if (!found) continue
    const [outText, causeText] = [trimmed(found[out] ?? ''), trimmed(found[cause] ?? '')]
    if (!outText || !causeText || unsaid.test(outText) || /^(?:that|it|this|das|es|so)$/i.test(causeText))
      continue
    const rest = text.slice(found.index + found[0].length).replace(/^[\s,.;!–-]+/, '')
    return { out: outText, cause: causeText, rest, states: states.test(found[0]) }
  }
  return null
}

/** "Not sure, it was late" rules nothing out. */
const unsaid = regexOf(
  String.raw`
  ^(?:sure|certain|sicher|really|wirklich|da|here|there|hier|me|him|her|us|mich|yet|now|so|that|this|it
  |das|es|only|nur|just|always|immer|tested|getestet)\b`,
  'i',
)

const trimmed = (text: string): string => text.replace(/^[\s,]+|[\s,!]+$/g, '')
