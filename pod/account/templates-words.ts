import type { CommunicationTemplates } from '../../shared/contracts/communication-templates.ts'

type Tone = CommunicationTemplates['client_tone']

export const toneWords: Record<Tone, string> = {
  professional: 'Professional',
  friendly: 'Friendly',
  formal: 'Formal',
}
export const formatWords: Record<CommunicationTemplates['ticket_notes_format'], string> = {
  plain: 'Plain text',
  markdown: 'Markdown',
}
export const lengthWords: Record<CommunicationTemplates['default_length'], string> = {
  detailed: 'Detailed',
  quick: 'Quick, one or two sentences',
}
export const signOffMost = 500

const samples: Record<Tone, { hello: string; says: string; close: string }> = {
  professional: {
    hello: 'Hello Ann,',
    says: 'We found a rule that holds your mail and are correcting it now.',
    close: 'Kind regards,',
  },
  friendly: {
    hello: 'Hi Ann,',
    says: 'We’ve found the rule that holds your mail, and we’re fixing it right now.',
    close: 'Best,',
  },
  formal: {
    hello: 'Dear Ann,',
    says: 'We have identified a rule that holds your mail and are correcting it at present.',
    close: 'Yours sincerely,',
  },
}

/** What a detailed client update would look like. */
export function sampleUpdate(
  { client_tone, client_signoff, include_company_in_signoff }: CommunicationTemplates,
  names: { engineer: string; account: string },
): string {
  const { hello, says, close } = samples[client_tone]
  const own = [close, names.engineer, include_company_in_signoff ? names.account : '']
  const signOff = client_signoff === 'auto' ? own.filter(Boolean).join('\n') : client_signoff.trim()
  return [hello, says, signOff].filter(Boolean).join('\n\n')
}

/** What ticket notes would begin like. */
export function sampleNotes({ ticket_notes_format }: CommunicationTemplates): string {
  const head = (words: string) => (ticket_notes_format === 'markdown' ? `**${words}:**` : `${words}:`)
  return [`${head('Status')} Investigating, 22 min`, '', head('Done'), '- Message trace run'].join('\n')
}
