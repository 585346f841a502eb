import { readMarkers } from '../server/evidence/markers.ts'
import { playUpdate } from '../server/model/playbook/update.ts'
import type { UpdateCase, UpdateOrder } from '../server/model/protocol.ts'
import { findSecrets } from '../server/redact/redact.ts'
import { updateCaseOf } from './case-in-memory.ts'
import type { DiagnosisCase } from './diagnosis.ts'
import type { Check } from './grade-text.ts'
import { open, type Rehearsal, say } from './rehearse.ts'
import type { Report } from './report.ts'
import { recordsOfState } from './state-records.ts'
import type { Cited } from './update-cases.ts'

export type OfflineText = {
  case: string
  audience: UpdateOrder['audience']
  length: UpdateOrder['length']
  text: string
  /** What its sentences say that they rest on. */
  cites: readonly Cited[]
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
        const written = playUpdate(state, { audience, length, context: 'status', templates }, here.flow)
        const { text, cites } = readMarkers(written.text)
        const leaks = (await findSecrets(text)).map(({ start, end }) => text.slice(start, end))
        all.push({ case: one.name, audience, length, text, cites, state, leaks })
      }
  }
  return all
}

/** Whether each sentence of these texts is held by what it rests on, and what of them should not get out. */
export function gradeOffline(check: Check, texts: readonly OfflineText[]) {
  const found = texts.flatMap(({ audience, text, cites, state }) =>
    check({ text, cites, records: recordsOfState(state), audience, now, time_zone: state.time_zone }).map(
      ({ start, end, marks }) => ({ sentence: text.slice(start, end), marks }),
    ),
  )
  const marked = found.filter(({ marks }) => marks.length > 0)
  const leaks = texts.filter((one) => one.leaks.length > 0)
  const sum: Report['sum'] = {
    right: found.length - marked.length,
    of: found.length,
    texts: texts.length,
    leaks: leaks.length,
  }
  return { lines: marked.map((one) => ({ offline: true, ...one })), sum }
}

/** Of the cases in memory. */
const now = '2026-05-04T12:02:00Z'

function played({ ticket: { summary, type, notes }, words }: DiagnosisCase): Rehearsal {
  const told = notes.map(({ by, text }, at) => ({ id: `n${at + 1}`, from: by, text }))
  return words.reduce(say, open({ ticket: { summary, type: type ?? '', notes: told } }))
}
