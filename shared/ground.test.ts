import { expect, test } from 'vitest'
import { groundOf, withGround } from './ground.ts'

test('the ground of a line is read from its end', () => {
  for (const ground of ['told', 'checked'] as const)
    expect(groundOf(withGround('The rule (3) holds it', ground))).toEqual({
      text: 'The rule (3) holds it',
      ground,
    })
  expect(groundOf('Der Dienst steht (geprüft).')).toEqual({ text: 'Der Dienst steht', ground: 'checked' })
  expect(groundOf('Since Monday (Reported)')).toEqual({ text: 'Since Monday', ground: 'told' })
})

test('a line that names none has none', () => {
  for (const text of ['A rule holds it', 'It is (checked) daily', 'Rule (3)', ')', '()', ''])
    expect(groundOf(text)).toEqual({ text, ground: null })
})
