import { expect, test } from 'vitest'
import { codeAt, matchingStep, newSecret, otpauthUri, stepAt } from './totp.ts'

/** RFC 6238, appendix B: the ASCII secret 12345678901234567890, the last six of its eight digits. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i s the code is %s', (seconds, code) => {
  expect(codeAt(rfcSecret, stepAt(seconds * 1000))).toBe(code)
})

test('a code counts one step early and one late, not two, and never again', () => {
  const now = 1_700_000_000_000
  const step = stepAt(now)
  const match = (of: number, after = 0) => matchingStep(rfcSecret, codeAt(rfcSecret, of), { now, after })
  expect([step - 2, step - 1, step, step + 1, step + 2].map((of) => match(of))).toEqual([
    undefined,
    step - 1,
    step,
    step + 1,
    undefined,
  ])
  expect(match(step, step)).toBeUndefined()
  expect(match(step - 1, step)).toBeUndefined()
  expect(match(step + 1, step)).toBe(step + 1)
})

test('secrets are 160 bits of base32, and the address names issuer and person', () => {
  const secret = newSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(secret)
  const uri = new URL(otpauthUri(secret, { account: 'ben+a@acme.example', issuer: 'FlowPilot' }))
  expect(uri.href).toContain('otpauth://totp/FlowPilot:ben%2Ba%40acme.example?')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret,
    issuer: 'FlowPilot',
    digits: '6',
    period: '30',
  })
})
