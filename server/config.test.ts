import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('a setting of an earlier version stops the start and is told what took its place', () => {
  expect(() => readConfig({ MODEL_TOKENS_PER_DAY: '5000000' })).toThrow(
    /MODEL_TOKENS_PER_DAY: is now MODEL_DOLLARS_PER_DAY/,
  )
})

test.each([
  [undefined, 20],
  ['0', 0],
  ['7.50', 7.5],
])('the budget of %s is %d dollars', (given, dollars) => {
  expect(readConfig({ MODEL_DOLLARS_PER_DAY: given }).MODEL_DOLLARS_PER_DAY).toBe(dollars)
})

test.each(['-1', '1e3', 'twenty', '1000000'])('a budget of %s is refused', (given) => {
  expect(() => readConfig({ MODEL_DOLLARS_PER_DAY: given })).toThrow(/MODEL_DOLLARS_PER_DAY/)
})

describe('in production', () => {
  const production = (more: Record<string, string>) =>
    readConfig({
      NODE_ENV: 'production',
      SECRET_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      PUBLIC_URL: 'https://flowpilot.example',
      ...more,
    })

  test.each([
    'http://flowpilot.example',
    'http://10.0.0.7:8787',
    'http://127.0.0.1.example',
    'http://localhost.example',
  ])('the address %s is refused with a sentence', (PUBLIC_URL) => {
    expect(() => production({ PUBLIC_URL })).toThrow(/PUBLIC_URL: an https address in production/)
    expect(() => readConfig({ PUBLIC_URL })).not.toThrow()
  })

  test.each([
    'https://flowpilot.example',
    'http://127.0.0.1:8787',
    'http://localhost:8787',
    'http://[::1]:1',
  ])('the address %s is taken', (PUBLIC_URL) => {
    expect(production({ PUBLIC_URL }).PUBLIC_URL).toBe(PUBLIC_URL)
  })

  test.each([
    'postgres://u:hunter2@db.example/flowpilot',
    'postgres://u:hunter2@10.0.0.7/flowpilot?sslmode=disable',
    'postgres://u:hunter2@db.example/flowpilot?sslmode=prefer',
    'postgres://u:hunter2@db.example/flowpilot?sslmode=allow&application_name=x',
    'postgres://u:hunter2@localhost.example/flowpilot',
  ])('a database across a network without TLS is refused: %s', (url) => {
    for (const name of ['DATABASE_URL', 'DATABASE_LISTEN_URL', 'DATABASE_ADMIN_URL']) {
      expect(() => production({ [name]: url })).toThrow(new RegExp(`${name}: .*sslmode=verify-full`))
      expect(() => production({ [name]: url })).not.toThrow(/hunter2/)
      expect(() => readConfig({ [name]: url })).not.toThrow()
    }
  })

  test.each([
    'postgres://u@db.example/flowpilot?sslmode=require',
    'postgres://u@db.example/flowpilot?sslmode=verify-full',
    'postgres://u@127.0.0.1:5433/flowpilot',
    'postgres://u@[::1]/flowpilot',
    'postgres://u@/flowpilot?host=/run/postgresql',
    'postgresql:///flowpilot',
  ])('this machine, a socket or TLS is taken: %s', (DATABASE_URL) => {
    expect(production({ DATABASE_URL }).DATABASE_URL).toBe(DATABASE_URL)
  })
})
