import * as v from 'valibot'
import { beforeEach, expect, test } from 'vitest'
import { browser } from 'wxt/browser'
import { change, forget, type Item, read, settings, signInKept, watch, words, write } from './storage.ts'
import { useBrowser } from './testing.ts'

useBrowser()

const sizes: Item<{ wide: number }> = {
  area: 'local',
  key: 'sizes',
  version: 3,
  schema: v.object({ wide: v.number() }),
  empty: { wide: 1 },
  mend: (value, version) => (version === 2 && typeof value === 'number' ? { wide: value } : undefined),
  lost: 'The sizes were lost.',
}
beforeEach(() => browser.storage.local.clear())

test('what was never written is empty', async () => {
  expect(await read(sizes)).toEqual({ wide: 1 })
  expect(await read(words)).toEqual([])
})

test('what was written is read, and forgotten when told so', async () => {
  await write(sizes, { wide: 5 })
  expect(await read(sizes)).toEqual({ wide: 5 })
  await forget(sizes)
  expect(await read(sizes)).toEqual({ wide: 1 })
})

test('an older form is mended', async () => {
  await browser.storage.local.set({ sizes: { version: 2, value: 7 } })
  expect(await read(sizes)).toEqual({ wide: 7 })
  expect(await read(words)).toEqual([])
})

test.each([
  ['a form older than can be mended', { version: 1, value: 7 }],
  ['a newer version of the extension', { version: 4, value: { wide: 7 } }],
  ['damage', { version: 3, value: { wide: 'x' } }],
  ['no envelope', 'x'],
  ['a list', []],
])('%s is put back to empty, with a word, once', async (_name, stored) => {
  await browser.storage.local.set({ sizes: stored })
  expect(await read(sizes)).toEqual({ wide: 1 })
  expect(await read(words)).toEqual(['The sizes were lost.'])
  expect(await browser.storage.local.get('sizes')).toEqual({})
  await browser.storage.local.set({ sizes: stored })
  await read(sizes)
  expect(await read(words)).toEqual(['The sizes were lost.'])
})

test('a sign-in of an unknown form asks for a new one instead of a guess', async () => {
  await browser.storage.local.set({ sign_in: { version: 9, value: { secret: 'x' } } })
  expect(await read(signInKept)).toBeNull()
  expect(await read(words)).toEqual([signInKept.lost])
})

test('changes at the same moment all count', async () => {
  await Promise.all(Array.from({ length: 20 }, () => change(sizes, ({ wide }) => ({ wide: wide + 1 }))))
  expect(await read(sizes)).toEqual({ wide: 21 })
})

test('a change that fails does not hold up the next', async () => {
  const failing = change(sizes, () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await change(sizes, () => ({ wide: 2 }))
  expect(await read(sizes)).toEqual({ wide: 2 })
})

test('others hear of a change; damage reads as empty', async () => {
  const seen: boolean[] = []
  const stop = watch(settings, ({ ticket_button }) => seen.push(ticket_button))
  await write(settings, { ...settings.empty, ticket_button: false })
  await browser.storage.local.set({ settings: 'x' })
  stop()
  await write(settings, { ...settings.empty, ticket_button: false })
  expect(seen).toEqual([false, true])
})
