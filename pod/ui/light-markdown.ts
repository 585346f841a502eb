import { type ComponentChild, h } from 'preact'
import { stripHidden } from './clean-text.ts'

const maxChars = 200_000
const maxDepth = 5
const fence = /^\s{0,3}(```+|~~~+)/
const heading = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/
const rule = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/
const quote = /^\s{0,3}>\s?/
const item = /^(\s*)([-*+]|(\d{1,9})[.)])\s+(?=\S)/
const tableRule = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/

type Rest = { lines: string[]; at: number }

/**
 * The light Markdown that replies and updates are written in, as elements: nothing is ever read as HTML, so there is
 * nothing to sanitise. What it does not know stands there as text.
 */
export function lightMarkdown(text: string): ComponentChild[] {
  return blocks(stripHidden(text.slice(0, maxChars)).split(/\r?\n/), 0)
}

function blocks(lines: string[], depth: number): ComponentChild[] {
  const rest = { lines, at: 0 }
  const found: ComponentChild[] = []
  while (rest.at < lines.length) {
    const line = lines[rest.at] ?? ''
    if (line.trim() === '') rest.at++
    else found.push(block(rest, line, depth))
  }
  return found
}

function block(rest: Rest, line: string, depth: number): ComponentChild {
  const isDeep = depth >= maxDepth
  const title = heading.exec(line)
  if (fence.test(line)) return code(rest, line)
  if (title || rule.test(line)) {
    rest.at++
    return title ? h(`h${title[1]?.length}`, null, inline(title[2] ?? '', 0)) : h('hr', null)
  }
  if (quote.test(line) && !isDeep) {
    const inner = takeWhile(rest, (each) => quote.test(each)).map((each) => each.replace(quote, ''))
    return h('blockquote', null, blocks(inner, depth + 1))
  }
  if (item.test(line) && !isDeep) return list(rest, line, depth)
  if (line.includes('|') && tableRule.test(rest.lines[rest.at + 1] ?? '')) return table(rest)
  return paragraph(rest)
}

function takeWhile(rest: Rest, holds: (line: string) => boolean): string[] {
  const from = rest.at
  while (rest.at < rest.lines.length && holds(rest.lines[rest.at] ?? '')) rest.at++
  return rest.lines.slice(from, rest.at)
}

function code(rest: Rest, line: string): ComponentChild {
  const mark = fence.exec(line)?.[1] ?? '```'
  rest.at++
  const inner = takeWhile(rest, (each) => !each.trimStart().startsWith(mark))
  rest.at++
  return h('pre', null, h('code', null, inner.join('\n')))
}

function list(rest: Rest, first: string, depth: number): ComponentChild {
  const [, indent = '', , number] = item.exec(first) ?? []
  const isSame = (line: string) => {
    const found = item.exec(line)
    return (
      found !== null &&
      (found[1]?.length ?? 0) <= indent.length + 1 &&
      (found[3] === undefined) === (number === undefined)
    )
  }
  const items: ComponentChild[] = []
  while (rest.at < rest.lines.length && isSame(rest.lines[rest.at] ?? '')) {
    const line = rest.lines[rest.at++] ?? ''
    const mark = item.exec(line)?.[0].length ?? 0
    const more = takeWhile(rest, (each) => each.trim() !== '' && !isSame(each) && /^\s{2,}/.test(each))
    items.push(
      h('li', null, tight([line.slice(mark), ...more.map((each) => each.replace(/^\s{2,4}/, ''))], depth)),
    )
    // one empty line between two items keeps them together
    if (rest.lines[rest.at]?.trim() === '' && isSame(rest.lines[rest.at + 1] ?? '')) rest.at++
  }
  return number === undefined ? h('ul', null, items) : h('ol', { start: Number(number) }, items)
}

/** The words of an item without a paragraph around them, then what is nested in it. */
function tight(lines: string[], depth: number): ComponentChild[] {
  const nested = lines.findIndex((line, at) => at > 0 && (item.test(line) || fence.test(line)))
  const words = nested < 0 ? lines : lines.slice(0, nested)
  return [...broken(words), ...(nested < 0 ? [] : blocks(lines.slice(nested), depth + 1))]
}

