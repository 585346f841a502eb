import { expect, test } from 'vitest'
import type { Present } from '../../shared/contracts/presence.ts'
import { presenceWords } from './presence-words.ts'

const present = (name: string, state: Present['state'] = 'reading'): Present => ({
  user_id: name,
  name,
  surface: 'app',
  state,
  since: '2026-11-30T10:00:00.000Z',
})

test.each([
  [[present('Ben Okafor')], 'Ben reading', 'Ben'],
  [[present('Ben Okafor'), present('Cleo Marsh')], 'Ben, Cleo reading', 'Ben +1'],
  [[present('Ben Okafor'), present('Cleo Marsh', 'typing')], 'Cleo is typing', 'Cleo +1'],
  [[present('Ada Ito', 'typing'), present('Cleo Marsh', 'typing')], 'Ada, Cleo are typing', 'Ada +1'],
  [[present('Ben Okafor'), present('Ben Stone')], 'Ben Okafor, Ben Stone reading', 'Ben Okafor +1'],
  [
    ['Ada Ito', 'Ben Okafor', 'Cleo Marsh', 'Vera Lund'].map((name) => present(name)),
    'Ada, Ben +2 reading',
    'Ada +3',
  ],
])('%# names who is there', (people, line, short) => {
  expect(presenceWords(people)).toMatchObject({ line, short })
})

test('the whole says each by full name; nobody is nothing', () => {
  expect(presenceWords([present('Ben Okafor'), present('Cleo Marsh', 'typing')])).toMatchObject({
    isTyping: true,
    whole: 'Also in this case: Ben Okafor is reading, Cleo Marsh is typing',
  })
  expect(presenceWords([])).toBeNull()
})
