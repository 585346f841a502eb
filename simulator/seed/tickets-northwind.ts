import type { NoteSeed, TicketSeed } from './shapes.ts'

const scannerEvents = [
  'Handheld {n} lost the access point at dock {d}, back after 40 s.',
  'Maria reports: handheld {n} frozen on "connecting" at dock {d}, restart helped.',
  'Controller log: client of handheld {n} deauthenticated, reason 4 (inactivity), radio 5 GHz, dock {d}.',
  'No event for handheld {n} in the last hour, dock {d} quiet.',
  'Handheld {n} roamed from AP-{d} to AP-{m} with 1.8 s gap.',
]

/** A ticket that has been open for weeks, with an entry for each thing that happened. */
function scannerNotes(): NoteSeed[] {
  return Array.from({ length: 300 }, (_, index) => {
    const text = (scannerEvents[index % scannerEvents.length] ?? '')
      .replace('{n}', String((index % 7) + 1))
      .replace('{d}', String((index % 5) + 1))
      .replace('{m}', String(((index + 2) % 5) + 1))
    const isClient = index % 5 === 1
    return {
      by: isClient ? 'maria' : index % 3 === 0 ? 'cleo' : 'ben',
      hours_ago: Math.round((600 - index * 1.99) * 100) / 100,
      text: `${index + 1}. ${text}`,
    }
  })
}

export const northwindTickets: TicketSeed[] = [
  {
    id: 48299,
    summary: 'Handheld scanners in the warehouse lose connection',
    client: 'northwind',
    contact: 'maria',
    board: 'Service Desk',
    status: 'Escalated',
    priority: 'High',
    type: 'Network',
    sub_type: 'Wi-Fi',
    owner: 'cleo',
    resources: 'cleo, ben',
    configurations: ['NT-WLC-01'],
    opened_hours_ago: 601,
    notes: scannerNotes(),
  },
  {
    id: 48283,
    summary: 'ALERT: NT-SRV-FILE volume D: 96 % full',
    client: 'northwind',
    contact: 'jonas',
    board: 'Managed Services',
    status: 'In Progress',
    priority: 'High',
    type: 'Server',
    source: 'Monitoring',
    owner: 'ben',
    configurations: ['NT-SRV-FILE'],
    opened_hours_ago: 14,
    notes: [
      {
        by: 'ben',
        hours_ago: 14,
        text: 'RMM: D: 96 % (38 GB of 980 GB free), growing 6 GB per day since Monday.',
      },
      {
        by: 'ben',
        hours_ago: 9,
        text: 'TreeSize: D:\\Scans\\Incoming has 210 GB of TIFF, one folder per minute. The new scanner software writes originals and never deletes.',
      },
    ],
    time: [
      { by: 'ben', hours_ago: 9.4, minutes: 24, placement: 'internal', text: 'Found the folder that grows.' },
    ],
  },
  {
    id: 48308,
    summary: 'OneDrive stuck on "Processing changes"',
    client: 'northwind',
    contact: 'tomas',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'Microsoft 365',
    sub_type: 'OneDrive',
    configurations: ['NT-LT-031'],
    opened_hours_ago: 1.4,
    notes: [
      {
        by: 'tomas',
        hours_ago: 1.4,
        text: `Hi, OneDrive says "Processing changes" since yesterday and my price lists are not on the tablet. About 3,000 files. I restarted twice.

Tomas Lindgren | Buyer | Northwind Traders`,
      },
    ],
  },
  {
    id: 48306,
    summary: 'Zebra label printer prints half labels',
    client: 'northwind',
    contact: 'maria',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'High',
    type: 'Printing',
    sub_type: 'Label printer',
    owner: 'ben',
    configurations: ['NT-ZEBRA-03', 'NT-WH-PC-07'],
    opened_hours_ago: 2.6,
    notes: [
      {
        by: 'maria',
        hours_ago: 2.6,
        text: 'Printer 3 cuts the labels in the middle since we put the new roll in. We ship 400 parcels until six, please hurry!!',
      },
      {
        by: 'ben',
        hours_ago: 2.3,
        text: 'New roll is 100 x 150 mm, driver is set to 100 x 75. Media sensor not calibrated since the change.',
      },
    ],
  },
  {
    id: 48276,
    summary: 'Backup of NT-SRV-FILE failed two nights in a row',
    client: 'northwind',
    contact: 'jonas',
    board: 'Managed Services',
    status: 'Waiting on Vendor',
    priority: 'Medium',
    type: 'Backup',
    source: 'Monitoring',
    owner: 'ada',
    configurations: ['NT-SRV-FILE'],
    opened_hours_ago: 40,
    notes: [
      {
        by: 'ada',
        hours_ago: 40,
        text: 'Job "NT nightly": VSS_E_WRITERERROR on both nights. vssadmin list writers: SQL writer failed (8), retryable.',
      },
      {
        by: 'ada',
        hours_ago: 33,
        text: 'Case with the backup maker opened, number 02931187. They ask for the support bundle; uploaded.',
      },
    ],
  },
]
