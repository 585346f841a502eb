import { expect, test } from 'vitest'
import { addressKey } from '../../shared/addresses.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { knownAddresses } from './known-links.ts'

const ben = { user_id: '019a0000-0000-7000-8000-000000000002', name: 'Ben Okafor' }
const step = (
  author: SessionDetail['steps'][number]['author'],
  content: string,
  kind: 'message' | 'reply' | 'action',
) => ({ author, content, kind }) as SessionDetail['steps'][number]

const known = knownAddresses({
  addresses: ['https://portal.contoso.example/', 'ann@contoso.example'],
  ticket: { url: 'https://psa.example/v4/ticket?id=1' } as SessionDetail['ticket'],
  steps: [
    step(ben, 'It is on https://status.example/today.', 'message'),
    step('flowpilot', 'Open https://model.example', 'reply'),
    step(ben, 'Done: open https://model.example', 'action'),
    step(ben, 'I opened https://option.example', 'message'),
  ],
  questions: [{ options: ['I opened https://option.example'] } as SessionDetail['questions'][number]],
})

test.each([
  ['https://portal.contoso.example', true],
  ['mailto:ann@contoso.example', true],
  ['https://psa.example/v4/ticket?id=1', true],
  ['https://status.example/today', true],
  ['https://status.example/today?more', false],
  ['https://model.example', false],
  ['https://option.example', false],
])('ticket, flow and own words make an address known: %s %s', (address, isKnown) => {
  expect(known.has(addressKey(address) ?? '')).toBe(isKnown)
})