function table(rest: Rest): ComponentChild {
  const rows = takeWhile(rest, (line) => line.includes('|')).map((line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => inline(cell.trim(), 0)),
  )
  const row = (cells: ComponentChild[][] | undefined, tag: string) =>
    h(
      'tr',
      null,
      cells?.map((cell) => h(tag, null, cell)),
    )
  return h(
    'table',
    null,
    h('thead', null, row(rows[0], 'th')),
    h(
      'tbody',
      null,
      rows.slice(2).map((cells) => row(cells, 'td')),
    ),
  )
}

function paragraph(rest: Rest): ComponentChild {
  const [first = ''] = rest.lines.slice(rest.at++)
  const more = takeWhile(
    rest,
    (line) => line.trim() !== '' && ![fence, heading, rule, quote, item].some((each) => each.test(line)),
  )
  return h('p', null, broken([first, ...more]))
}

function broken(lines: string[]): ComponentChild[] {
  return lines.flatMap((line, at) => [...(at > 0 ? [h('br', null)] : []), ...inline(line.trim(), 0)])
}

const longest = '{1,400}?'
const marks = new RegExp(
  [
    '\\\\(?<escaped>[!-/:-@[-`{-~])',
    `(?<ticks>\`+)(?<code>[^\`]${longest}|[^\`].${longest}[^\`])\\k<ticks>(?!\`)`,
    `(?<image>!?)\\[(?<words>[^\\][]{0,400})\\]\\((?<href>[^\\s()]{0,2000}(?:\\([^\\s()]{0,400}\\)[^\\s()]{0,2000})?)(?:\\s+"[^"]{0,200}")?\\)`,
    `(?<strong>\\*\\*|__)(?=\\S)(?<bold>.${longest}\\S??)\\k<strong>(?!\\w)`,
    `~~(?=\\S)(?<gone>.${longest})~~`,
    `(?<![*\\w])\\*(?=[^\\s*])(?<em>[^*]{1,400})(?<=\\S)\\*(?!\\*)`,
    `(?<![_\\w])_(?=[^\\s_])(?<em2>[^_]{1,400})(?<=\\S)_(?!\\w)`,
    '(?<link>https?:\\/\\/[^\\s<>"\'`]{1,2000}[^\\s<>"\'`.,;:!?)\\]*_])',
  ].join('|'),
  'gu',
)
const safeLink = /^(?:https?:\/\/|mailto:)[^\s]+$/i

function inline(text: string, depth: number): ComponentChild[] {
  if (depth > maxDepth) return [text]
  const found: ComponentChild[] = []
  let at = 0
  for (const match of text.matchAll(marks)) {
    found.push(text.slice(at, match.index))
    found.push(...element(match.groups ?? {}, depth + 1))
    at = match.index + match[0].length
  }
  return [...found, text.slice(at)].filter((each) => each !== '')
}

function element(part: Record<string, string | undefined>, depth: number): ComponentChild[] {
  if (part.escaped !== undefined) return [part.escaped]
  if (part.code !== undefined) return [h('code', null, part.code.replace(/^ (.*) $/, '$1'))]
  if (part.href !== undefined && part.image) return [part.words || part.href]
  if (part.href !== undefined) return link(part.href, inline(part.words ?? '', depth))
  if (part.bold !== undefined) return [h('strong', null, inline(part.bold, depth))]
  if (part.gone !== undefined) return inline(part.gone, depth)
  if (part.link !== undefined) return link(part.link, [part.link])
  return [h('em', null, inline(part.em ?? part.em2 ?? '', depth))]
}

/** A browser would go anywhere else than to the web and to mail: such words stand there without a link. */
function link(href: string, words: ComponentChild[]): ComponentChild[] {
  if (!safeLink.test(href)) return words
  return [h('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' }, words)]
}
