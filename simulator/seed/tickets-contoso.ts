import { mailNotes, mailTime } from './notes-mail.ts'
import type { TicketSeed } from './shapes.ts'

export const contosoTickets: TicketSeed[] = [
  {
    id: 48291,
    summary: 'Mail from outside not arriving',
    client: 'contoso',
    contact: 'ann',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'High',
    type: 'E-mail',
    sub_type: 'Delivery',
    owner: 'ben',
    configurations: ['CD-FRONT-02', 'Contoso Dental Microsoft 365'],
    opened_hours_ago: 5.7,
    notes: mailNotes,
    time: mailTime,
  },
  {
    id: 48297,
    summary: 'Front desk printer prints blank pages between jobs',
    client: 'contoso',
    contact: 'lila',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'Printing',
    configurations: ['CD-PRN-FRONT', 'CD-FRONT-01'],
    opened_hours_ago: 3.1,
    notes: [
      {
        by: 'lila',
        hours_ago: 3.1,
        text: `Good morning, the printer at the front puts an empty sheet after every page since the weekend. The other one in the back is fine. It is the HP.

Lila Novak
Front desk | Contoso Dental`,
      },
      {
        by: 'ada',
        hours_ago: 2.8,
        text: 'Driver was renewed by Windows Update on Saturday (KB from the RMM report). Suspect separator page or PCL/PS driver mix-up.',
      },
    ],
  },
  {
    id: 48285,
    summary: 'OneDrive shows red cross on patient letters folder',
    client: 'contoso',
    contact: 'ann',
    board: 'Service Desk',
    status: 'Waiting on Client',
    priority: 'Low',
    type: 'Microsoft 365',
    sub_type: 'OneDrive',
    owner: 'cleo',
    configurations: ['CD-FRONT-02'],
    opened_hours_ago: 27,
    notes: [
      {
        by: 'ann',
        hours_ago: 27,
        text: 'The folder "Patient letters" has a red cross and new letters do not appear on the laptop of Dr. Park.',
      },
      {
        by: 'cleo',
        hours_ago: 25,
        text: 'Path length: 412 characters for four files in "Patient letters\\Archive\\…". Renamed two of them, sync goes on. Two are open on CD-FRONT-01.',
      },
      {
        by: 'cleo',
        hours_ago: 24.8,
        placement: 'discussion',
        text: 'Hello Ann, two letters are still open on the computer at the front desk. Please close them there, then the rest will follow by itself. Could you tell me when that is done?',
      },
    ],
    time: [
      {
        by: 'cleo',
        hours_ago: 25.3,
        minutes: 25,
        placement: 'internal',
        text: 'Found over-long paths with the sync client log.',
      },
    ],
  },
  {
    id: 48302,
    summary: 'VPN asks for a code again and again on Dr. Park’s laptop',
    client: 'contoso',
    contact: 'owen',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'Network',
    sub_type: 'VPN',
    configurations: ['CD-LT-OPARK'],
    opened_hours_ago: 2.2,
    notes: [
      {
        by: 'owen',
        hours_ago: 2.2,
        text: `I am at the conference in Chicago and cannot get into the practice. I type the code from my phone and it asks for the code again. Worked from home on Sunday.

Dr. Owen Park
Sent from Outlook for Android`,
      },
    ],
  },
  {
    id: 48266,
    summary: 'X-ray viewer slow to open pictures since update',
    client: 'contoso',
    contact: 'owen',
    board: 'Service Desk',
    status: 'Scheduled',
    priority: 'Medium',
    type: 'Application',
    owner: 'ada',
    configurations: ['CD-SRV-01'],
    opened_hours_ago: 96,
    notes: [
      {
        by: 'owen',
        hours_ago: 96,
        text: 'Opening a picture takes 40 seconds since the new version. Before it was instant.',
      },
      {
        by: 'ada',
        hours_ago: 90,
        text: 'Vendor confirms: version 9.2 scans the whole archive at start unless "legacy index" is on. Needs a maintenance window of 30 minutes on CD-SRV-01. Agreed Thursday 19:00 with Ann.',
      },
      {
        by: 'ada',
        hours_ago: 89.5,
        placement: 'discussion',
        text: 'Dear Dr. Park, the maker has told us the cause. We will change the setting on Thursday at 19:00, when the practice is closed; the server will be away for about half an hour.',
      },
    ],
  },
  {
    id: 48240,
    summary: 'Mail from dental lab goes to junk',
    client: 'contoso',
    contact: 'ann',
    board: 'Service Desk',
    status: 'Closed',
    priority: 'Low',
    type: 'E-mail',
    sub_type: 'Delivery',
    owner: 'ben',
    configurations: ['Contoso Dental Microsoft 365'],
    opened_hours_ago: 700,
    closed_hours_ago: 672,
    notes: [
      { by: 'ann', hours_ago: 700, text: 'Mails of the lab end up in Junk for everybody.' },
      {
        by: 'ben',
        hours_ago: 676,
        text: 'Lab sends without DKIM through a new provider. Told the lab; until then their domain is on the tenant allow list (expires in 30 days).',
      },
      {
        by: 'ben',
        hours_ago: 673,
        placement: 'resolution',
        text: 'The lab’s mail is delivered to the inbox again. The lab will have its own mail set-up corrected by its provider.',
      },
    ],
    time: [
      {
        by: 'ben',
        hours_ago: 677,
        minutes: 35,
        placement: 'internal',
        text: 'Header analysis and allow list entry.',
      },
    ],
  },
]
