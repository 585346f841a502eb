import { playUpdate } from '../server/model/playbook/update.ts'
import type { UpdateCase, UpdateOrder } from '../server/model/protocol.ts'
import { findSecrets } from '../server/redact/redact.ts'
import { updateCaseOf } from './case-in-memory.ts'
import type { DiagnosisCase } from './diagnosis.ts'
import { open, type Rehearsal, say } from './rehearse.ts'

export type OfflineText = {
  case: string
  audience: UpdateOrder['audience']
  length: UpdateOrder['length']
  text: string
  state: UpdateCase
  /** Words of it that should not get out. */
  leaks: string[]
}

const audiences = ['ticket_notes', 'client_update', 'email_draft'] as const
const lengths = ['quick', 'detailed'] as const
const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
}

/** What the offline model writes of the played cases: each audience, each length, at the end of the case. */
export async function offlineTexts(cases: readonly DiagnosisCase[]): Promise<OfflineText[]> {
  const all: OfflineText[] = []
  for (const one of cases) {
    const here = played(one)
    const state = updateCaseOf(here, {
      client_first_name: 'Ann',
      client_words: one.ticket.notes[0]?.text ?? '',
    })
    for (const audience of audiences)
      for (const length of lengths) {
        const { text } = playUpdate(state, { audience, length, context: 'status', templates }, here.flow)
        const leaks = (await findSecrets(text)).map(({ start, end }) => text.slice(start, end))
        all.push({ case: one.name, audience, length, text, state, leaks })
      }
  }
  return all
}

function played({ ticket: { summary, type, notes }, words }: DiagnosisCase): Rehearsal {
  const told = notes.map(({ by, text }, at) => ({ id: `n${at + 1}`, from: by, text }))
  return words.reduce(say, open({ ticket: { summary, type: type ?? '', notes: told } }))
}
