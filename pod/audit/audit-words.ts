import type { AuditAction, AuditNoun } from '../../shared/contracts/audit-actions.ts'
import { dayRange } from '../ui/filter/day-range.ts'

const words: Record<AuditAction, string> = {
  'access.refused': 'Was refused',
  'access.refused_often': 'Was refused, and more in the same minute',
  'account.ai_policy_changed': 'Changed what a model may read of clients',
  'account.boards_changed': 'Changed the rights on boards',
  'account.created': 'Account made',
  'account.preferences_changed': 'Changed the preferences',
  'account.templates_changed': 'Changed how updates are worded',
  'account.write_rights_changed': 'Changed who may write what into the PSA',
  'audit.exported': 'Took out the audit trail',
  'channel.changed': 'Changed a room of Slack or Teams',
  'channel.created': 'Added a room of Slack or Teams',
  'channel.removed': 'Removed a room of Slack or Teams',
  'channel.tested': 'Tried a room of Slack or Teams',
  'connection.changed': 'Changed the connection',
  'connection.created': 'Connected the PSA',
  'connection.delivery': 'Delivery of posts changed',
  'connection.held': 'Posts are held: the keys were refused',
  'connection.keys_used': 'Used the PSA’s keys (once an hour)',
  'connection.member_refused': 'The PSA takes no note in a member’s name',
  'connection.pod_registered': 'Registered the pod',
  'connection.removed': 'Removed the connection',
  'connection.settings_changed': 'Changed what a closing writes into tickets',
  'connection.tested': 'Tested the connection',
  'flow.imported': 'Imported a flow',
  'flow.switched_off': 'Switched a flow off',
  'flow.switched_on': 'Switched a flow on',
  'handoff.briefed': 'A model wrote the brief of a handoff',
  'handoff.claimed': 'Picked a case up',
  'handoff.created': 'Handed a case on',
  'handoff.received': 'Marked a line of a brief',
  'handoff.withdrawn': 'Took a handoff back',
  'member.dismissed': 'Dismissed a waiting member',
  'member.linked': 'Linked a member',
  'member.not_linked': 'A member nobody linked',
  'member.unlinked': 'Unlinked a member',
  'password.set': 'Set a password',
  'person.invited': 'Invited somebody',
  'person.link_made': 'Made a link for a password',
  'person.role_changed': 'Changed a role',
  'person.second_factor_reset': 'Took a second factor away',
  'person.signed_out': 'Signed somebody out everywhere',
  'person.switched_off': 'Switched somebody off',
  'person.switched_on': 'Switched somebody on',
  'post.blocked': 'A post waits for the keys',
  'post.cancelled': 'A post was taken back or discarded',
  'post.checking': 'A post is looked for in the ticket',
  'post.copy_deleting': 'A second copy of a post is deleted',
  'post.enqueued': 'Posted',
  'post.leaks_accepted': 'Let possible secrets go out',
  'post.needs_human': 'A post needs a person',
  'post.posted': 'The PSA took a post',
  'post.ready': 'A post waits for the next try',
  'post.rejected': 'The PSA refused a post',
  'post.sending': 'A post is being sent',
  'post.uncertain': 'A post got no clear answer',
  'post.verified': 'A post was read back',
  'reminder.cancelled': 'Cancelled a reminder',
  'reminder.fired': 'A reminder came due',
  'reminder.moved': 'Moved a reminder',
  'reminder.set': 'Set a reminder',
  'second_factor.ended': 'Turned the second factor off',
  'second_factor.set_up': 'Set up a second factor',
  'session.created': 'Began a case',
  'session.reopened': 'Reopened a case',
  'session.resolved': 'Closed a case',
  'sign_in.connectwise': 'Signed in from the ticket screen',
  'sign_in.domain_claimed': 'Claimed a domain',
  'sign_in.domain_proved': 'Domain proved',
  'sign_in.domain_released': 'Released a domain',
  'sign_in.ended': 'Signed out',
  'sign_in.oidc': 'Signed in by single sign-on',
  'sign_in.panel': 'Signed in to the side panel',
  'sign_in.password': 'Signed in by password',
  'sign_in.provider_removed': 'Removed the provider',
  'sign_in.provider_set': 'Set the provider',
  'sign_in.reused': 'A sign-in was used twice and ended',
  'sign_in.rules_changed': 'Changed the sign-in rules',
  'sign_in.second_factor': 'Gave a second factor',
  'sign_in.unknown': 'Sign-in with an address of nobody',
  'update.reworded': 'Reworded an update',
  'update.written': 'Wrote an update',
  'user.admitted': 'Let a member in',
  'user.linked': 'Linked to the single sign-on',
  'user.provisioned': 'Became a viewer from the ticket screen',
  'user.unlinked': 'Unlinked from the single sign-on',
}

/** What a line says happened; one of another version of the server is shown as it is called. */
export const actionWords = (action: string): string => words[action as AuditAction] ?? action

/** A result as it is shown: what went well is one word, whichever the server wrote. */
export const resultWords = (result: string): string =>
  result === 'ok' ? 'done' : result.replaceAll('_', ' ')

/** Results that somebody who investigates looks for first. */
export const isRefusal = (result: string): boolean => ['refused', 'failed', 'ended'].includes(result)

const nouns: Record<AuditNoun, string> = {
  sign_in: 'Sign-ins and their rules',
  access: 'Refusals',
  member: 'Members',
  person: 'People',
  user: 'Users',
  password: 'Passwords',
  second_factor: 'Second factors',
  connection: 'Connection and keys',
  channel: 'Rooms of Slack and Teams',
  flow: 'Flows',
  post: 'Posts',
  update: 'Updates',
  reminder: 'Reminders',
  session: 'Cases',
  handoff: 'Handoffs',
  account: 'Account',
  audit: 'Exports of this trail',
}

/** Nouns to filter by, as `action` takes them. */
export const actionChoices: readonly (readonly [string, string])[] = [
  ['', 'Everything'],
  ...Object.entries(nouns),
]

export type Filters = { from: string; to: string; who: string; action: string }
export const noFilters: Filters = { from: '', to: '', who: '', action: '' }

/** The query of the filters: days are whole days of the viewer, the last one included. */
export function queryOf({ from, to, who, action }: Filters): Record<string, string> {
  return { ...dayRange({ from, to }), ...(who ? { who } : {}), ...(action ? { action } : {}) }
}
