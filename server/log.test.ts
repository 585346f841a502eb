import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('what must not be logged is taken out, wherever it stands', () => {
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
  log.info(
    { password: 'canary-1', request: { authorization: 'canary-2', body: { text: 'canary-3' } } },
    'seen',
  )
  log.warn(
    { claim: { member_hash: 'canary-4' }, connection: { keys: { private_key: 'canary-5' } }, user_id: 'ben' },
    'seen',
  )
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toContain('canary')
  expect(lines.join('')).toContain('"user_id":"ben"')
})
