import Anthropic from '@anthropic-ai/sdk'
import { expect, test } from 'vitest'
import { classify, requestIdOf } from './failures.ts'

const nothing = { began: false, wrote: false }
const apiError = (status: number, type: string, message: string, headers: Record<string, string> = {}) =>
  Anthropic.APIError.generate(
    status,
    { type: 'error', error: { type, message } },
    undefined,
    new Headers(headers),
  )

test.each([
  [400, 'invalid_request_error', 'messages.1: bad', 'rejected', 'request'],
  [
    400,
    'invalid_request_error',
    'messages.1.content.0: Invalid `signature` in `thinking` block',
    'rejected',
    'thinking',
  ],
  [401, 'authentication_error', 'invalid x-api-key', 'rejected', 'key'],
  [307, 'redirect', 'moved', 'rejected', 'address'],
  [402, 'billing_error', 'no credit', 'rejected', 'request'],
  [403, 'permission_error', 'not for this key', 'rejected', 'key'],
  [404, 'not_found_error', 'model: claude-none', 'rejected', 'model'],
  [404, 'not_found_error', 'Not found: /v1/models/claude-none', 'rejected', 'request'],
  [413, 'request_too_large', 'too large', 'rejected', 'request'],
  [422, 'invalid_request_error', 'bad', 'rejected', 'request'],
  [408, 'timeout_error', 'slow', 'busy', null],
  [409, 'conflict', 'again', 'busy', null],
  [429, 'rate_limit_error', 'slow down', 'busy', null],
  [500, 'api_error', 'broken', 'busy', null],
  [503, 'api_error', 'away', 'busy', null],
  [529, 'overloaded_error', 'overloaded', 'busy', null],
] as const)('%i %s "%s" is %s', (status, type, message, failure, rejected_for) => {
  const found = classify(apiError(status, type, message), nothing)
  expect(found).toMatchObject({ class: failure, rejected_for, status })
  expect(found.message).toBe(message)
})

test('Retry-After is told in milliseconds', () => {
  expect(
    classify(apiError(429, 'rate_limit_error', '', { 'retry-after': '2' }), nothing).retry_after_ms,
  ).toBe(2_000)
  expect(
    classify(apiError(429, 'rate_limit_error', '', { 'retry-after': 'Wed, 21 Oct' }), nothing).retry_after_ms,
  ).toBeNull()
})

test('an error amid the stream is a cut once text has come, or busy when it says so', () => {
  const amid = (type: 'overloaded_error' | 'api_error') =>
    new Anthropic.APIError(undefined, { error: { type, message: type } }, undefined, undefined, type)
  expect(classify(amid('overloaded_error'), { began: true, wrote: false }).class).toBe('busy')
  expect(classify(amid('overloaded_error'), { began: true, wrote: true }).class).toBe('cut')
  expect(classify(amid('api_error'), { began: true, wrote: false }).class).toBe('cut')
})

test('a connection that fails is busy before the answer began and a cut after it', () => {
  const error = new Anthropic.APIConnectionError({ message: 'Connection error.' })
  expect(classify(error, nothing).class).toBe('busy')
  expect(classify(error, { began: true, wrote: true }).class).toBe('cut')
  expect(classify(new Anthropic.APIUserAbortError(), { began: true, wrote: false }).class).toBe('cut')
})

test('neither a key nor a piece of the answer is in the message', () => {
  const leaking = apiError(401, 'authentication_error', 'invalid x-api-key: sk-ant-api03-AbCdEfGhIjKl')
  expect(classify(leaking, nothing).message).toBe('invalid x-api-key: …')
  const prompt =
    'messages.3.content.1: unexpected text Contoso Dental, Vera Muster 0171 5550199, PIN 4821: cannot print'
  expect(classify(apiError(400, 'invalid_request_error', prompt), nothing).message).toBe(
    'messages.3.content.1: unexpected text …: cannot …',
  )
  const html = new Anthropic.APIError(
    400,
    undefined,
    'you sent: Guten Tag, mein Kennwort ist Sommer2026!',
    undefined,
  )
  expect(classify(html, nothing).message).not.toMatch(/Guten|Kennwort|Sommer/)
  const quoting = new SyntaxError('Unexpected token, "{"reply":"The client said"... is not valid JSON')
  expect(classify(quoting, { began: true, wrote: false }).message).toBe('SyntaxError')
})

test('of a request id what a server may call a request is told', () => {
  expect(requestIdOf('req_011CS-x')).toBe('req_011CS-x')
  expect(requestIdOf('SECRET words '.repeat(1_000))?.length).toBeLessThanOrEqual(100)
  expect(requestIdOf('a b\n{c}')).toBe('abc')
  expect(requestIdOf(undefined)).toBeNull()
})
