import type { TicketNote } from '../../shared/contracts/tickets.ts'
import type { NotePost, PostRow } from '../posts/machine/row.ts'
import { textHash } from '../posts/same-text.ts'
import { taggedText } from '../posts/tag.ts'

export const noon = '2026-11-20T12:00:00.000Z'

export function postRow(more: Partial<PostRow> = {}): NotePost {
  const body =
    more.body ?? 'Status: identified\n- DNS checked, the record is there\n- Mail flow restored for the office'
  return {
    account_id: '01930000-0000-7000-8000-000000000001',
    id: '01930000-0000-7000-8000-000000000002',
    intent_key: '01930000-0000-7000-8000-000000000003',
    kind: 'note',
    order: { placement: more.placement ?? 'internal' },
    source_kind: 'person',
    source_id: '01930000-0000-7000-8000-000000000005',
    dedupe_key: null,
    after_post_id: null,
    placement: 'internal',
    connection_id: '01930000-0000-7000-8000-000000000004',
    ticket_id: '48291',
    company_id: '19301',
    session_id: null,
    update_id: null,
    user_id: '01930000-0000-7000-8000-000000000005',
    member_identifier: 'ben',
    body,
    author_line: null,
    body_hash: textHash(body),
    tag: '7K3F9QXH2M',
    state: 'sending',
    attempt: 1,
    not_sent_count: 0,
    busy_count: 0,
    send_after: noon,
    owner: 'here/1',
    lease_until: '2026-11-20T12:01:00.000Z',
    sent_at: noon,
    settle_until: '2026-11-20T12:03:00.000Z',
    check_at: null,
    look_count: 0,
    clean_absences: 0,
    last_absence_at: null,
    unreadable_since: null,
    psa_id: null,
    psa_url: null,
    candidates: null,
    last_outcome: null,
    explanation: null,
    reason: 'sending',
    reason_params: null,
    reason_at: noon,
    posted_at: null,
    verified_at: null,
    audit_due: null,
    audit_count: 0,
    deleted_count: 0,
    epoch: 1,
    asked_at: noon,
    asked_by: null,
    uncertain_at: null,
    queue: null,
    due_at: null,
    created_at: noon,
    updated_at: noon,
    revision: 0,
    ...more,
  } as NotePost
}

export function ticketNote(more: Partial<TicketNote> = {}): TicketNote {
  return {
    id: '9001',
    kind: 'note',
    text: 'A note of somebody else about the printer',
    visibility: 'internal',
    placements: ['internal'],
    author: 'Ben Okafor',
    from_contact: false,
    created_at: '2026-11-20T12:00:01Z',
    ...more,
  }
}

const sent = taggedText(postRow().body, postRow().tag)
const reference = `ref FP-${postRow().tag}`
const behindMarks = (mark: string) => sent.replace(/^/gm, mark)
const mailHeader =
  'From: Acme MSP <support@acme.example>\nSent: Friday, November 20, 2026 13:00\nSubject: Ticket #48291'

/** Notes that hold or name the note of `postRow()` without being it. */
export const quotations: [string, Partial<TicketNote>][] = [
  [
    'a mail of the client that quotes it',
    { from_contact: true, text: `Thank you.\n\n${mailHeader}\n\n${sent}` },
  ],
  ['the same text as a mail of the client', { from_contact: true, text: sent }],
  ['a mail without a contact that quotes it', { text: `Thank you.\n\n${mailHeader}\n\n${sent}` }],
  ['a quotation behind marks', { text: `Done?\n\n${behindMarks('> ')}` }],
  ['nothing but a quotation behind marks', { text: behindMarks('> ') }],
  ['a quotation behind escaped marks', { text: behindMarks('&gt; ') }],
  ['a mail that a colleague forwards', { author: 'Cleo Marsh', text: `FYI\n\n${mailHeader}\n\n${sent}` }],
  ['a copy that a colleague made of it', { author: 'Cleo Marsh', text: sent }],
  ['a sentence that names the reference', { text: `As ${reference} says, DNS was checked.` }],
  ['a sentence that ends with the reference', { author: 'Cleo Marsh', text: `The same as ${reference}` }],
  ['a subject that names the reference', { text: `Subject: RE: ${reference}\n\nThank you.` }],
  ['a time entry that holds it', { kind: 'time_entry', text: sent }],
  ['a copy on a child ticket', { of_other_ticket: true, text: sent }],
]

/** Those that cannot be taken for the note where it is not there: a copy to the letter can. */
export const loneQuotations = quotations.filter(
  ([, { text, kind, from_contact }]) => text !== sent || kind === 'time_entry' || from_contact,
)
