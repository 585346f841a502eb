import { stripHidden } from '../../shared/hidden-signs.ts'
import { unwrapLinks } from './links.ts'

/** Longer texts are cut before any pattern looks at them; pictures in the text are taken out first. */
const workLimit = 60_000
const longestTag = 4_000
const longestRule = 4_000
const longestSelector = 300
/** Fewer signs without a blank may still be a token or a hash that somebody names. */
const shortestData = 256

const dataUri =
  /data:(?:image\/[\w+.-]{1,60}(?:;[\w=.-]{1,60}){0,5},[^\s"'<>)]*|[\w+.-]{1,60}\/[\w+.-]{1,60}(?:;[\w=.-]{1,60}){0,4};base64,[\w+/=%-]*)/gi
const dataRun = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{256,}={0,2}/g
const mayHoldData = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{56}/
const pictureMark = '[picture]'

const isHtml =
  /<\/?(?:html|head|body|div|p|br|span|table|tr|td|ul|ol|li|b|i|u|strong|em|font|a|img|blockquote|pre|h[1-6]|o:p|hr|style)(?:\s[^<>]{0,400})?\/?>/i
const tag = new RegExp(`<(/?)([a-z][a-z0-9]{0,15}(?::[a-z]{1,12})?)((?:\\s[^<>]{0,${longestTag}})?)/?>`, 'gi')
const tagNames = new Set(
  `html head body div p br span table thead tbody tfoot tr td th ul ol li dl dt dd b i u s strong em font a img blockquote pre
  code h1 h2 h3 h4 h5 h6 hr sub sup small big center title meta link base col colgroup caption label section article header
  footer main nav figure figcaption address cite q del ins strike tt wbr map area button form input style script xml`.split(
    /\s+/,
  ),
)
const lineBreaks = new Set(
  'p div tr table h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl hr section article header footer'.split(' '),
)

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  icirc: 'î',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  atilde: 'ã',
  otilde: 'õ',
  ugrave: 'ù',
  igrave: 'ì',
  ograve: 'ò',
  Eacute: 'É',
  euro: '€',
  copy: '©',
  reg: '®',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  bull: '•',
  middot: '·',
  sect: '§',
}

const cssProperty =
  /^(?:mso-|-webkit-|margin|padding|font|color|background|border|line-height|text-|display|behavior|width|height|size|page|panose|list-style|vertical-align|white-space|word-|max-|min-|float|position|tab-stops|unicode)/i

const selector =
  /^(?:[.#@*][\w.#@*:\\-]*|(?:v|o|w)\\?:[*\w]+|(?:p|div|body|html|span|table|td|tr|th|a|li|ol|ul|h[1-6]|pre|code|blockquote|img|font)(?:[.:#][\w.:#-]*)?),?$/i

export type PlainText = { text: string; was_cut: boolean }

/** A note as a person would read it: no markup, style sheets or picture data, links as they were, one kind of line end. */
export function plainText(given: string): PlainText {
  const short = given.replace(dataUri, pictureMark)
  const whole = short.length > workLimit ? withoutDataLines(short) : short
  const text = whole.slice(0, workLimit).toWellFormed().replace(/\r\n?/g, '\n')
  const read = withoutEntities(withoutStyles(withoutMarkup(text)))
    .replace(
      /!\[[^[\]\n]{0,200}\]\((?:\[picture\]|cid:[^\s)]{1,300})\)|\[cid:[^\s\]]{1,300}\]/gi,
      pictureMark,
    )
    .replaceAll('\u00a0', ' ')
  return { text: unwrapLinks(stripHidden(withoutDataLines(read))), was_cut: whole.length > workLimit }
}

function withoutMarkup(text: string): string {
  if (!isHtml.test(text)) return text
  const blocks: [string, string][] = [
    ['<style', '</style>'],
    ['<script', '</script>'],
    ['<!--', '-->'],
    ['<head', '</head>'],
    ['<xml', '</xml>'],
  ]
  const shown = blocks.reduce((left, [start, end]) => withoutBlocks(left, start, end), text)
  return shown.replace(tag, (whole, close: string, name: string, rest: string) =>
    tagShown(whole, close === '/', name.toLowerCase(), rest),
  )
}

function withoutBlocks(text: string, start: string, end: string): string {
  const lower = text.toLowerCase()
  const kept: string[] = []
  let at = 0
  for (let from = lower.indexOf(start); from >= 0; from = lower.indexOf(start, at)) {
    const to = lower.indexOf(end, from)
    if (to < 0) break
    kept.push(text.slice(at, from))
    at = to + end.length
  }
  return kept.join('') + text.slice(at)
}

function tagShown(whole: string, isEnd: boolean, name: string, rest: string): string {
  if (/^[ovwm]:/.test(name)) return ''
  if (!tagNames.has(name)) return whole
  if (name === 'br') return '\n'
  if (name === 'li') return isEnd ? '' : '\n- '
  if (name === 'td' || name === 'th') return isEnd ? ' | ' : ''
  if (name === 'img') return pictureMark
  if (name === 'a' && !isEnd) {
    const href = /\shref\s?=\s?["']?(https?:[^"'\s>]{1,2000})/i.exec(rest)?.[1]
    return href ? `<${href}> ` : ''
  }
  return lineBreaks.has(name) ? '\n' : ''
}

/** What Outlook and Word leave of a style sheet: rules whose every line sets a known property. */
function withoutStyles(text: string): string {
  const kept: string[] = []
  let at = 0
  let open = text.indexOf('{')
  while (open >= 0) {
    const close = text.indexOf('}', open)
    if (close < 0) break
    const next = text.indexOf('{', open + 1)
    const isRule = close - open < longestRule && (next < 0 || next > close)
    if (isRule && isStyle(text.slice(open + 1, close))) {
      kept.push(text.slice(at, selectorStart(text, at, open)))
      at = close + 1
    }
    // Of braces in braces only the last one before the end can be a rule.
    open = isRule || next < 0 ? next : Math.max(next, text.lastIndexOf('{', close))
  }
  return kept.join('') + text.slice(at)
}

function isStyle(body: string): boolean {
  const rules = body
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
  return rules.length > 0 && rules.every((rule) => rule.includes(':') && cssProperty.test(rule))
}

/** The words before a brace that are a selector, on its line or on the one before. */
function selectorStart(text: string, from: number, open: number): number {
  const before = text.slice(Math.max(from, open - longestSelector), open)
  let start = before.length
  for (const word of [...before.matchAll(/\S+/g)].toReversed()) {
    if (!selector.test(word[0])) break
    start = word.index
  }
  return open - before.length + start
}

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[name] ?? entities[name.toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Attachments that came as text: long runs of Base64, in one line or in many. */
function withoutDataLines(text: string): string {
  if (!mayHoldData.test(text)) return text
  const runs = text.replace(dataRun, (run) => `[data, ${run.length} characters, cut]`)
  const lines = runs.split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; ) {
    const end = dataEnd(lines, at)
    const length = lines.slice(at, end).join('').length
    if (length >= shortestData) kept.push(`[data, ${length} characters, cut]`)
    else kept.push(...lines.slice(at, Math.max(end, at + 1)))
    at = Math.max(end, at + 1)
  }
  return kept.join('\n')
}

function dataEnd(lines: string[], start: number): number {
  let end = start
  while (isData(lines[end] ?? '')) end++
  return end > start && /^>{0,3} ?[A-Za-z0-9+/]{0,78}={1,2}\s?$/.test(lines[end] ?? '') ? end + 1 : end
}

/** Mail breaks Base64 at 76 signs, PEM at 64; a hash as long has no capitals. */
function isData(line: string): boolean {
  return (
    /^>{0,3} ?[A-Za-z0-9+/]{56,78}\s?$/.test(line) &&
    /[a-z]/.test(line) &&
    /[A-Z]/.test(line) &&
    /\d/.test(line)
  )
}
