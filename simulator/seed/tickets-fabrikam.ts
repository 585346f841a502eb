import { hostileText } from './note-hostile.ts'
import type { TicketSeed } from './shapes.ts'

export const fabrikamTickets: TicketSeed[] = [
  {
    id: 48288,
    summary: 'VPN drops every few minutes from home',
    client: 'fabrikam',
    contact: 'priya',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'High',
    type: 'Network',
    sub_type: 'VPN',
    owner: 'ben',
    configurations: ['FL-LT-014', 'FL-FW-01'],
    opened_hours_ago: 7.5,
    notes: [
      {
        by: 'priya',
        hours_ago: 7.5,
        text: `Hello support,

I work from home today and the VPN disconnects every five to ten minutes. It says "connection lost, reconnecting" and then I have to sign in again with the code. The document system throws me out each time and I lost an hour of work on a filing that is due today at 17:00.

Kind regards
Priya Raman
Paralegal | Fabrikam Law
90 Court Square, Columbus, OH 43215

This message is privileged and confidential. If it reached you in error, delete it and tell us.`,
      },
      {
        by: 'ada',
        hours_ago: 7.2,
        text: 'Deadline 17:00 today at the court. Priority raised. Workaround offered: remote desktop to the spare PC at the office, she prefers her own laptop.',
      },
      {
        by: 'ben',
        hours_ago: 6.6,
        text: 'FL-FW-01: SSL VPN log shows user praman with tunnel down reason "DPD/keepalive timeout" 14 times since 08:10. Nobody else today (two other users connected, stable for hours). So not the firewall as a whole.',
      },
      {
        by: 'ben',
        hours_ago: 6.5,
        placement: 'discussion',
        text: 'Hello Priya, we see the drops on our side and only your connection has them, so we look at your laptop and your line at home. Are you on Wi-Fi or on a cable, and did anything change at home lately?',
      },
      {
        by: 'priya',
        hours_ago: 6.1,
        text: `Wi-Fi. My husband put up a new mesh thing last weekend, the box is in the hallway. I have no cable long enough.

Priya

From: Acme MSP Service Desk <support@acme.example>
To: Priya Raman <priya@fabrikam-law.example>
Subject: RE: Service Ticket #48288/VPN drops every few minutes from home

Hello Priya, we see the drops on our side and only your connection has them, so we look at your laptop and your line at home. Are you on Wi-Fi or on a cable, and did anything change at home lately?`,
      },
    ],
    time: [
      {
        by: 'ben',
        hours_ago: 6.9,
        minutes: 25,
        placement: 'internal',
        text: 'Firewall log read, drops belong to one user only.',
      },
    ],
  },
  {
    id: 48295,
    summary: 'Shared mailbox "Filings" missing in Outlook',
    client: 'fabrikam',
    contact: 'helen',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'Medium',
    type: 'E-mail',
    sub_type: 'Outlook',
    owner: 'ben',
    mails_contact: true,
    cc: 'david@fabrikam-law.example; it-updates@fabrikam-law.example',
    opened_hours_ago: 4.4,
    notes: [
      {
        by: 'helen',
        hours_ago: 4.4,
        text: 'The mailbox Filings has disappeared from the left side for all three paralegals. David wants to be copied on this. Thanks, Helen',
      },
      {
        by: 'ben',
        hours_ago: 4.0,
        text: 'Group "FL Paralegals" lost its Full Access on 12th, see audit log: changed by the sync from their HR tool. Members were re-added, automapping is per user only.',
      },
    ],
  },
  {
    id: 48279,
    summary: 'Printer on 2nd floor: scan to e-mail fails',
    client: 'fabrikam',
    contact: 'helen',
    board: 'Service Desk',
    status: 'Waiting on Client',
    priority: 'Low',
    type: 'Printing',
    sub_type: 'Scanner',
    owner: 'cleo',
    configurations: ['FL-PRN-2F'],
    opened_hours_ago: 51,
    notes: [
      {
        by: 'helen',
        hours_ago: 51,
        text: 'The copier says "Send error 0x2008" when we scan to e-mail. Printing works.',
      },
      {
        by: 'cleo',
        hours_ago: 48,
        text: 'Device still uses basic SMTP sign-in, which the tenant no longer takes. Moved it to the relay connector (IP 192.168.40.25 → office address).',
      },
      {
        by: 'cleo',
        hours_ago: 47.5,
        placement: 'discussion',
        text: 'Hello Helen, scanning should work again. Please send one page to yourself and tell me whether it arrives.',
      },
    ],
  },
  {
    id: 48304,
    summary: 'لا أستطيع فتح ملف القضية 📁 <b>urgent</b>',
    client: 'fabrikam',
    contact: 'samir',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'Application',
    opened_hours_ago: 1.9,
    notes: [
      { by: 'samir', hours_ago: 1.9, text: hostileText },
      {
        by: 'ada',
        hours_ago: 1.7,
        text: 'Odd mail, but the request in it is real: Samir cannot open case file 4471 ("access denied"). Called him; the rest was pasted in by an attachment viewer.',
      },
    ],
  },
  {
    id: 48271,
    summary: 'New laptop for David Kessler',
    client: 'fabrikam',
    contact: 'david',
    board: 'Service Desk',
    status: 'Closed',
    priority: 'Low',
    type: 'Hardware',
    source: 'Phone',
    owner: 'cleo',
    configurations: ['FL-LT-022'],
    opened_hours_ago: 190,
    closed_hours_ago: 120,
    notes: [
      { by: 'helen', hours_ago: 190, text: 'David needs the new laptop by Friday, please.' },
      {
        by: 'cleo',
        hours_ago: 140,
        text: 'Enrolled, BitLocker key in directory, apps installed, old device wiped.',
      },
      {
        by: 'cleo',
        hours_ago: 121,
        placement: 'resolution',
        text: 'The laptop was handed over and David signed in. The old one has been erased.',
      },
    ],
  },
]
