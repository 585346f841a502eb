import type { Token, Tokens } from 'marked'
import { type ComponentChild, h } from 'preact'
import { CodeBlock } from './CodeBlock.tsx'
import { stripHidden } from './clean-text.ts'
import { Link } from './Link.tsx'
import { asGiven, lexMarkdown } from './markdown-lexer.ts'

/** Markdown → elements of this list and nothing else: no text is read as HTML, and nothing is fetched. */
export function renderMarkdown(text: string): ComponentChild[] {
  const { tokens, rest } = lexMarkdown(stripHidden(text))
  return [...elements(tokens), ...(rest ? [h('p', { class: 'whitespace-pre-wrap' }, rest)] : [])]
}

function elements(tokens: readonly Token[] | undefined): ComponentChild[] {
  return (tokens ?? []).map((token) => {
    const draw = drawings[token.type as keyof typeof drawings] as
      | ((token: Token) => ComponentChild)
      | undefined
    return draw ? draw(token) : asGiven(token.raw)
  })
}

/** `span`, `pre` and `input` carry classes and states of ours; no attribute comes from the text but an order's start. */
const drawings = {
  paragraph: ({ tokens }: Tokens.Paragraph) => h('p', null, elements(tokens)),
  text: ({ tokens, text }: Tokens.Text) => (tokens ? elements(tokens) : words(text)),
  escape: ({ text }: Tokens.Escape) => asGiven(text),
  strong: ({ tokens }: Tokens.Strong) => h('strong', null, elements(tokens)),
  em: ({ tokens }: Tokens.Em) => h('em', null, elements(tokens)),
  del: ({ tokens }: Tokens.Del) => h('del', null, elements(tokens)),
  codespan: ({ text }: Tokens.Codespan) => h('code', null, asGiven(text)),
  br: () => h('br', null),
  hr: () => h('hr', null),
  space: () => null,
  heading: ({ depth, tokens }: Tokens.Heading) => h(`h${depth}`, null, elements(tokens)),
  blockquote: ({ tokens }: Tokens.Blockquote) => h('blockquote', null, elements(tokens)),
  code: ({ text, lang }: Tokens.Code) =>
    h(CodeBlock, { text: asGiven(text), language: lang && asGiven(lang) }),
  list: ({ ordered, start, items }: Tokens.List) =>
    ordered
      ? h('ol', start === '' || start === 1 ? null : { start }, items.map(item))
      : h('ul', null, items.map(item)),
  checkbox: ({ checked }: Tokens.Checkbox) =>
    h('input', { type: 'checkbox', disabled: true, checked, 'aria-label': checked ? 'Done' : 'Not done' }),
  table: ({ header, rows }: Tokens.Table) =>
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          header.map((cell) => cellOf('th', cell)),
        ),
      ),
      rows.length > 0 &&
        h(
          'tbody',
          null,
          rows.map((row) =>
            h(
              'tr',
              null,
              row.map((cell) => cellOf('td', cell)),
            ),
          ),
        ),
    ),
  link: (token: Tokens.Link) =>
    h(Link, {
      address: asGiven(token.href),
      given: asGiven(token.raw),
      children: token.autolink ? asGiven(token.text) : elements(token.tokens),
    }),
  image: ({ text, href, raw }: Tokens.Image) =>
    h(Link, { address: asGiven(href), given: asGiven(raw), children: words(text || href) }),
}

function item({ task, tokens }: Tokens.ListItem): ComponentChild {
  return h('li', task ? { class: 'task' } : null, elements(tokens))
}

const sides = { left: '', center: 'text-center', right: 'text-right' } as const

function cellOf(tag: 'th' | 'td', { tokens, align }: Tokens.TableCell): ComponentChild {
  const side = align && sides[align]
  return h(tag, side ? { class: side } : null, elements(tokens))
}

const references: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** Plain words, with the character references that models write; hidden signs can be written as such, too. */
function words(text: string): string {
  const given = asGiven(text)
  if (!given.includes('&')) return given
  const resolved = given.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g,
    (reference, decimal?: string, hex?: string, name?: string) =>
      name
        ? (references[name] ?? reference)
        : signOf(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)),
  )
  return stripHidden(resolved)
}

function signOf(code: number): string {
  const isSign = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isSign ? String.fromCodePoint(code) : '\ufffd'
}
