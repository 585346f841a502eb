import type { Document } from './documentation.ts'

export function asText({ title, head, sections, foot }: Document): string {
  return [
    [`═══ ${title} ═══`, ...head.map(({ label, value }) => `${label}: ${value}`)].join('\n'),
    ...sections.map(({ name, text }) => `── ${name} ──\n${text}`),
    foot,
  ].join('\n\n')
}

export function asMarkdown({ title, head, sections, foot }: Document): string {
  return [
    `# ${title}`,
    head.map(({ label, value }) => `- **${label}:** ${escaped(value)}`).join('\n'),
    ...sections.map(({ name, text }) => `## ${name}\n\n${escaped(text).split('\n').join('  \n')}`),
    `_${foot}_`,
  ].join('\n\n')
}

/** Words of people are no markup. */
const escaped = (text: string) => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&')
