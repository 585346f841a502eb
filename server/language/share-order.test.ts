import { expect, test } from 'vitest'
import { reminderBehind, shareOrder } from './share-order.ts'

/** Monday, 14:20 in Berlin. */
const now = Date.parse('2026-11-30T13:20:00Z')
const read = (text: string) => shareOrder(text, { now, timeZone: 'Europe/Berlin' })
const inMinutes = (minutes: number) => ({ at: now + minutes * 60_000 })

const nobody = { audience: null, length: null }
test.each([
  ['status update', nobody],
  ['give me an update', nobody],
  ['Share progress', nobody],
  ['write a summary', nobody],
  ['share an update please', nobody],
  ['Zwischenstand bitte', nobody],
  ['bitte den Stand teilen', nobody],
  ['quick status update', { audience: null, length: 'quick' }],
  ['update for the ticket', { audience: 'ticket_notes', length: null }],
  ['ticket note', { audience: 'ticket_notes', length: null }],
  ['Update the ticket, please', { audience: 'ticket_notes', length: null }],
  ['write a detailed ticket note', { audience: 'ticket_notes', length: 'detailed' }],
  ['quick note for the ticket', { audience: 'ticket_notes', length: 'quick' }],
  ['a handover note', { audience: 'ticket_notes', length: null }],
  ['kurze Notiz ins Ticket', { audience: 'ticket_notes', length: 'quick' }],
  ['schreib eine interne Notiz', { audience: 'ticket_notes', length: null }],
  ['Ticketnotiz bitte', { audience: 'ticket_notes', length: null }],
  ['update for the client', { audience: 'client_update', length: null }],
  ['what should I tell the client?', { audience: 'client_update', length: null }],
  ['quick update for the client', { audience: 'client_update', length: 'quick' }],
  ['tell the client', { audience: 'client_update', length: null }],
  ['send the client a short update', { audience: 'client_update', length: 'quick' }],
  ['please write the customer a detailed mail', { audience: 'email_draft', length: 'detailed' }],
  ['schick dem Kunden ein kurzes Update', { audience: 'client_update', length: 'quick' }],
  ['client update', { audience: 'client_update', length: null }],
  ['was sage ich dem Kunden?', { audience: 'client_update', length: null }],
  ['schreib eine kurze Nachricht an den Kunden', { audience: 'client_update', length: 'quick' }],
  ['draft a mail to the customer', { audience: 'email_draft', length: null }],
  ['schreib eine Mail an den Kunden', { audience: 'email_draft', length: null }],
  ['just a client update', { audience: 'client_update', length: null }],
  ['a short client update please', { audience: 'client_update', length: 'quick' }],
  ['tell the client we are on it', { audience: 'client_update', length: null }],
  ['let the customer know we are looking into it', { audience: 'client_update', length: null }],
  ['let the client know', { audience: 'client_update', length: null }],
  ['schreib dem Kunden kurz was los ist', { audience: 'client_update', length: 'quick' }],
  ['sag der Kundin Bescheid', { audience: 'client_update', length: null }],
])('%s', (text, share) => expect(read(text)).toEqual({ share, remind: null }))

test.each([
  ['remind me in 15', 15],
  ['Remind me in 15 minutes', 15],
  ['please remind me in half an hour', 30],
  ['set a reminder in 2 hours', 120],
  ['set a reminder for 15:00', 40],
  ['ping me at 3 pm', 40],
  ['reminder in 45 min', 45],
  ['remind me tomorrow at 9', 18 * 60 + 40],
  ['remind me in an hour to call Ann', 60],
  ['erinnere mich in 15 Minuten', 15],
  ['Erinner mich bitte in einer halben Stunde', 30],
  ['erinnere mich um 15 Uhr', 40],
  ['Erinnerung in 20 Minuten', 20],
])('%s', (text, minutes) => expect(read(text)).toEqual({ share: null, remind: inMinutes(minutes) }))

const quickly = { audience: 'client_update', length: 'quick' }
test.each([
  ['quick update for the client, remind me in 15', quickly, 15],
  ['quick update for the client and remind me in 30 minutes', quickly, 30],
  ['remind me in 15 and write a quick update for the client', quickly, 15],
  ['ticket note, then remind me at 15:00', { audience: 'ticket_notes', length: null }, 40],
  ['send the client a short update and ping me in half an hour', quickly, 30],
  ['tell the client we are on it, ping me in half an hour', { audience: 'client_update', length: null }, 30],
  ['kurzes Update an den Kunden und erinnere mich in 15', { ...quickly }, 15],
  ['schreib eine kurze Nachricht an den Kunden, erinnere mich in 15 Minuten', quickly, 15],
])('%s: both', (text, share, minutes) => expect(read(text)).toEqual({ share, remind: inMinutes(minutes) }))

test.each(['remind me', 'Remind me later please', 'set a reminder', 'remind me today at 10:00'])(
  '%s: no time to come is named',
  (text) => expect(read(text)).toEqual({ share: null, remind: { at: null } }),
)

test.each([
  'Windows update failed with 0x80070643',
  'the update broke it',
  'where are we?',
  'status?',
  'wie ist der Stand?',
  'remind me how to reset the OST',
  'the client reminds me of Contoso',
  'give me an update and tell me what you would check next',
  'quick update for the client, also the printer is dark',
  'yes',
  'fixed',
  'let the client know the password',
  'tell the client we are on it since Monday',
  'sag dem Kunden dass er neu starten soll',
  'The ticket note says that the mailbox is full',
  'Please send a status update\nand this is the log',
])('“%s” is said to FlowPilot', (text) => expect(read(text)).toBeNull())

test.each<[words: string, minutes: number | null]>([
  ['tried the cable, no change; ping me in half an hour', 30],
  ['waiting for the provider. Remind me at 15:00', 40],
  ['Kabel getauscht, erinnere mich in 20 Minuten', 20],
  ['rebooting it now and remind me in 5', 5],
  ['she said remind me in 15', null],
  ['the client wrote: remind me tomorrow', null],
  ['tried it, remind me how to reset the OST', null],
  ['tried it, remind me later', null],
  ['remind me in 15\nthis is the log', null],
])('“%s” ends with an order to be reminded: %s', (words, minutes) =>
  expect(reminderBehind(words, { now, timeZone: 'Europe/Berlin' })).toBe(
    minutes === null ? null : now + minutes * 60_000,
  ),
)
