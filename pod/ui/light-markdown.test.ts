// @vitest-environment happy-dom
import fc from 'fast-check'
import { Marked } from 'marked'
import { h, render } from 'preact'
import { expect, test } from 'vitest'
import { lightMarkdown } from './light-markdown.ts'

function rendered(text: string): HTMLElement {
  const box = document.createElement('div')
  render(h('div', null, lightMarkdown(text)), box)
  return box.firstElementChild as HTMLElement
}
function full(text: string): HTMLElement {
  const box = document.createElement('div')
  // as render-markdown.ts asks for it; struck words lose their stroke there too
  box.innerHTML = new Marked({ gfm: true, breaks: true, async: false }).parse(text) as string
  return box
}
/** Without the line ends that a parser leaves between elements. */
const bare = (box: HTMLElement) =>
  box.innerHTML
    .replace(/\n/g, ' ')
    .replace(
      /\s*(<\/?(?:p|ul|ol|li|pre|code|h\d|blockquote|table|thead|tbody|tr|th|td|hr|br)[^>]*>)\s*/g,
      '$1',
    )
    .replace(/ class="language-\w+"|<\/?del>/g, '')
    .replace(/ rel="noopener noreferrer nofollow" target="_blank"/g, '')
    .replace(/<ol start="1">/g, '<ol>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .trim()

test.each([
  'One line.',
  'Two\nlines.',
  'Two\n\nparagraphs.',
  '**Bold**, *leaning*, __bold__, _leaning_ and `code`.',
  '**Status: Investigating** · 22 min',
  'snake_case_names and 2 * 3 * 4 stay.',
  'a **b *c* d** e',
  '`**not bold**` and ``a ` b``',
  '# Title\n\n## Part\ntext',
  '- one\n- two\n- three',
  '* one\n* two',
  '1. one\n2. two',
  '3. three\n4. four',
  '- one\n  - inner\n  - inner two\n- two',
  '1. one\n   - inner\n2. two',
  'Steps:\n- one\n- two',
  'Steps:\n\n1. one\n2. two\n\nAfter.',
  '```\nGet-Mailbox | ft\n  -Filter *\n```',
  '```powershell\nGet-Mailbox "<x>"\n```\nafter',
  '> quoted\n> twice',
  'before\n\n---\n\nafter',
  '[words](https://learn.microsoft.com/a_b(c))',
  'see https://learn.microsoft.com/x.',
  '| a | b |\n|---|---|\n| 1 | **2** |',
  'Escaped \\*stars\\* and \\`ticks\\`',
  '5 < 6 & 7 > 2',
  'x~~gone~~y',
])('reads as the full parser does: %j', (text) => {
  expect(bare(rendered(text))).toBe(bare(full(text)))
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<svg><animate onbegin=alert(1)></svg>',
])('raw HTML stands there as text: %s', (attack) => {
  const box = rendered(`before ${attack} after`)
  expect(box.querySelector('script,img,iframe,style,svg')).toBeNull()
  expect(box.textContent).toContain(attack)
})

test('images are words, none is fetched', () => {
  const box = rendered('![diagram](https://evil.example/pixel.png) ![](data:image/png;base64,AAAA)')
  expect(box.querySelector('img')).toBeNull()
  expect(box.textContent).toContain('diagram')
})

test.each([
  ['https://learn.microsoft.com/x', true],
  ['http://intranet/x', true],
  ['mailto:ann@contoso.example', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  ['data:text/html,<b>x</b>', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
])('a link to %s is kept: %s', (href, kept) => {
  const link = rendered(`[word](${href})`).querySelector('a')
  expect(link?.getAttribute('href') ?? null).toBe(kept ? href : null)
  if (kept)
    expect([link?.getAttribute('rel'), link?.target]).toEqual(['noopener noreferrer nofollow', '_blank'])
})

test('unseen characters are gone before anything is parsed', () => {
  expect(rendered('pay\u202eload \u200b**x**').textContent?.trim()).toBe('payload x')
})

const allowed = new Set(
  'DIV P BR STRONG EM DEL CODE PRE UL OL LI BLOCKQUOTE A H1 H2 H3 H4 H5 H6 HR TABLE THEAD TBODY TR TH TD'.split(
    ' ',
  ),
)
const signs = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '>',
    '-',
    '1.',
    '|',
    '\n',
    '\n\n',
    ' ',
    '\\',
    '~~',
    '<',
    '&',
  ],
  ...['javascript:', 'https://x.example', 'word', 'onerror=', '"', "'"],
)

test('whatever is put together, only harmless elements come out and every word stays', () => {
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const box = rendered(text)
      for (const element of box.querySelectorAll('*')) {
        expect(allowed).toContain(element.tagName)
        for (const { name, value } of element.attributes)
          expect(['href', 'rel', 'target', 'start'], `${name}=${value}`).toContain(name)
        expect(element.getAttribute('href') ?? 'https://').toMatch(/^(https?:\/\/|mailto:)/)
      }
      const words = (of: string) => of.match(/word/g)?.length ?? 0
      if (!text.includes('](') && !text.includes('```'))
        expect(words(box.textContent ?? '')).toBe(words(text))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['stars', '*'.repeat(200_000)],
  ['open bold', '**a '.repeat(50_000)],
  ['brackets', '['.repeat(200_000)],
  ['links half open', '[a]('.repeat(50_000)],
  ['ticks', '`a'.repeat(100_000)],
  ['quotes', '>'.repeat(200_000)],
  ['deep lists', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}- x`).join('\n')],
  ['underscores', '_a'.repeat(100_000)],
  ['rules', '- '.repeat(100_000)],
  ['pipes', `${'|'.repeat(100_000)}\n|-${'|-'.repeat(50_000)}`],
])('200,000 signs of %s come to an end', (_name, text) => {
  expect(lightMarkdown(text).length).toBeGreaterThan(0)
})
