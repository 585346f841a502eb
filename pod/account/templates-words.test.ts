import { expect, test } from 'vitest'
import type { CommunicationTemplates } from '../../shared/contracts/communication-templates.ts'
import { sampleNotes, sampleUpdate } from './templates-words.ts'

const of = (more: Partial<CommunicationTemplates> = {}): CommunicationTemplates => ({
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
  default_length: 'detailed',
  ...more,
})
const names = { engineer: 'Ben Okafor', account: 'Acme MSP' }

test('the preview follows tone, sign-off and company', () => {
  expect(sampleUpdate(of(), names)).toMatch(/^Hello Ann,\n\n.*\n\nKind regards,\nBen Okafor\nAcme MSP$/)
  expect(sampleUpdate(of({ client_tone: 'friendly' }), names)).toMatch(/^Hi Ann,/)
  expect(sampleUpdate(of({ include_company_in_signoff: false }), names)).toMatch(/\nBen Okafor$/)
  expect(sampleUpdate(of({ client_signoff: ' Your service desk ' }), names)).toMatch(
    /\.\n\nYour service desk$/,
  )
})

test('and the notes their format', () => {
  expect(sampleNotes(of())).toContain('Status: Investigating')
  expect(sampleNotes(of({ ticket_notes_format: 'markdown' }))).toContain('**Status:** Investigating')
})
