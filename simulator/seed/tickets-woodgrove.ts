import type { TicketSeed } from './shapes.ts'

export const woodgroveTickets: TicketSeed[] = [
  {
    id: 48293,
    summary: 'Delegate access to the CIO’s mailbox must end today',
    client: 'woodgrove',
    contact: 'viktor',
    board: 'Executive',
    status: 'In Progress',
    priority: 'Critical',
    type: 'E-mail',
    sub_type: 'Permissions',
    owner: 'ada',
    configurations: ['WB-EXEC-01'],
    opened_hours_ago: 4.8,
    notes: [
      {
        by: 'viktor',
        hours_ago: 4.8,
        text: 'My former assistant must not be able to read my mail any more, as of today. Keep this between us, please.',
      },
      {
        by: 'ada',
        hours_ago: 4.5,
        text: 'Confirmed by phone with Viktor. Full Access and Send As for s.novotny removed, sessions revoked. Audit of the last 30 days asked for.',
      },
    ],
  },
  {
    id: 48287,
    summary: 'Branch 3: teller PCs offline, switch rebooting',
    client: 'woodgrove',
    contact: 'grace',
    board: 'Managed Services',
    status: 'In Progress',
    priority: 'Critical',
    type: 'Network',
    sub_type: 'Switch',
    source: 'Monitoring',
    owner: 'cleo',
    resources: 'cleo, ben',
    configurations: ['WB-BR3-SW1'],
    opened_hours_ago: 8.1,
    notes: [
      {
        by: 'cleo',
        hours_ago: 8.1,
        text: 'WB-BR3-SW1 restarted 9 times since 02:00, uptime never above 30 minutes. Last reload reason: power fail.',
      },
      {
        by: 'grace',
        hours_ago: 7.7,
        text: 'Two of our three tellers cannot work. The device in the cabinet clicks. Grace',
      },
      {
        by: 'cleo',
        hours_ago: 7.0,
        text: 'UPS in the cabinet shows replace battery. Asked Grace to plug the switch into the wall directly; stable since 06:58.',
      },
      {
        by: 'cleo',
        hours_ago: 6.8,
        placement: 'discussion',
        text: 'Hello Grace, the tellers should be back now. The battery unit in the cabinet is worn out; we bring a new one tomorrow before opening.',
      },
    ],
    time: [
      {
        by: 'cleo',
        hours_ago: 7.9,
        minutes: 55,
        placement: 'discussion',
        text: 'Found the failing battery unit, switch moved to wall power.',
      },
    ],
  },
  {
    id: 48300,
    summary: 'Outlook search finds nothing older than a week',
    client: 'woodgrove',
    contact: 'nadia',
    board: 'Service Desk',
    status: 'Scheduled',
    priority: 'Low',
    type: 'E-mail',
    sub_type: 'Outlook',
    owner: 'ben',
    configurations: ['WB-LT-117'],
    opened_hours_ago: 22,
    notes: [
      {
        by: 'nadia',
        hours_ago: 22,
        text: 'When I search for a customer in Outlook I only see the mails of this week. In the browser I find everything.',
      },
      {
        by: 'ben',
        hours_ago: 20,
        text: 'Index rebuild planned for tonight, 38 GB mailbox. Cached mode slider is at 1 month, too.',
      },
    ],
  },
  {
    id: 48309,
    summary: 'Possible phishing: "Your payroll document"',
    client: 'woodgrove',
    contact: 'nadia',
    board: 'Service Desk',
    status: 'In Progress',
    priority: 'High',
    type: 'Security',
    owner: 'ada',
    configurations: ['WB-LT-117'],
    opened_hours_ago: 1.2,
    notes: [
      {
        by: 'nadia',
        hours_ago: 1.2,
        text: 'I clicked on the link before I noticed. I did type my password but the page then said error. What should I do?',
      },
      {
        by: 'ada',
        hours_ago: 1.1,
        text: 'Password reset, sessions revoked, sign-in log clean so far (only Cleveland). 23 further recipients, purge running.',
      },
      {
        by: 'ada',
        hours_ago: 1.05,
        placement: 'discussion',
        text: 'Hello Nadia, thank you for telling us at once, that was exactly right. You have a new password by phone; please do not use the old one anywhere else.',
      },
    ],
  },
  {
    id: 48314,
    summary: 'Mails to one customer come back with 5.4.1',
    client: 'woodgrove',
    contact: 'grace',
    board: 'Service Desk',
    status: 'New',
    priority: 'Medium',
    type: 'E-mail',
    sub_type: 'Delivery',
    opened_hours_ago: 0.5,
    notes: [
      {
        by: 'grace',
        hours_ago: 0.5,
        text: `Everything we send to the notary comes back:

Remote server returned '550 5.4.1 Recipient address rejected: Access denied'

Others can write to them. Can you check?

Grace Lin
Branch operations | Woodgrove Bank`,
      },
    ],
  },
  {
    id: 48315,
    summary: 'Voicemail from unknown caller',
    board: 'Service Desk',
    status: 'New',
    priority: 'Low',
    type: 'Other',
    source: 'Phone',
    opened_hours_ago: 0.3,
    notes: [
      {
        by: 'Voicemail +1 216 555 0199',
        hours_ago: 0.3,
        text: 'Transcript: "… yes hello, it is still not working, please call me back, you have my number. Bye."',
      },
    ],
  },
]
