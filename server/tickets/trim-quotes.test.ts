import { describe, expect, test } from 'vitest'
import { trimForModel } from './trim.ts'

type Case = { what: string; text: string; others: string[]; kept: string[]; gone: string[] }

const question = 'Is the lamp on the small switch under the stairs green or orange?'
const reply = (body: string) => trimForModel(body, { by: 'contact', first: false, others: [question] })

describe('a quoted mail goes in every language of its head', () => {
  const heads: [string, string][] = [
    ['English Gmail', 'On Tue, Jun 9, 2026 at 3:15 PM Ben Okafor <ben@acme.example> wrote:'],
    ['English Apple Mail', 'On 9 Jun 2026, at 15:15, Ben Okafor <ben@acme.example> wrote:'],
    ['English Thunderbird', 'On 09/06/2026 15:15, Ben Okafor wrote:'],
    ['English, name first', 'Ben Okafor <ben@acme.example> wrote on 9 June 2026:'],
    ['German Gmail', 'Am Di., 9. Juni 2026 um 15:15 Uhr schrieb Ben Okafor <ben@acme.example>:'],
    ['German Apple Mail', 'Am 09.06.2026 um 15:15 schrieb Ben Okafor <ben@acme.example>:'],
    ['German, name first', 'Ben Okafor <ben@acme.example> schrieb am Di., 9. Juni 2026, 15:15:'],
    ['French Gmail', 'Le mar. 9 juin 2026 à 15:15, Ben Okafor <ben@acme.example> a écrit :'],
    ['French Thunderbird', 'Le 09/06/2026 à 15:15, Ben Okafor a écrit :'],
    ['Dutch Gmail', 'Op di 9 jun 2026 om 15:15 schreef Ben Okafor <ben@acme.example>:'],
    ['Dutch Thunderbird', 'Op 9-6-2026 om 15:15 schreef Ben Okafor:'],
    ['Spanish Gmail', 'El mar, 9 jun 2026 a las 15:15, Ben Okafor (<ben@acme.example>) escribió:'],
    ['Italian Gmail', 'Il giorno mar 9 giu 2026 alle ore 15:15 Ben Okafor <ben@acme.example> ha scritto:'],
    ['Italian Apple Mail', 'Il 9 giugno 2026 15:15, Ben Okafor <ben@acme.example> ha scritto:'],
    ['Portuguese Gmail', 'Em ter., 9 de jun. de 2026 às 15:15, Ben Okafor <ben@acme.example> escreveu:'],
    ['Portuguese of Portugal', 'Ben Okafor <ben@acme.example> escreveu (terça, 9/06/2026 à(s) 15:15):'],
    ['Polish Gmail', 'wt., 9 cze 2026 o 15:15 Ben Okafor <ben@acme.example> napisał(a):'],
    ['Polish Thunderbird', 'W dniu 9.06.2026 o 15:15, Ben Okafor pisze:'],
    ['a Gmail without a verb', '2026-06-09 15:15 GMT+02:00 Ben Okafor <ben@acme.example>:'],
    ['broken over two lines', 'On Tue, Jun 9, 2026 at 3:15 PM Ben Okafor <\nben@acme.example> wrote:'],
    [
      'broken over three',
      'Il giorno mar 9 giu 2026 alle ore 15:15\nBen Okafor\n<ben@acme.example> ha scritto:',
    ],
    [
      'English Outlook',
      'From: Ben Okafor\nSent: Tuesday, June 9, 2026 3:15 PM\nTo: Kim Tran\nSubject: RE: Network',
    ],
    [
      'with a line before',
      '________________________________\nFrom: Ben Okafor\nSent: Tuesday\nTo: Kim\nSubject: Net',
    ],
    [
      'German Outlook',
      'Von: Ben Okafor\nGesendet: Dienstag, 9. Juni 2026 15:15\nAn: Kim Tran\nBetreff: AW: Netz',
    ],
    ['French Outlook', 'De : Ben Okafor\nEnvoyé : mardi 9 juin 2026 15:15\nÀ : Kim Tran\nObjet : RE: Réseau'],
    [
      'Dutch Outlook',
      'Van: Ben Okafor\nVerzonden: dinsdag 9 juni 2026 15:15\nAan: Kim Tran\nOnderwerp: RE: Netwerk',
    ],
    [
      'Spanish Outlook',
      'De: Ben Okafor\nEnviado el: martes, 9 de junio de 2026 15:15\nPara: Kim\nAsunto: RE: Red',
    ],
    [
      'Italian Outlook',
      'Da: Ben Okafor\nInviato: martedì 9 giugno 2026 15:15\nA: Kim Tran\nOggetto: R: Rete',
    ],
    [
      'Portuguese Outlook',
      'De: Ben Okafor\nEnviada em: terça-feira, 9 de junho de 2026\nPara: Kim\nAssunto: RES: Rede',
    ],
    [
      'Polish Outlook',
      'Od: Ben Okafor\nWysłano: wtorek, 9 czerwca 2026 15:15\nDo: Kim Tran\nTemat: RE: Sieć',
    ],
    ['bold labels', '**From:** Ben Okafor\n**Sent:** Tuesday\n**To:** Kim Tran\n**Subject:** RE: Network'],
    [
      'labels bold without the colon',
      '*Von*: Ben Okafor\n*Gesendet*: Dienstag\n*An*: Kim\n*Betreff*: AW: Netz',
    ],
    ['empty lines between labels', 'From: Ben\n\nSent: Tuesday\n\nTo: Kim\n\nSubject: RE: Network'],
    [
      'all labels in one line',
      'From: Ben Okafor Sent: Tuesday, June 9, 2026 3:15 PM To: Kim Tran Subject: RE: Network',
    ],
    [
      'many wrapped recipients',
      'From: Ben\nSent: Tuesday\nTo: Kim Tran <kim@a.example>;\n Lila <l@a.example>\nSubject: Net',
    ],
    [
      'a copy and an importance',
      'Von: Ben\nGesendet: Dienstag\nAn: Kim\nCc: Lila\nBetreff: Netz\nWichtigkeit: Hoch',
    ],
    [
      'original message',
      '-----Original Message-----\nFrom: Ben Okafor\nSent: Tuesday\nTo: Kim\nSubject: Network',
    ],
    [
      'German original message',
      '-----Ursprüngliche Nachricht-----\nVon: Ben\nGesendet: Dienstag\nAn: Kim\nBetreff: Netz',
    ],
    [
      'Dutch original message',
      '-----Oorspronkelijk bericht-----\nVan: Ben\nVerzonden: dinsdag\nAan: Kim\nOnderwerp: Net',
    ],
    ['Spanish original message', '-----Mensaje original-----'],
    [
      'French original message',
      "-----Message d'origine-----\nDe : Ben\nEnvoyé : mardi\nÀ : Kim\nObjet : Réseau",
    ],
    [
      'Italian original message',
      '-----Messaggio originale-----\nDa: Ben\nInviato: martedì\nA: Kim\nOggetto: Rete',
    ],
    [
      'Portuguese original message',
      '-----Mensagem original-----\nDe: Ben\nEnviado: terça\nPara: Kim\nAssunto: Rede',
    ],
    [
      'Polish original message',
      '-----Oryginalna wiadomość-----\nOd: Ben\nWysłano: wtorek\nDo: Kim\nTemat: Sieć',
    ],
    ['without a colon', 'On May 9, 2026, Ben Okafor <ben@acme.example> wrote'],
    [
      'with spaces that do not break',
      'Le\u00a09 juin 2026 à\u00a015:15, Ben Okafor <ben@acme.example> a\u00a0écrit\u202f:',
    ],
    [
      'an address in an address',
      'On 9 Jun 2026 Ben Okafor <ben@acme.example<mailto:ben@acme.example>> wrote:',
    ],
    [
      'an address in brackets',
      'From: Ben Okafor [mailto:ben@acme.example]\nSent: Tuesday\nTo: Kim\nSubject: RE: Net',
    ],
    [
      'Lotus Notes',
      'Von:        Ben Okafor/Acme\nAn:         Kim Tran\nDatum:      09.06.2026 15:15\nBetreff:    AW: Netz',
    ],
    [
      'a phone',
      '-------- Original message --------\nFrom: Ben <ben@acme.example>\nDate: 09/06/2026 15:15 (GMT+01:00)\nTo: Kim\nSubject: RE',
    ],
    ['a line to answer above', '##- Please type your reply above this line -##'],
  ]
  test.each(heads)('%s', (_, head) => {
    const result = reply(`It is orange now.\n\n${head}\n\nHello Kim,\n${question}\n`)
    expect(result).toMatch(/^It is orange now\.\n\n\[quoted mail, \d+ lines?, cut\]$/)
  })

  test.each(heads)('%s, with marks before the lines', (_, head) => {
    const quoted = `${head}\n\nHello Kim,\n${question}`.replace(/^/gm, '> ')
    expect(reply(`It is orange now.\n${quoted}`)).toMatch(
      /^It is orange now\.\n\[quoted mail, \d+ lines?, cut\]$/,
    )
  })

  test.each(heads)('%s, of a mail that no note holds, stays', (_, head) => {
    const result = reply(
      `It is orange now.\n\n${head}\n\nThe door controller in hall two was moved by the electrician.`,
    )
    expect(result).toContain('door controller in hall two was moved')
    expect(result).not.toContain(', cut]')
  })
})

