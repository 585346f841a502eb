import { validate, version } from 'uuid'
import { afterEach, expect, test, vi } from 'vitest'
import { newId } from './new-id.ts'

afterEach(() => vi.unstubAllGlobals())

test('each is a UUID of its own, also where the browser makes none', () => {
  const { getRandomValues } = crypto
  vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) })
  const made = Array.from({ length: 1000 }, newId)
  expect(new Set(made).size).toBe(1000)
  for (const id of made) expect([validate(id), version(id)]).toEqual([true, 4])
})
