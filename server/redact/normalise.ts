/** A text in the form that the patterns read, and where each of its characters stands in the given text. */
export type Normalised = { text: string; starts: Uint32Array; ends: Uint32Array }

/** Stands for what was redacted before: no pattern takes it for a label or a value. */
export const redactedSign = '\ue000'

// Marks of an earlier redaction, tags, entities, and every character outside ASCII.
const special =
  /\[redacted [a-z ]{2,30}\]|<\/?[a-zA-Z][a-zA-Z0-9]{0,10}(?:[ /][^<>\n]{0,200})?>|&(?:nbsp|quot|amp|apos|lt|gt|colon|num|excl|tab|#3[359]|#58|#160);|\P{ASCII}/gu

const cells = new Set(['td', 'th'])
const lines = new Set('br p div tr li ul ol dt dd table h1 h2 h3 h4 h5 h6 pre blockquote'.split(' '))
const inline = new Set('b strong i em u s span font code a label small tt kbd mark tbody thead'.split(' '))

const entities: Record<string, string> = {
  '&#35;': '#',
  '&num;': '#',
  '&excl;': '!',
  '&#33;': '!',
  '&tab;': '\t',
  '&nbsp;': ' ',
  '&#160;': ' ',
  '&quot;': '"',
  '&amp;': '&',
  '&apos;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&colon;': ':',
  '&#58;': ':',
}

const signs: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': ':',
  '→': '→',
  '➜': '→',
  '⇒': '→',
  '│': '|',
  '┃': '|',
  // Letters of other scripts that look like Latin ones.
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ԁ: 'd',
  к: 'k',
  т: 't',
  Р: 'P',
  А: 'A',
  К: 'K',
  С: 'C',
  О: 'O',
  ο: 'o',
  α: 'a',
  ρ: 'p',
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  [redactedSign]: ' ',
}

/** Invisible signs that change nothing a person reads. */
const invisible = /^(?:\p{M}|\p{Cf})$/u

/**
 * Full-width and styled letters, accents, quotation marks, dashes and blanks in their plain form; invisible signs left
 * out; tags as the blank, line or cell that they show as.
 */
export function normalise(given: string): Normalised {
  const parts: string[] = []
  const starts = new Uint32Array(given.length + 1)
  const ends = new Uint32Array(given.length + 1)
  let length = 0
  let from = 0
  const copy = (to: number) => {
    parts.push(given.slice(from, to))
    for (let at = from; at < to; at++) {
      starts[length] = at
      ends[length++] = at + 1
    }
  }
  for (const { 0: unit, index } of given.matchAll(special)) {
    copy(index)
    from = index
    const form = plainForm(unit)
    // A tag that shows as nothing of its own may hold the secret in an attribute: each of its signs keeps its place.
    if (form === unit) continue
    from = index + unit.length
    // Of a form that is longer than what it stands for only the first characters count: one place each.
    const plain = form.slice(0, unit.length)
    parts.push(plain)
    for (let at = 0; at < plain.length; at++) {
      starts[length] = index
      ends[length++] = from
    }
  }
  copy(given.length)
  return { text: parts.join(''), starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

function plainForm(unit: string): string {
  if (unit.startsWith('[redacted ')) return redactedSign
  if (unit.startsWith('<')) return tagForm(unit)
  if (unit.startsWith('&')) return entities[unit] ?? unit
  const known = signs[unit]
  if (known !== undefined) return known
  if (invisible.test(unit)) return ''
  if (/\s/u.test(unit)) return /[\u2028\u2029\u0085]/.test(unit) ? '\n' : ' '
  return unit.normalize('NFKD').replace(/\p{M}/gu, '') || unit
}

function tagForm(tag: string): string {
  const name = /[a-z0-9]+/i.exec(tag)?.[0].toLowerCase() ?? ''
  if (cells.has(name)) return tag.startsWith('</') ? '' : '|'
  if (lines.has(name)) return '\n'
  return inline.has(name) ? ' ' : tag
}
