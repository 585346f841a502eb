import type { NotificationKind } from '../../shared/contracts/notifications.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Audience } from '../../shared/contracts/updates.ts'
import { kindRows } from './kinds.ts'

/** What leaves the product of a notification. `title` null: not for whoever reads it there. */
export type Told = {
  kind: NotificationKind
  by: string | null
  ticket_id: string | null
  client_name: string | null
  audience: Audience | null
  title: string | null
  post_kind: Post['kind'] | null
  session_id: string | null
}
/** In plain words; `url` leads to the full page. */
export type Message = { heading: string; title: string | null; url: string }

const postNames: Record<Post['kind'], string> = {
  note: 'note',
  time_entry: 'time entry',
  status: 'change of the status',
  assignment: 'assignment',
}
const longestTitle = 200

const headings: Record<NotificationKind, (told: Told) => string> = {
  escalation: (told) => `${told.by ?? 'Somebody'} escalated ${subjectOf(told)}`,
  handoff_claimed: (told) => `${told.by ?? 'Somebody'} picked up ${subjectOf(told)}`,
  post_needs_you: ({ post_kind, ticket_id }) =>
    `Your ${postNames[post_kind ?? 'note']} on #${ticket_id} needs you`,
  reminder: ({ client_name }) => ['Update due', client_name].filter(Boolean).join(': '),
}
const subjectOf = ({ ticket_id }: Told) => (ticket_id ? `ticket #${ticket_id}` : 'a case')

export function messageOf(told: Told, publicUrl: string): Message {
  const title = told.title === null ? null : oneLine(told.title).slice(0, longestTitle)
  return {
    heading: oneLine(headings[told.kind](told)),
    title,
    url: publicUrl + kindRows[told.kind].path(told),
  }
}

/** Nothing of a ticket or a name begins a line, or a header, of its own. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

export function mailOf({ heading, title, url }: Message, name: string): { subject: string; text: string } {
  const about = title ? [`${heading}: ${title}`] : [`${heading}.`]
  const lines = [
    `Hello ${oneLine(name)},`,
    ...about,
    url,
    'What is mailed to you is your choice: FlowPilot, Settings, Notifications.',
  ]
  return { subject: heading, text: `${lines.join('\n\n')}\n` }
}

/** Slack reads these three as its own marks, mentions of everybody among them. */
const forSlack = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** `text` is what a phone's lock screen shows of it. `verbatim`: an address in a ticket's title becomes no link. */
export function slackBody({ heading, title, url }: Message): object {
  const lines = [`*${forSlack(heading)}*`, ...(title ? [forSlack(title)] : []), `<${url}|Open in FlowPilot>`]
  return {
    text: forSlack(title ? `${heading}: ${title}` : heading),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: lines.join('\n'), verbatim: true } }],
  }
}

/** An Adaptive Card in the envelope of a workflow. Runs of text: a text block would read Markdown in a ticket's title. */
export function teamsBody({ heading, title, url }: Message): object {
  const line = (text: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...more }],
  })
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [line(heading, { weight: 'Bolder' }), ...(title ? [line(title)] : [])],
    actions: [{ type: 'Action.OpenUrl', title: 'Open in FlowPilot', url }],
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return { type: 'message', attachments: [attachment] }
}
