// @vitest-environment happy-dom

import { h, render } from 'preact'
import { expect, test } from 'vitest'
import { growthOf } from '../../server/testing/growth.ts'
import { fc } from '../../server/testing/property.ts'
import { CodeNotesContext } from './CodeBlock.tsx'
import { LinksContext } from './links.ts'
import { renderMarkdown } from './render-markdown.ts'

const copied: string[] = []
const links = {
  look: (address: string) =>
    /^(https?:\/\/|mailto:)/i.test(address)
      ? {
          place: address.split('/')[2] ?? address,
          is_known: address.includes('known.example'),
          is_same: (words: string) => words === address,
        }
      : null,
  copy: (address: string) => void copied.push(address),
}

function rendered(text: string): HTMLElement {
  const box = document.createElement('div')
  render(h(LinksContext.Provider, { value: links, children: renderMarkdown(text) }), box)
  return box
}
const html = (text: string) => rendered(text).innerHTML

test.each([
  ['One line.', '<p>One line.</p>'],
  ['Two\nlines.', '<p>Two<br>lines.</p>'],
  ['Two\n\nparagraphs.', '<p>Two</p><p>paragraphs.</p>'],
  ['**Status: Investigating** · 22 min', '<p><strong>Status: Investigating</strong> · 22 min</p>'],
  ['***both*** of them', '<p><em><strong>both</strong></em> of them</p>'],
  ['a **b *c* d** e', '<p>a <strong>b <em>c</em> d</strong> e</p>'],
  ['**bold over\na line**', '<p><strong>bold over<br>a line</strong></p>'],
  ['**bold `code` and _leaning_**', '<p><strong>bold <code>code</code> and <em>leaning</em></strong></p>'],
  ['snake_case_names and 2 * 3 * 4 stay.', '<p>snake_case_names and 2 * 3 * 4 stay.</p>'],
  ['`**not bold**` and ``a ` b``', '<p><code>**not bold**</code> and <code>a ` b</code></p>'],
  ['# Title\n\n## Part\ntext', '<h1>Title</h1><h2>Part</h2><p>text</p>'],
  ['- one\n  - inner\n- two', '<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>'],
  ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
  ['- one\n\n  second paragraph', '<ul><li><p>one</p><p>second paragraph</p></li></ul>'],
  ['> quoted\n> twice', '<blockquote><p>quoted<br>twice</p></blockquote>'],
  ['before\n\n---\n\nafter', '<p>before</p><hr><p>after</p>'],
  ['x ~~gone~~ y', '<p>x <del>gone</del> y</p>'],
  ['about ~5 to~10 minutes', '<p>about ~5 to~10 minutes</p>'],
  ['5 < 6 &amp; 7 &#62; 2 &copy;', '<p>5 &lt; 6 &amp; 7 &gt; 2 &amp;copy;</p>'],
  ['`&lt;b&gt;`', '<p><code>&amp;lt;b&amp;gt;</code></p>'],
  ['Escaped \\*stars\\* and my\\_name', '<p>Escaped *stars* and my_name</p>'],
  ['```\nGet-Mailbox | ft\n  -Filter *\n```', '<pre><code>Get-Mailbox | ft\n  -Filter *</code></pre>'],
])('%j', (text, expected) => {
  expect(html(text)).toBe(expected)
})

test.each([
  '\\\\server\\share',
  '\\\\srv-01\\_old\\.ssh~1',
  'C:\\_temp\\.cache\\PROGRA~1',
  '%APPDATA%\\_x\\.y',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\_x_',
  'HKLM:\\SOFTWARE\\-x',
])('a Windows path keeps each of its signs: %s', (path) => {
  expect(rendered(path).textContent).toBe(path)
  expect(html(`**${path}**`)).toBe(`<p><strong>${path}</strong></p>`)
  expect(rendered(`| a |\n|---|\n| ${path} |`).querySelector('td')?.textContent).toBe(path)
  expect(rendered(`\`${path}\``).querySelector('code')?.textContent).toBe(path)
  expect(rendered(`\`\`\`\n${path}\n\`\`\``).querySelector('code')?.textContent).toBe(path)
})

test('code in a cell keeps its pipes, written plain or escaped; a cell too many is a column', () => {
  const box = rendered('| do | see |\n|---|:-:|\n| `a | b` | `c \\| d` |\n| 1 | 2 | **three** |')
  const rows = [...box.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.innerHTML),
  )
  expect(rows).toEqual([
    ['<code>a | b</code>', '<code>c | d</code>', ''],
    ['1', '2', '<strong>three</strong>'],
  ])
  expect(box.querySelectorAll('td.text-center')).toHaveLength(2)
})

test('steps with boxes show what is done', () => {
  const boxes = [...rendered('- [x] seen\n- [ ] open').querySelectorAll('input')]
  expect(boxes.map((box) => [box.checked, box.disabled, box.getAttribute('aria-label')])).toEqual([
    [true, true, 'Done'],
    [false, true, 'Not done'],
  ])
})

test.each(['~~~~word', '```word\n', '[word]: https://x.example', '[word][word]', '<word>', '<!-- word -->'])(
  'no word is lost: %j',
  (text) => {
    expect(rendered(text).textContent).toContain('word')
  },
)

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<b onclick="alert(1)">x</b>',
  '<style>*{display:none}</style>',
  '<svg><animate onbegin=alert(1)></svg>',
])('raw HTML stands there as text: %s', (attack) => {
  const box = rendered(`before ${attack} after\n\n${attack}`)
  expect(box.querySelector('script,img,b,style,svg,a')).toBeNull()
  expect(box.textContent).toBe(`before ${attack} after${attack}`)
})

