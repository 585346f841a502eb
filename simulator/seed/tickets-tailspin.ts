import type { TicketSeed } from './shapes.ts'

const longNoteCharacters = 200_000

/** Somebody pasted a whole log into the ticket. */
function pastedLog(): string {
  const lines = ['Here is the complete log as you asked, I hope it is what you need. Rosa', '']
  let length = 0
  for (let index = 0; length < longNoteCharacters; index += 1) {
    const minute = String(Math.floor(index / 60) % 60).padStart(2, '0')
    const second = String(index % 60).padStart(2, '0')
    const hex = ((index * 2_654_435_761) % 0xffffffff).toString(16).padStart(8, '0')
    const line = `09:${minute}:${second}.${String((index * 37) % 1000).padStart(3, '0')} [${hex}] plot.exe layer ${index % 48} flushed, ${(index * 91) % 4096} kB, cache ${index % 7 === 0 ? 'MISS' : 'hit'}`
    lines.push(line)
    length += line.length + 1
  }
  return lines.join('\n')
}

export const tailspinTickets: TicketSeed[] = [
  {
    id: 48290,
    summary: 'Laptop asks for BitLocker recovery key at every start',
    client: 'tailspin',
    contact: 'kim',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'High',
    type: 'Hardware',
    sub_type: 'Encryption',
    owner: 'cleo',
    configurations: ['TT-LT-005'],
    opened_hours_ago: 6.2,
    notes: [
      {
        by: 'kim',
        hours_ago: 6.2,
        text: 'My laptop shows a blue screen and wants a 48 digit key each time I start it. You gave me the key by phone yesterday, today it asked again. Month end is tomorrow!',
      },
      {
        by: 'cleo',
        hours_ago: 5.5,
        text: 'Firmware update 13.101 came in on Tuesday through Windows Update. PCR 7 binding is gone ("Binding Not Possible" in msinfo32), Secure Boot shows Off.',
      },
      {
        by: 'cleo',
        hours_ago: 5.4,
        placement: 'discussion',
        text: 'Hello Kim, an update on Tuesday changed a setting of the laptop’s start. We know what to look at; may I connect to your laptop at 14:00 for fifteen minutes?',
      },
    ],
  },
  {
    id: 48301,
    summary: 'Teams: nobody hears me since headset update',
    client: 'tailspin',
    contact: 'felix',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'Microsoft 365',
    sub_type: 'Teams',
    configurations: ['TT-LT-011'],
    opened_hours_ago: 2.3,
    notes: [
      {
        by: 'felix',
        hours_ago: 2.3,
        text: `In Teams meetings nobody hears me. In the test call I hear myself. The headset wanted an update on Monday. I have a call with a big customer at three.

Felix Baum
Sales, Tailspin Toys
Mobile 330-555-0123`,
      },
    ],
  },
  {
    id: 48296,
    summary: 'Plot software hangs when saving large drawings',
    client: 'tailspin',
    contact: 'rosa',
    board: 'Service Desk',
    status: 'Waiting on Client',
    priority: 'Low',
    type: 'Application',
    owner: 'ben',
    configurations: ['TT-DESIGN-02'],
    opened_hours_ago: 29,
    notes: [
      {
        by: 'rosa',
        hours_ago: 29,
        text: 'When I save a drawing with more than 40 layers the program hangs for a minute.',
      },
      {
        by: 'ben',
        hours_ago: 28,
        placement: 'discussion',
        text: 'Hello Rosa, please send us the file plot.log from your desktop after the next hang.',
      },
      { by: 'rosa', hours_ago: 20, text: pastedLog() },
      {
        by: 'ben',
        hours_ago: 19,
        text: 'Cache misses on each 7th flush. Scratch disk is the system SSD with 4 GB free.',
      },
    ],
  },
  {
    id: 48312,
    summary: 'Cannot connect to VPN after password change',
    client: 'tailspin',
    contact: 'kim',
    board: 'Service Desk',
    status: 'New',
    priority: 'High',
    type: 'Network',
    sub_type: 'VPN',
    configurations: ['TT-LT-005'],
    opened_hours_ago: 0.7,
    notes: [
      {
        by: 'kim',
        hours_ago: 0.7,
        text: 'I changed my password this morning as the system wanted, and now the VPN says "authentication failed". E-mail works with the new one.',
      },
    ],
  },
  {
    id: 48274,
    summary: 'New phone, authenticator app does not work any more',
    client: 'tailspin',
    contact: 'felix',
    board: 'Service Desk',
    status: 'Resolved',
    priority: 'Medium',
    type: 'Account',
    sub_type: 'MFA',
    source: 'Phone',
    owner: 'ben',
    opened_hours_ago: 45,
    notes: [
      {
        by: 'ben',
        hours_ago: 45,
        text: 'Identity confirmed by call-back to the number on file and by his manager. Methods revoked, temporary access pass for one hour.',
      },
      {
        by: 'ben',
        hours_ago: 44.6,
        placement: 'resolution',
        text: 'The new phone is registered and sign-in works. The old phone was removed.',
      },
    ],
  },
]