describe('who may lose a quoted mail', () => {
  const text = `Orange.\n\nOn 9 Jun 2026, Ben <ben@acme.example> wrote:\n> ${question}`
  test('a contact’s later note', () => {
    expect(reply(text)).toBe('Orange.\n\n[quoted mail, 2 lines, cut]')
  })
  test('never a contact’s first note', () => {
    expect(trimForModel(text, { by: 'contact', first: true, others: [question] })).toBe(text)
  })
  test('never a colleague’s note', () => {
    expect(trimForModel(text, { by: 'member', first: false, others: [question] })).toBe(text)
  })
  test('never where nothing else is known', () => {
    expect(trimForModel(text, { by: 'contact', first: false, others: [] })).toBe(text)
  })
})

const cases: Case[] = [
  {
    what: 'answers between unmarked lines of an Outlook reply stay',
    text: 'See my answers in red.\n\nFrom: Ben\nSent: Tuesday\nTo: Kim\nSubject: Questions\n\nWhich floor is it on?\nThe second, behind the copier.\nDoes the cable click when you push it in?\nNo.',
    others: ['Which floor is it on?\nDoes the cable click when you push it in?'],
    kept: ['behind the copier', 'No.'],
    gone: ['Which floor is it on', 'Does the cable click'],
  },
  {
    what: 'an answer on the line of its question keeps both',
    text: 'Hi\n\nOn 9 Jun 2026 Ben <ben@acme.example> wrote:\n> Which floor is it on? -> second, rack NT-R2\n> Does the cable click when you push it in?',
    others: ['Which floor is it on?\nDoes the cable click when you push it in?'],
    kept: ['second, rack NT-R2'],
    gone: ['Does the cable click'],
  },
  {
    what: 'an answer below the quoted mail stays',
    text: 'On 9 Jun 2026 Ben <ben@acme.example> wrote:\n> Which floor is it on, and which room exactly?\n\nSecond floor, room 2.14.\n\nKim',
    others: ['Which floor is it on, and which room exactly?'],
    kept: ['Second floor, room 2.14.'],
    gone: ['Which floor is it on'],
  },
  {
    what: 'one word as an answer stays though another note has the same word',
    text: 'From: Ben\nSent: Tuesday\nTo: Kim\nSubject: Q\n\nDid you see the orange lamp blink?\nYes\nIs the fan loud since then?\nYes',
    others: ['Did you see the orange lamp blink?\nIs the fan loud since then?', 'Yes'],
    kept: ['Yes'],
    gone: ['orange lamp blink'],
  },
  {
    what: 'a forward with news among a known mail keeps the news',
    text: 'fyi\n\nVon: Lila Moreno\nGesendet: Mittwoch\nAn: Kim\nBetreff: WG: Netz\n\nBei mir am Empfang geht es auch nicht, Dose D-117.\n\nVon: Ben Okafor\nGesendet: Dienstag\nAn: Kim\nBetreff: Netz\n\nBitte einmal das kleine Gerät unter der Treppe aus- und einschalten.',
    others: ['Bitte einmal das kleine Gerät unter der Treppe aus- und einschalten.'],
    kept: ['Dose D-117', 'Lila Moreno'],
    gone: ['unter der Treppe'],
  },
  {
    what: 'a quoted mail that was wrapped anew is known',
    text: 'ok\n\nOn 9 Jun 2026 Ben <ben@acme.example> wrote:\n> Please hold the button on the\n> back of the small switch until all lamps\n> blink\n> twice.',
    others: ['Please hold the button on the back of the small switch until all lamps blink twice.'],
    kept: ['ok'],
    gone: ['hold the button', 'blink', 'twice'],
  },
  {
    what: 'a number that only the quoted mail has keeps its line',
    text: 'ok\n\nOn 9 Jun 2026 Ben <ben@acme.example> wrote:\n> Please set the port to 8443 and try once more.\n> Then restart the service on the server, please.',
    others: [
      'Please set the port to 8080 and try once more.\nThen restart the service on the server, please.',
    ],
    kept: ['8443'],
    gone: ['restart the service'],
  },
  {
    what: 'common words from several notes make no known mail',
    text: 'hm\n\nOn 9 Jun 2026 Eva <eva@supplier.example> wrote:\n> it does not work with the new licence',
    others: [
      'it does not work',
      'does not work with the old one',
      'not work with the new laptop',
      'the new licence came',
    ],
    kept: ['it does not work with the new licence'],
    gone: [],
  },
  {
    what: 'a threaded quote goes at every depth',
    text: 'Works.\n\n> Please try the other socket in the meeting room.\n>> The screen in the meeting room stays black.\n',
    others: [
      'Please try the other socket in the meeting room.',
      'The screen in the meeting room stays black.',
    ],
    kept: ['Works.'],
    gone: ['other socket', 'stays black'],
  },
  {
    what: 'measures with a sign of comparison stay',
    text: 'Numbers of today:\n> 40 % CPU at rest\n>90 °C after an hour\n< 5 MB/s from the share',
    others: ['What are the numbers?'],
    kept: ['> 40 % CPU at rest', '>90 °C after an hour'],
    gone: [],
  },
  {
    what: 'a prompt of a console stays',
    text: 'I typed what you said:\n> ping nt-gw-01\nRequest timed out.\n> tracert nt-gw-01\nstops at hop 2',
    others: ['Open a window and ping the gateway.'],
    kept: ['> ping nt-gw-01', 'Request timed out', '> tracert nt-gw-01', 'stops at hop 2'],
    gone: [],
  },
  {
    what: 'a sentence about what somebody wrote is no head',
    text: 'Am Montag schrieb der Hersteller:\ndie Lizenz gilt nur für den ersten Steckplatz.\nWir tauschen morgen.',
    others: ['Wir melden uns.'],
    kept: ['Am Montag schrieb der Hersteller', 'ersten Steckplatz', 'Wir tauschen morgen'],
    gone: [],
  },
  {
    what: 'a sentence with a date about what somebody wrote stays with its words',
    text: 'On 9 June the carrier wrote:\nline 0431-77 is measured on Thursday between 8 and 12.\nNobody came.',
    others: ['Did the carrier write?'],
    kept: ['line 0431-77', 'Nobody came'],
    gone: [],
  },
  {
    what: 'a voicemail in a later note stays',
    text: 'Voice message\n\nFrom: +49 431 5550\nTo: 1204\nDate: 9 June 2026 08:02\nLength: 00:21\nText: Here is Marta again, the alarm in the cellar does not stop.',
    others: [
      'Voice message\n\nFrom: +49 431 5550\nTo: 1204\nDate: 8 June 2026 08:02\nLength: 00:40\nText: Here is Marta.',
    ],
    kept: ['the alarm in the cellar does not stop', '00:21', '9 June 2026'],
    gone: [],
  },
  {
    what: 'a form of a web page stays',
    text: 'New request\nFrom: Kim Tran\nSubject: Till\nDevice: TS-TILL-3\nMessage: drawer does not open',
    others: ['Which till is it?'],
    kept: ['TS-TILL-3', 'drawer does not open'],
    gone: [],
  },
  {
    what: 'an alert with rules of dashes stays',
    text: 'Disk alert\n--------------------\nHost: TS-SRV-2\n--------------------\nFree: 2 % of E:\n====================',
    others: ['Disk alert'],
    kept: ['TS-SRV-2', 'Free: 2 % of E:'],
    gone: [],
  },
  {
    what: 'an Apple forward of an unknown mail stays',
    text: 'Can you look?\n\nBegin forwarded message:\n\nFrom: Lila <lila@a.example>\nDate: 9 June 2026\nTo: Kim <kim@a.example>\nSubject: Badge\n\nThe reader at gate B shows E17.',
    others: ['Which gate is it?'],
    kept: ['The reader at gate B shows E17', 'Lila'],
    gone: [],
  },
  {
    what: 'a Gmail forward of an unknown mail stays',
    text: '---------- Forwarded message ---------\nVon: Lila <lila@a.example>\nDate: Di., 9. Juni 2026 um 08:10 Uhr\nSubject: Ausweis\nTo: Kim\n\nDer Leser an Tor B zeigt E17.',
    others: ['Welches Tor?'],
    kept: ['zeigt E17'],
    gone: [],
  },
  {
    what: 'of a long thread the mails that are known go and the vendor’s stays',
    text: 'Works.\n\nFrom: Ben\nSent: Tuesday\nTo: Kim\nSubject: RE: Sage\n\nPlease try the other licence once more today.\n\nFrom: Eva <eva@vendor.example>\nSent: Monday\nTo: Kim\nSubject: Sage\n\nThe licence of order 7781 ends on 31 May.',
    others: ['Please try the other licence once more today.'],
    kept: ['eva@vendor.example', 'order 7781', '31 May'],
    gone: ['try the other licence'],
  },
  {
    what: 'a mail in HTML is known by its words',
    text: '<div>Same</div><div>On 9 Jun 2026 Ben &lt;<a href="mailto:b@acme.example">b@acme.example</a>&gt; wrote:<br></div><blockquote>Please try the other licence&nbsp;once more.</blockquote>',
    others: ['Please try the <b>other</b> licence once more.'],
    kept: ['Same'],
    gone: ['other licence'],
  },
  {
    what: 'a rewritten link in the quoted mail is the same link',
    text: 'ok\n\nOn 9 Jun 2026 Ben <b@acme.example> wrote:\n> Open https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso.example%2Fa&data=x and sign in.',
    others: ['Open https://contoso.example/a and sign in.'],
    kept: ['ok'],
    gone: ['contoso.example/a'],
  },
  {
    what: 'the signature below a known mail goes with it, but its number',
    text: 'ok\n\nFrom: Ben Okafor\nSent: Tuesday\nTo: Kim\nSubject: RE\n\nPlease try the other licence once more.\n\nBen Okafor\nService Desk Engineer\nAcme MSP | +1 937 555 0100',
    others: ['Please try the other licence once more.'],
    kept: ['+1 937 555 0100'],
    gone: ['Service Desk Engineer', 'Subject: RE'],
  },
  {
    what: 'a note that quotes and adds nothing is kept whole',
    text: '> Is the lamp green?',
    others: ['Is the lamp green?'],
    kept: ['> Is the lamp green?'],
    gone: [],
  },
]

test.each(cases)('$what', ({ text, others, kept, gone }) => {
  const result = trimForModel(text, { by: 'contact', first: false, others })
  for (const part of kept) expect(result).toContain(part)
  for (const part of gone) expect(result).not.toContain(part)
})

test('what is cut is named with its lines', () => {
  expect(
    reply(`Orange.\n\nVon: Ben\nGesendet: heute\nAn: Kim\nBetreff: Netz\n\nHallo Kim,\n\n${question}\n\nBen`),
  ).toBe('Orange.\n\n[quoted mail, 7 lines, cut]')
})