test('a known address opens apart, with its host where the words do not say it', () => {
  const box = rendered('[the portal](https://known.example/a) and https://known.example/b')
  const found = [...box.querySelectorAll('a')]
  expect(found.map((link) => [link.getAttribute('href'), link.target, link.rel])).toEqual([
    ['https://known.example/a', '_blank', 'noopener noreferrer'],
    ['https://known.example/b', '_blank', 'noopener noreferrer'],
  ])
  expect(box.textContent).toBe('the portal (known.example) and https://known.example/b')
})

test('an unknown address is text with a button that copies it', () => {
  const box = rendered('[your bank](https://evil.example/?q=1) and https://other.example')
  expect(box.querySelector('a')).toBeNull()
  expect(box.textContent).toBe('your bank https://evil.example/?q=1 and https://other.example')
  box.querySelector('button')?.click()
  expect(copied).toEqual(['https://evil.example/?q=1'])
})

test('what is said of code stands under it, apart from what is copied', () => {
  const box = document.createElement('div')
  const notes = (code: string) => (code.includes('rm -rf') ? ['Deletes files or folders.'] : [])
  const children = renderMarkdown('```\nrm -rf /tmp/x\n```\n\n```\nls\n```')
  render(h(CodeNotesContext.Provider, { value: notes, children }), box)
  expect([...box.querySelectorAll('pre')].map((each) => each.textContent)).toEqual(['rm -rf /tmp/x', 'ls'])
  expect(box.textContent).toBe('rm -rf /tmp/xDeletes files or folders.ls')
})

test('images are words and an address, none is fetched', () => {
  const box = rendered('![diagram](https://evil.example/pixel.png) ![x](data:image/png;base64,AAAA)')
  expect(box.querySelector('img,[src]')).toBeNull()
  expect(box.textContent).toBe('diagram https://evil.example/pixel.png ![x](data:image/png;base64,AAAA)')
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  '#top',
  '/app',
])('what no browser should follow stays as it was written: [word](%s)', (address) => {
  const box = rendered(`[word](${address})`)
  expect(box.querySelector('a,button')).toBeNull()
  expect(box.textContent).toBe(`[word](${address})`)
})

test('hidden signs are gone before and after character references are resolved', () => {
  expect(rendered('pay\u202eload \u200b**x** a&#x202e;b&#8203;c').textContent).toBe('payload x abc')
})

const allowed = new Set(
  'P BR STRONG EM DEL CODE PRE SPAN UL OL LI INPUT BLOCKQUOTE A BUTTON SVG RECT PATH H1 H2 H3 H4 H5 H6 HR TABLE THEAD TBODY TR TH TD'.split(
    ' ',
  ),
)
const attributes = ['href', 'rel', 'target', 'start', 'class', 'title', 'type', 'aria-label', 'disabled']
const signs = fc.constantFrom(
  ...'* ** _ ` ``` [ ] ( ) ! # > - 1. | ~~ ~~~ < & \\ \\\\ : =='.split(' '),
  ...['\n', '\n\n', ' ', '    ', '|-|-|', '- [x] ', '|\n|-|\n|'],
  ...['javascript:', 'https://known.example', 'https://x.example', 'word', 'onerror=', '"', "'", '<b>'],
)

test('whatever is put together, only harmless elements come out and every word stays', () => {
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const box = rendered(text)
      for (const element of box.querySelectorAll('*')) {
        expect(allowed).toContain(element.tagName.toUpperCase())
        if (element.closest('button')) continue
        for (const { name } of element.attributes) expect(attributes, name).toContain(name)
        expect(element.getAttribute('href') ?? 'https://x').toMatch(/^https:\/\//)
      }
      const count = (of: string) => of.match(/word/g)?.length ?? 0
      expect(count(box.textContent ?? '')).toBe(count(text))
    }),
    { numRuns: 500, seed: 1 },
  )
})

const dear: [string, (size: number) => string][] = [
  ['blanks', (size) => `a${' '.repeat(size)}b`],
  ['blanks before a closing #', (size) => `# a${' '.repeat(size)}#b`],
  ['stars', (size) => '*'.repeat(size)],
  ['open marks', (size) => '**_a'.repeat(size / 4)],
  ['underscores', (size) => '_a'.repeat(size / 2)],
  ['brackets', (size) => '['.repeat(size)],
  ['links half open', (size) => '[a]('.repeat(size / 4)],
  ['ticks', (size) => '`a'.repeat(size / 2)],
  ['quotes', (size) => '>'.repeat(size)],
  ['lists in lists', (size) => `${'- '.repeat(100)}${'a\n'.repeat(size / 2)}`],
  ['wide tables', (size) => `${'|'.repeat(size / 3)}\n|${'-|'.repeat(size / 6)}\n${'|\n'.repeat(size / 6)}`],
]
test.each(dear)('%s take at most three times as long where they are twice as many', async (_name, of) => {
  expect(await growthOf((size) => renderMarkdown(of(size)), 4_000)).toBeLessThan(3)
})

test.each([
  ['quotes', '>'.repeat(200_000)],
  ['lists', '- '.repeat(100_000)],
  ['brackets', '['.repeat(200_000)],
  ['stars', '*a '.repeat(60_000)],
  ['lists in lists', Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}- x`).join('\n')],
])('200,000 signs of nested %s are drawn', (_name, text) => {
  expect(rendered(text).textContent).not.toBe('')
})
