// @vitest-environment happy-dom
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { act as settle } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { act, useActs } from '../acts/acts.ts'
import { readSlash } from '../acts/slash.ts'
import { useSlash } from './use-slash.tsx'

const root = document.body.appendChild(document.createElement('div'))
let done: string[] = []
let sent: string[] = []
let shown = ''

function Box() {
  const [text, setText] = useState('')
  shown = text
  useActs('case', () => [
    act('addFact', { run: async (words) => void done.push(`fact ${words}`) }),
    act('stepDone', { why: () => 'No step is in hand.', run: () => done.push('done') }),
    act('stepSkip', { run: () => void done.push('skip') }),
    act('share', {
      run: (words) => (words === 'boss' ? 'Nobody of that name.' : void done.push(`share ${words}`)),
    }),
  ])
  const slash = useSlash({
    text,
    write: setText,
    current: () => shown,
    onSendAsIs: () => sent.push(shown),
  })
  return (
    <>
      {slash.above}
      <textarea
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          slash.typed()
        }}
        onKeyDown={(event) => {
          if (slash.byKey(event) || event.key !== 'Enter') return
          if (!slash.take()) sent.push(text)
        }}
      />
    </>
  )
}

beforeEach(async () => {
  done = []
  sent = []
  await settle(() => render(<Box />, root))
})
afterEach(() => render(null, root))

const area = () => root.querySelector('textarea') as HTMLTextAreaElement
const type = (words: string) =>
  settle(() => {
    area().value = words
    area().dispatchEvent(new Event('input', { bubbles: true }))
  })
const press = (key: string) =>
  settle(async () => {
    area().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
const options = () => [...root.querySelectorAll('[role=option]')].map(({ id }) => id.split('-').at(-1))

test('a slash lists what can be done here, narrowed while typing; Tab completes, Escape closes', async () => {
  await type('/')
  expect(options()).toEqual(['done', 'fact', 'skip', 'update'])
  await type('/f')
  expect(options()).toEqual(['fact'])
  await press('Tab')
  expect(shown).toBe('/fact ')
  await type('/u')
  await press('Escape')
  expect(options()).toEqual([])
})

test('a command runs with its words, and leaves the box empty', async () => {
  await type('/fact The rule is from 2019')
  await press('Enter')
  expect(done).toEqual(['fact The rule is from 2019'])
  expect(shown).toBe('')
  await type('/')
  await press('ArrowDown')
  await press('ArrowDown')
  await press('Enter')
  expect(done.at(-1)).toBe('skip')
  expect(sent).toEqual([])
})

test('one that cannot be done, or not so, says why and keeps the words', async () => {
  await type('/done')
  await press('Enter')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('No step is in hand.')
  await type('/update boss')
  await press('Enter')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Nobody of that name.')
  expect(shown).toBe('/update boss')
  expect([done, sent]).toEqual([[], []])
})

test('what is no command goes out only as it is', async () => {
  await type('/etc/hosts is old')
  await press('Enter')
  expect(root.querySelector('[role=alert]')?.textContent).toContain('“/etc/hosts” is no command.')
  expect([shown, sent]).toEqual(['/etc/hosts is old', []])
  await settle(() => root.querySelector('button')?.click())
  expect(sent).toEqual(['/etc/hosts is old'])
  await type('and/or')
  await press('Enter')
  expect(sent.at(-1)).toBe('and/or')
})

test('a slash is read at the very beginning only', () => {
  expect(readSlash('/Fact  two  words\nand a line')).toEqual({
    word: 'fact',
    rest: 'two  words\nand a line',
    isWhole: true,
  })
  expect(readSlash('//x')).toMatchObject({ word: '/x' })
  expect(readSlash(' /fact')).toBeNull()
})
