// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { reportUncaught } from './report-failure.ts'

afterEach(() => vi.restoreAllMocks())

test('what nobody caught is told once for each kind, without its words', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const stop = reportUncaught(window)
  const fail = (error: unknown) => window.dispatchEvent(new ErrorEvent('error', { error }))
  fail(new TypeError('Lila Marsh is not a function'))
  fail(new TypeError('neither is the password'))
  fail(new RangeError('too deep'))
  fail(null)
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: 'Lila Marsh' }))
  stop()
  fail(new SyntaxError('after the end'))
  expect(said.mock.calls.flat()).toEqual([
    'FlowPilot failed: part="page" error=TypeError',
    'FlowPilot failed: part="page" error=RangeError',
    'FlowPilot failed: part="page, later" error=string',
  ])
})
