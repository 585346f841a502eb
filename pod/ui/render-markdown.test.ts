// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { renderMarkdown } from './render-markdown.ts'

function rendered(text: string): HTMLElement {
  const box = document.createElement('div')
  box.innerHTML = renderMarkdown(text)
  return box
}

test('renders what a reply is made of', () => {
  const box = rendered('**Bold** and `code`\n\n1. one\n2. two\n\n- dash\n\n```\nGet-Mailbox\n```')
  expect(box.querySelector('strong')?.textContent).toBe('Bold')
  expect(box.querySelectorAll('ol li')).toHaveLength(2)
  expect(box.querySelector('ul li')?.textContent).toBe('dash')
  expect(box.querySelector('pre code')?.textContent).toContain('Get-Mailbox')
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
  expect(box.querySelector('script,img,iframe,style,svg,a')).toBeNull()
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
  if (kept) {
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
    expect(link?.getAttribute('target')).toBe('_blank')
  }
})

test('unseen characters are gone before anything is parsed', () => {
  expect(rendered('pay\u202eload \u200b**x**').textContent?.trim()).toBe('payload x')
})
