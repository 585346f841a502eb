import { expect, test } from 'vitest'
import { sameText } from './same-text.ts'
import { splitSentences } from './sentences.ts'

test.each(['.', '…', '!', ';', ' .'])('a pasted row of %j does not hold up the server', (mark) => {
  const pasted = `Proxy ${mark.repeat(100_000 / mark.length)}x`
  expect(splitSentences(pasted)[0]?.text).toMatch(/^Proxy/)
  expect(sameText(pasted)).toMatch(/^proxy .*x$/)
})
