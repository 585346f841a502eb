import createPurifier from 'dompurify'
import { Marked } from 'marked'
import { stripHidden } from './clean-text.ts'

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
const safeLink = /^(?:https?:\/\/|mailto:)[^\s]+$/i

const marked = new Marked({
  gfm: true,
  breaks: true,
  async: false,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text, href }) => escapeHtml(text || href),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens)
      if (!safeLink.test(href)) return words
      return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow" target="_blank">${words}</a>`
    },
  },
})

// the renderer above writes nothing else; this is the second wall, should the parser have a hole
const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre ul ol li blockquote a h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'start', 'rel', 'target'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
}
const purifier = createPurifier(window)

const maxLength = 200_000

/** Markdown → harmless HTML: no raw HTML, images, other schemes than http, https and mailto, or unseen characters. */
export function renderMarkdown(text: string): string {
  const source = marked.parse(stripHidden(text.slice(0, maxLength))) as string
  return purifier.isSupported ? purifier.sanitize(source, allowed) : `<p>${escapeHtml(text)}</p>`
}
