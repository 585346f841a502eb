import { expect, test } from 'vitest'
import { wishOf } from './actions.ts'
import { createChanges } from './undo.ts'

test('changes come off the pile newest first, each once, and without those undone elsewhere', () => {
  const undone: string[] = []
  let seq = 3
  const changes = createChanges(() => seq)
  changes.keep('first', () => undone.push('first') > 0)
  seq = 5
  const drop = changes.keep('second', () => undone.push('second') > 0)
  changes.keep('third', () => undone.push('third') > 0)
  expect(changes.last()).toMatchObject({ what: 'third', after_seq: 5 })
  changes.last()?.undo()
  drop()
  expect(changes.last()).toMatchObject({ what: 'first', after_seq: 3 })
  changes.last()?.undo()
  expect(undone).toEqual(['third', 'first'])
  expect(changes.last()).toBeUndefined()
})

test('/update takes a reader and a length in any order, and says what it does not know', () => {
  expect(wishOf('')).toEqual({})
  expect(wishOf('client quick')).toEqual({ audience: 'client_update', length: 'quick' })
  expect(wishOf('Detailed TICKET')).toEqual({ audience: 'ticket_notes', length: 'detailed' })
  expect(wishOf('boss')).toBe(
    '“boss” is neither a reader (ticket, client, email) nor a length (quick, detailed).',
  )
})
