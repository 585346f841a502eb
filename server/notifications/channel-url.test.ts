import { expect, test } from 'vitest'
import type { ChannelKind } from '../../shared/contracts/channels.ts'
import { checkChannelUrl } from './channel-url.ts'

const at =
  (kind: ChannelKind, url: string, allowLoopback = false) =>
  () =>
    checkChannelUrl(url, kind, { allowLoopback })
const slack = 'https://hooks.slack.com/services/T0ACME/B0DESK/abcdefghijklmnopqrstuvwx'
const way =
  '/workflows/9f2c/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=x'
const automate = `https://default4a.5b.environment.api.powerplatform.com:443/powerautomate/automations/direct${way}`
const logic = `https://prod-12.westeurope.logic.azure.com:443${way}`

test.each<[ChannelKind, string, string]>([
  ['slack', slack, 'hooks.slack.com'],
  ['teams', automate, 'default4a.5b.environment.api.powerplatform.com'],
  ['teams', logic, 'prod-12.westeurope.logic.azure.com'],
])('%s: %s', (kind, url, host) => expect(at(kind, ` ${url} `)().host).toBe(host))

test.each<[string, ChannelKind, string]>([
  ['the other one’s', 'teams', slack],
  ['the other one’s', 'slack', automate],
  ['in the clear', 'slack', slack.replace('https', 'http')],
  ['another port', 'slack', slack.replace('.com/', '.com:8443/')],
  ['another host that ends alike', 'slack', slack.replace('hooks.', 'evilhooks.')],
  ['another host that begins alike', 'slack', slack.replace('.com/', '.com.evil.example/')],
  ['a host behind a name', 'slack', slack.replace('https://', 'https://hooks.slack.com@evil.example/')],
  ['a workflow of Slack, which takes no messages', 'slack', 'https://hooks.slack.com/workflows/T0/A0/1/x'],
  [
    'an end of the host alone',
    'teams',
    automate.replace(/^https:\/\/[^/]+/, 'https://environment.api.powerplatform.com'),
  ],
  ['another host that ends alike', 'teams', logic.replace('.logic.azure.com', '.evil-logic.azure.com')],
  [
    'a connector, which Teams retired',
    'teams',
    'https://acme.webhook.office.com/webhookb2/1/IncomingWebhook/2/3',
  ],
  ['without its key', 'teams', logic.replace('&sig=x', '')],
  [
    'this machine',
    'slack',
    'http://127.0.0.1:8788/__rooms/slack/services/T0ACME/B0DESK/abcdefghijklmnopqrstuvwx',
  ],
  ['the address of the cloud’s own data', 'teams', `http://169.254.169.254${way}`],
  ['no address', 'slack', 'general'],
])('refused, %s: %s %s', (_why, kind, url) => {
  expect(at(kind, url)).toThrow(
    expect.objectContaining({ code: 'invalid', fields: { url: expect.stringContaining('https://') } }),
  )
})

test('this machine, where the settings allow it, by its number alone', () => {
  const rooms = (host: string) =>
    `http://${host}/__rooms/slack/services/T0ACME/B0DESK/abcdefghijklmnopqrstuvwx`
  expect(at('slack', rooms('127.0.0.1:8788'), true)().host).toBe('127.0.0.1:8788')
  for (const host of ['10.0.0.1', 'localhost', '127.0.0.2', '[::1]'])
    expect(at('slack', rooms(host), true)).toThrow()
})
