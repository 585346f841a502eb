import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { createMemoryPath } from './memory-path.ts'

test('one goes to a page and back to where one was', () => {
  const { path, goTo, back } = createMemoryPath(() => '48291')
  expect(path.value).toBe('/app')
  goTo('/app/posts')
  goTo('/app/posts')
  goTo('/app/posts?state=done', { replace: true })
  expect(path.value).toBe('/app/posts?state=done')
  back()
  expect(path.value).toBe('/app')
  back()
  expect(path.value).toBe('/app')
})

test('the start is the start: nothing lies behind it', () => {
  const { path, goTo, back } = createMemoryPath(() => null)
  goTo('/app/posts')
  goTo('/app/cases/1')
  goTo('/app')
  back()
  expect(path.value).toBe('/app')
})

test('another ticket begins at its own start; what was open over the first is there again with it, and without any', () => {
  const ticket = signal<string | null>('48291')
  const { path, goTo } = createMemoryPath(() => ticket.value)
  goTo('/app/posts')
  ticket.value = '48297'
  expect(path.value).toBe('/app')
  ticket.value = null
  expect(path.value).toBe('/app/posts')
  ticket.value = '48291'
  expect(path.value).toBe('/app/posts')
})
