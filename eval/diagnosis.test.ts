import { expect, test } from 'vitest'
import { type DiagnosisCase, diagnoseOne, totals } from './diagnosis.ts'

const ofVpn: DiagnosisCase = {
  name: 'VPN drops',
  flow: 'vpn',
  ticket: { summary: 'VPN drops every few minutes at home on Wi-Fi', type: null, notes: [] },
  words: [],
  must: [],
  must_not: [],
  cause: '.',
  frozen: false,
}

test('a case whose cause no flow knows is none whose cause leads', () => {
  const all = [ofVpn, { ...ofVpn, cause: null }, { ...ofVpn, cause: 'nobody names this' }].map(diagnoseOne)
  expect(totals(all)).toMatchObject({ right: 2, of: 3, first: 1, among_three: 1, with_a_cause: 2 })
})
