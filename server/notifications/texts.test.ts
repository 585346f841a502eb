import { expect, test } from 'vitest'
import { messageOf, slackBody } from './texts.ts'

const told = {
  kind: 'escalation',
  by: 'Ben Okafor',
  ticket_id: '48291',
  client_name: 'Contoso Dental',
  audience: null,
  title: 'See https://evil.example <https://evil.example|here> <!channel>',
  post_kind: null,
  session_id: null,
} as const

test('a ticket’s title makes no link and calls nobody in a room of Slack', () => {
  const body = slackBody(messageOf(told, 'https://fp.example'))
  expect(body).toMatchObject({ blocks: [{ text: { type: 'mrkdwn', verbatim: true } }] })
  expect(JSON.stringify(body)).not.toMatch(/<(?!https:\/\/fp\.example)/)
})
