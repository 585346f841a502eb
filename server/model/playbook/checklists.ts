import type { Ticket } from './ticket.ts'

/** A first look for a kind of ticket that no flow leads. */
export type Checklist = { name: string; fits: RegExp; checks: string[] }

export const checklists: readonly Checklist[] = [
  {
    name: 'security',
    fits: /\b(?:security|phish\w*|malware|virus|ransom\w*|compromis\w*|hacked|breach|suspicious)\b/i,
    checks: [
      'Contain first: reset the password and revoke the sessions of the account, isolate the device',
      'Preserve evidence: export sign-in and audit logs, keep the message with its headers',
      'Look for what was changed: inbox rules, forwarding, new sign-in methods, app consents',
      'Find who else received, clicked or signed in',
      'Tell the client’s security contact what is known',
    ],
  },
  {
    name: 'printing',
    fits: /\b(?:print\w*|drucke?r?\w*|plotters?|copiers?|scanners?|label\w*|toner)\b/i,
    checks: [
      'See on which devices and for which people it fails',
      'Read the device’s own display and web page for errors',
      'Print the device’s own test page, then one from the computer',
      'Look at the queue: stuck jobs, port, driver and its version',
      'Compare with a working device or computer',
    ],
  },
  {
    name: 'hardware',
    fits: /\b(?:hardware|laptop|notebook|desktop|monitor|screen|dock\w*|keyboard|mouse|battery|disk|phone|tablet)\b/i,
    checks: [
      'Note model, serial number and warranty',
      'Try another cable, port, power supply or dock',
      'Run the maker’s hardware diagnostics',
      'Read the system log around the time it failed',
      'Check firmware and drivers against the maker’s current ones',
    ],
  },
  {
    name: 'network',
    fits: /\b(?:network|wi-?fi|wlan|switch|router|internet|lan|netzwerk|access points?)\b/i,
    checks: [
      'See which places and devices are affected',
      'Test by cable beside the device, then over Wi-Fi',
      'Check address, gateway and name resolution on one affected device',
      'Read the log of switch, access point or firewall around the time',
      'Ask what was changed or unplugged',
    ],
  },
  {
    name: 'application',
    fits: /\b(?:application|software|program\w*|app|anwendung)\b/i,
    checks: [
      'Write down the exact steps, the expected and the actual result',
      'Note the version and what was updated lately',
      'Try another user on the same device, and the same user on another device',
      'Read the application’s log and the event log around the time',
      'Search the maker’s known issues, open a case with them if needed',
    ],
  },
]

/** The list for a ticket's type, else for the words of its title; null where none fits. */
export function checklistFor(ticket: Pick<Ticket, 'type' | 'summary'>): Checklist | null {
  const { type, summary } = ticket
  return (
    checklists.find(({ fits }) => fits.test(type)) ??
    checklists.find(({ fits }) => fits.test(summary)) ??
    null
  )
}
