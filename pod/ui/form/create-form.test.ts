import { expect, test } from 'vitest'
import { createForm } from './create-form.ts'

const failure = (message: string, fields?: Record<string, string>) =>
  Object.assign(new Error(message), fields ? { fields } : {})

test('what the server says of a field stands at the field, the rest below the form', async () => {
  const form = createForm({ name: '', email: '' })
  form.set('email', 'x')
  expect(
    await form.submit(() => Promise.reject(failure('Look again.', { email: 'An e-mail address.' }))),
  ).toBe(false)
  expect(form.wrong.value).toEqual({ email: 'An e-mail address.' })
  expect(form.problem.value).toBeNull()
  form.set('email', 'x@acme.example')
  expect(form.wrong.value).toEqual({})
  await form.submit(() => Promise.reject(failure('Taken.', { elsewhere: 'no field of this form' })))
  expect(form.problem.value).toBe('Taken.')
  expect(form.values.value).toEqual({ name: '', email: 'x@acme.example' })
})

test('a second press while the first is on its way does nothing', async () => {
  const form = createForm({ name: 'Dora' })
  let calls = 0
  let finish = () => {}
  const first = form.submit(() => {
    calls++
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  expect(form.busy.value).toBe(true)
  expect(await form.submit(async () => calls++)).toBe(false)
  finish()
  expect(await first).toBe(true)
  expect([calls, form.busy.value]).toEqual([1, false])
})

test('a field refused before sending is marked until it is typed in or sent', async () => {
  const form = createForm({ password: 'a', again: 'b' })
  form.refuse('again', 'Not the same.')
  expect(form.wrong.value).toEqual({ again: 'Not the same.' })
  const before = form.wrong.value
  form.set('password', 'ab')
  expect(form.wrong.value).toBe(before)
  form.set('again', 'a')
  expect(form.wrong.value).toEqual({})
  form.clear()
  expect(form.values.value).toEqual({ password: 'a', again: 'b' })
})
