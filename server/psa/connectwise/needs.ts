import type { ConnectionRight } from '../../../shared/contracts/connections.ts'

type Named = Pick<ConnectionRight, 'code' | 'need' | 'used_for'>

export type Need = Named & {
  /** A list that tells: the right to read it is there when it answers. */
  path: string
  required?: true
  /** A role that reads only its own member's records gets no error but an empty list, which proves nothing. */
  empty_proves_nothing?: true
}

export const needs: readonly Need[] = [
  {
    code: 'tickets_read',
    need: 'Service Desk > Service Tickets: Inquire',
    used_for: 'reading tickets',
    path: '/service/tickets',
    required: true,
  },
  {
    code: 'boards_read',
    need: 'Service boards',
    used_for: 'boards and their statuses',
    path: '/service/boards',
  },
  {
    code: 'contacts_read',
    need: 'Companies > Contacts: Inquire',
    used_for: 'greeting the client by name',
    path: '/company/contacts',
  },
  {
    code: 'configurations_read',
    need: 'Companies > Configurations: Inquire',
    used_for: 'the devices of a ticket',
    path: '/company/configurations',
  },
  {
    code: 'members_read',
    need: 'System > Member Maintenance: Inquire',
    used_for: 'finding each engineer by e-mail',
    path: '/system/members',
  },
  {
    code: 'time_read',
    need: 'Time & Expense > Time Entry: Inquire (All)',
    used_for: 'notes of time entries, and knowing whether time was booked',
    path: '/time/entries',
    empty_proves_nothing: true,
  },
  {
    code: 'work_types_read',
    need: 'Work types',
    used_for: 'choosing the work type of time',
    path: '/time/workTypes',
  },
  {
    code: 'schedule_read',
    need: 'Service Desk > Resource Scheduling: Inquire (All)',
    used_for: 'seeing who works on a ticket',
    path: '/schedule/entries',
    empty_proves_nothing: true,
  },
  {
    code: 'pod_register',
    need: 'System > Table Setup: Inquire and Add (Manage Hosted API)',
    used_for: 'putting the pod on the ticket screen',
    path: '/system/connectwisehostedsetups',
  },
]

/** Nothing tells these but a write, so they are named and not tried. */
export const writes: readonly Named[] = [
  {
    code: 'notes_write',
    need: 'Service Desk > Service Tickets: Add and Edit',
    used_for: 'posting notes',
  },
  {
    code: 'tickets_edit',
    need: 'Service Desk > Service Tickets: Edit',
    used_for: 'changing status and owner',
  },
  {
    code: 'tickets_close',
    need: 'Service Desk > Close Service Tickets: Edit',
    used_for: 'closing tickets by their status',
  },
  {
    code: 'time_add',
    need: 'Time & Expense > Time Entry: Add (All), and Finance > Billing View Time: Inquire',
    used_for: 'booking time',
  },
  {
    code: 'schedule_edit',
    need: 'Service Desk > Resource Scheduling: Add and Delete (All)',
    used_for: 'adding resources to a ticket and taking them off',
  },
]

/** What FlowPilot never reads: keys that can are worth more to a thief than they need be. */
export const beyond: readonly (Named & { path: string })[] = [
  {
    code: 'invoices_read',
    need: 'Finance > Invoicing: Inquire',
    used_for: 'nothing: invoices are not read',
    path: '/finance/invoices',
  },
  {
    code: 'purchases_read',
    need: 'Procurement > Purchase Orders: Inquire',
    used_for: 'nothing: purchase orders are not read',
    path: '/procurement/purchaseorders',
  },
  {
    code: 'api_members_read',
    need: 'System > API Members: Inquire',
    used_for: 'nothing: other members’ tokens are not read',
    path: '/system/apiMembers',
  },
]
